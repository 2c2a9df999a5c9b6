import type { Gap, Place } from '@railgate/contract';
import type { ArchivedImage } from '@railgate/images';

import type { TraceHints } from '../trace/trace.js';
import type { BaseUse } from './base-uses.js';

/** Something that holds images to be looked at. */
export interface ImageRequest {
  /** For messages: `The image api:ci`, `The archive build/api.tar`. */
  readonly label: string;
  /** What it is, where that is a file of the repository. */
  readonly path?: string;
  /** `FROM`s because of which it is looked at; none for what the user has named. */
  readonly uses: readonly BaseUse[];
  /** Where the configuration names it. */
  readonly named?: Place;
  /** @throws {GateError} when it is not there or cannot be read */
  open(): Promise<OpenImages>;
}

/** Images that lie on this machine until they are closed. */
export interface OpenImages {
  readonly images: readonly [OpenImage, ...OpenImage[]];
  /** What is there and not looked at. */
  readonly gaps?: readonly Gap[];
  close(): Promise<void>;
}

export interface OpenImage {
  /** Without tag and digest. */
  readonly name: string;
  readonly image: ArchivedImage;
  /** All names that it goes by, each as `referenceKey` gives it. */
  readonly keys: readonly string[];
  readonly hints: TraceHints;
}
