import type { Region } from '@railgate/contract';

/** Why something is in an image: an instruction of a Dockerfile of the repository. */
export interface Cause {
  /** `base`: brought by the image that `FROM` names, and the region is that of the `FROM`. */
  readonly from: 'base' | 'own';
  /** Of the Dockerfile, relative to the repository root. */
  readonly path: string;
  readonly region: Required<Region>;
  /** `RUN apk add curl`, cut and on one line. */
  readonly instruction: string;
}

/** Which instruction made what of one image. */
export interface Trace {
  /** The Dockerfile whose instructions the image's history shows; absent where none does, or where several do alike. */
  readonly dockerfile?: string;
  /** Why it is absent, with a full stop. */
  readonly unmapped?: string;
  /** The base image as `FROM` names it, arguments put in. */
  readonly base?: string;
  /** By the layer's `diffId`. Layers that the history does not explain are missing. */
  readonly layers: ReadonlyMap<string, Cause>;
  /** Of what has no layer, by the instruction's keyword and in order: `USER`, `ENV`, `HEALTHCHECK`, `CMD`. */
  readonly settings: readonly Cause[];
  /** Number of layers at the start that come from the base image; undefined where nobody can say. */
  readonly baseLayers?: number;
}
