import { createHash } from 'node:crypto';

import type { BuiltStep } from './built-step.js';
import { tarOf, type TarEntry } from './tar.js';

/** One instruction: what the history says of it and what it left in the image. */
export interface ImageStep {
  /** Text of the history; without it, the history has no entry for this layer. */
  readonly createdBy?: string;
  readonly comment?: string;
  /** Makes a layer, be it an empty one; bytes are taken as the layer's content, whether they are a tar archive or not. */
  readonly files?: readonly TarEntry[] | Buffer;
}

/** The part of an image's configuration that instructions set; keys as in the image specification. */
export interface ImageSettings {
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly Labels?: Readonly<Record<string, string>>;
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly StopSignal?: string;
  /** Docker's addition; times in nanoseconds. */
  readonly Healthcheck?: { readonly Test: readonly string[]; readonly Interval?: number };
}

export interface ImageDescription {
  /** `registry.test/app:1`; none where left out. */
  readonly tags?: readonly string[];
  /** The base first. */
  readonly steps: readonly ImageStep[];
  readonly settings?: ImageSettings;
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
  /** RFC 3339; the same for all entries of the history. */
  readonly created?: string;
  /** Put over the configuration as it would be written, for images that lie: `{ history: [] }`, `{ rootfs: null }`. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export interface MadeLayer {
  /** `sha256:…` of `tar`. */
  readonly diffId: string;
  readonly tar: Buffer;
}

/** An image, not yet in an archive. */
export interface MadeImage {
  readonly tags: readonly string[];
  /** `sha256:…` of the configuration: what engines call the image. */
  readonly id: string;
  readonly config: Buffer;
  readonly layers: readonly MadeLayer[];
  readonly history: readonly BuiltStep[];
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant?: string };
}

/** When all images of tests were made: the same description gives the same bytes. */
export const IMAGE_CREATED = '2026-10-01T00:00:00Z';

export function makeImage(description: ImageDescription): MadeImage {
  const { os = 'linux', architecture = 'amd64', variant, steps } = description;
  const layers = steps.flatMap(({ files }) => (files === undefined ? [] : [madeLayer(files)]));
  const history = steps.flatMap(historyOf);
  const platform = { os, architecture, ...(variant === undefined ? {} : { variant }) };
  const config = Buffer.from(JSON.stringify(configOf(description, platform, layers, history)));
  return { tags: description.tags ?? [], id: sha256(config), config, layers, history, platform };
}

/** `sha256:` and the hexadecimal digest. */
export function sha256(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function madeLayer(files: readonly TarEntry[] | Buffer): MadeLayer {
  const tar = Buffer.isBuffer(files) ? files : tarOf(files);
  return { diffId: sha256(tar), tar };
}

function historyOf({ createdBy, comment, files }: ImageStep): BuiltStep[] {
  if (createdBy === undefined) return [];
  return [{ createdBy, ...(comment === undefined ? {} : { comment }), emptyLayer: files === undefined }];
}

/** https://github.com/opencontainers/image-spec/blob/main/config.md */
function configOf(
  { created = IMAGE_CREATED, settings = {}, config = {} }: ImageDescription,
  platform: MadeImage['platform'],
  layers: readonly MadeLayer[],
  history: readonly BuiltStep[],
): object {
  return {
    ...platform,
    config: settings,
    created,
    ...(history.length === 0 ? {} : { history: history.map((step) => historyEntry(step, created)) }),
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    ...config,
  };
}

function historyEntry({ createdBy, comment, emptyLayer }: BuiltStep, created: string): object {
  return {
    created,
    created_by: createdBy,
    ...(comment === undefined ? {} : { comment }),
    ...(emptyLayer ? { empty_layer: true } : {}),
  };
}
