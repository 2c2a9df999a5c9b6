import { parseDockerfile, type DockerfileDocument } from '@railgate/code/reader';

import type { Trace, TracedImage } from '../../src/trace/trace.js';

export interface Entry {
  readonly createdBy: string;
  readonly comment?: string;
  readonly emptyLayer: boolean;
}

/** An entry that made a layer. */
export function made(createdBy: string, comment?: string): Entry {
  return { createdBy, emptyLayer: false, ...(comment !== undefined && { comment }) };
}

/** An entry that made none. */
export function set(createdBy: string, comment?: string): Entry {
  return { ...made(createdBy, comment), emptyLayer: true };
}

/** The base image of most tests: two entries, one layer. */
export const BASE: readonly Entry[] = [
  made('/bin/sh -c #(nop) ADD file:4d83f0636f2bc097a6eb584c7a0c71fe1a7f7ba6f0208f0775b4f01cd53514de in / '),
  set('/bin/sh -c #(nop)  CMD ["sh"]'),
];

/** What BuildKit writes: a layer for `RUN`, `COPY`, `ADD` and `WORKDIR`. */
export function buildkit(...texts: readonly string[]): Entry[] {
  return texts.map((text) => {
    const layer = /^(?:RUN|COPY|ADD|WORKDIR) /.test(text);
    const mark = /^(?:RUN|COPY|ADD) /.test(text) ? ' # buildkit' : '';
    return { createdBy: `${text}${mark}`, comment: 'buildkit.dockerfile.v0', emptyLayer: !layer };
  });
}

/** The `diffId` of each layer is its number: `sha256:0`. */
export function imageOf(
  history: readonly Entry[],
  labels: Readonly<Record<string, string>> = {},
): TracedImage {
  const layers = history
    .filter((entry) => !entry.emptyLayer)
    .map((_, index) => ({ diffId: `sha256:${index}`, size: 1 }));
  return { config: { os: 'linux', architecture: 'amd64', env: [], labels }, history, layers };
}

export function dockerfile(text: string, path = 'Dockerfile'): DockerfileDocument {
  const parsed = parseDockerfile(path, text);
  if (parsed.kind !== 'document') throw new Error(`${path} is no Dockerfile.`);
  return parsed.document;
}

/** Of each layer in order: `base 1`, `own 5`, or `-` where it has no cause. */
export function layerLines(image: TracedImage, trace: Trace): string[] {
  return image.layers.map(({ diffId }) => {
    const cause = trace.layers.get(diffId);
    return cause ? `${cause.from} ${cause.region.startLine}` : '-';
  });
}

/** `USER 13` of each setting. */
export function settingLines(trace: Trace): string[] {
  return trace.settings.map(({ keyword, region }) => `${keyword} ${region.startLine}`);
}
