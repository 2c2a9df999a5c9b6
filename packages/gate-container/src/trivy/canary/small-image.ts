import { hash } from 'node:crypto';

import { tarOf, type Files } from './tar.js';

/** An image that fits in memory, as `docker save` writes it. */
export interface SmallImage {
  /** `sha256:…` of its configuration. */
  readonly id: string;
  readonly diffIds: readonly string[];
  readonly tar: Buffer;
}

/** @param settings of the configuration: `Env`, `User` */
export function smallImage(files: Files, settings: Readonly<Record<string, unknown>>): SmallImage {
  const layer = tarOf(files);
  const diffId = `sha256:${hash('sha256', layer)}`;
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: settings,
      rootfs: { type: 'layers', diff_ids: [diffId] },
      history: [{ created_by: 'COPY files / # buildkit' }],
    }),
  );
  const manifest = [{ Config: 'config.json', RepoTags: null, Layers: ['layer.tar'] }];
  const tar = tarOf(
    new Map([
      ['manifest.json', Buffer.from(JSON.stringify(manifest))],
      ['config.json', config],
      ['layer.tar', layer],
    ]),
  );
  return { id: `sha256:${hash('sha256', config)}`, diffIds: [diffId], tar };
}
