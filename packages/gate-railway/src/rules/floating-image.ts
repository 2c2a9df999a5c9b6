import { stringOf, valueAt } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const floatingImage: RailwayRule = {
  id: 'railway/floating-image',
  name: 'FloatingImage',
  summary: 'railway.ts takes a service from an image without a tag or with `latest`.',
  description:
    'Reports `image("name")` and `image("name:latest")` as the source of a service in .railway/railway.ts. With `autoUpdates` the version is chosen on purpose and it is left out.',
  why: 'Each deployment takes whatever is newest then: a restart may bring a new major version, and two deployments of one commit need not be the same.',
  remediation: 'Name a tag with a version or a digest, or let Railway follow patches with `autoUpdates`.',
  example: {
    language: 'typescript',
    before: 'service("search", { source: image("getmeili/meilisearch:latest") });',
    after: 'service("search", { source: image("getmeili/meilisearch:v1.12.3") });',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [1357],
  catalogue: ['RLY-IAC-007'],
  references: ['https://docs.railway.com/deployments/image-auto-updates'],
  since: '0.1.0',
  checks: {
    *iac({ document }) {
      for (const { helper, options } of document.resources) {
        const source = helper === 'service' ? valueAt(options, 'source') : undefined;
        if (source?.kind !== 'call' || source.name !== 'image') continue;
        const [first, settings] = source.args;
        const image = stringOf(first);
        if (!first || image === undefined || image.includes('$') || !floats(image)) continue;
        const isOpen = settings !== undefined && (settings.kind !== 'object' || !settings.complete);
        const updates = [valueAt(settings, 'autoUpdates'), valueAt(options, 'autoUpdates')];
        if (isOpen || updates.some((one) => one !== undefined)) continue;
        yield {
          message: `${cleanText(image)} is whatever is newest when Railway deploys. Name a tag with a version, or a digest.`,
          at: { path: document.path, region: first.region },
        };
      }
    },
  },
};

function floats(image: string): boolean {
  if (image.includes('@')) return false;
  const tag = /:([^:/]*)$/.exec(image)?.[1];
  return tag === undefined || tag === '' || tag === 'latest';
}
