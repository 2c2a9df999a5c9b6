import type { Region } from '@railgate/contract';
import type { DockerfileDocument } from '@railgate/code';
import type { ArchivedImage } from '@railgate/images';

import { explain } from './explain.js';
import { findBuild, type Found } from './find-build.js';
import { readHistory } from './history-step.js';
import { whyUnreadable } from './unreadable.js';

/** Why something is in an image: an instruction of a Dockerfile of the repository. */
export interface Cause {
  /** `base`: brought by the image that `FROM` names, and the region is that of the `FROM`. */
  readonly from: 'base' | 'own';
  /** Of the Dockerfile, relative to the repository root. */
  readonly path: string;
  readonly region: Required<Region>;
  /** In upper case. */
  readonly keyword: string;
  /** `RUN apk add curl`, cut and on one line; of variables the names alone, since their values may be secrets. */
  readonly instruction: string;
  /** Variables that it defines, for `ENV` and `ARG`. */
  readonly names: readonly string[];
  /** Where a `COPY --from` takes it from. */
  readonly source?: CopySource;
}

/** A stage of the same Dockerfile, with the place of its `FROM`, or an image of elsewhere. */
export type CopySource =
  | { readonly stage: string; readonly region: Required<Region>; readonly image: string }
  | { readonly image: string };

/** Which instruction made what of one image. Neither tags nor digests nor dates of the image have a part in it. */
export interface Trace {
  /** The Dockerfile whose instructions the image's history shows; absent where none does, or where several do alike. */
  readonly dockerfile?: string;
  /** Why it is absent, with a full stop. */
  readonly unmapped?: string;
  /** The base image as `FROM` names it, arguments put in; absent for `scratch`. */
  readonly base?: string;
  /** By the layer's `diffId`. Layers that the history does not explain are missing. */
  readonly layers: ReadonlyMap<string, Cause>;
  /** Of the stage that was built, its bases included, in order: all that the history shows. */
  readonly instructions: readonly Cause[];
  /** Those that change the configuration: `USER`, `ENV`, `HEALTHCHECK`, `CMD`. */
  readonly settings: readonly Cause[];
  /** By the place in the history. */
  readonly history: ReadonlyMap<number, Cause>;
  /** The `FROM` of the stage that was built: the place of what is missing, `USER` say. */
  readonly stage?: Cause;
  /** Number of layers at the start that come from the base image; undefined where nobody can say. */
  readonly baseLayers?: number;
  /** What a reader should know of how far this can be trusted, with full stops. */
  readonly notes: readonly string[];
}

/** What is known beside the image. */
export interface TraceHints {
  /** Path of the Dockerfile that the image was built from, where somebody knows it. */
  readonly dockerfile?: string;
  /** Name of the stage that was built, in lower case as anywhere; the final one without it. */
  readonly target?: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** `diffId`s of the layers of base images that are at hand, by what `Trace.base` calls them. */
  readonly bases?: ReadonlyMap<string, readonly string[]>;
}

export type TracedImage = Pick<ArchivedImage, 'config' | 'history' | 'layers'>;

/**
 * Finds the Dockerfile whose instructions end the image's history, and says of each layer and setting which line made it. Never
 * guesses: an image that fits several Dockerfiles alike, or none, is unmapped, with the reason.
 */
export function traceImage(
  image: TracedImage,
  dockerfiles: readonly DockerfileDocument[],
  hints: TraceHints = {},
): Trace {
  const unreadable = whyUnreadable(image);
  if (unreadable !== undefined) return unmapped(unreadable);
  if (dockerfiles.length === 0) return unmapped('The repository has no Dockerfile that could have made it.');
  const steps = readHistory(image.history);
  const found: Found = findBuild(image, steps, dockerfiles, hints);
  return found.kind === 'build' ? explain(image, steps, found.build) : unmapped(found.reason);
}

function unmapped(reason: string): Trace {
  return {
    unmapped: reason, layers: new Map(), instructions: [], settings: [], history: new Map(), notes: [],
  }; // prettier-ignore
}
