import { GateError, plainText, type Gap, type PackedText, type ScanInput } from '@railgate/contract';
import type { DockerfileDocument } from '@railgate/code';
import { mapBounded } from '@railgate/kit';

import type { ImageView } from '../findings/view.js';
import type { Options } from '../options.js';
import type { ImageRequest, OpenImage } from '../targets/request.js';
import { traceImage } from '../trace/trace.js';
import type { Trivy } from '../trivy/session.js';
import { dockerfileOf } from './dockerfile-of.js';

/** An image that was looked at. */
export interface Looked {
  readonly request: ImageRequest;
  readonly view: ImageView;
  readonly keys: readonly string[];
  /** CycloneDX JSON. */
  readonly bill: PackedText;
  /** As a Dockerfile, where none of the repository explains the image. */
  readonly settings?: string;
  /** Why nobody knows of these. */
  readonly unchecked?: string;
}

/** An image of which nothing is known. */
export interface Unknown {
  readonly request: ImageRequest;
  /** Of an archive with several. */
  readonly name?: string;
  readonly error: GateError;
  /** It was there, and the scanner could not read it. */
  readonly isOpen: boolean;
}

export interface Looks {
  /** In the order of the requests. */
  readonly looked: readonly Looked[];
  readonly unknown: readonly Unknown[];
  /** What lay beside them. */
  readonly gaps: readonly Gap[];
}

export interface LookInput {
  readonly input: Pick<ScanInput<Options>, 'options' | 'signal' | 'progress'>;
  readonly trivy: Trivy;
  readonly dockerfiles: readonly DockerfileDocument[];
  /** `diffId`s of base images that the engine has, by the name of the `FROM`. */
  readonly bases: ReadonlyMap<string, readonly string[]>;
}

/** Opens, scans and traces, several at a time; whatever an image lies in is closed before the next one is opened. */
export async function lookAt(requests: readonly ImageRequest[], input: LookInput): Promise<Looks> {
  const { parallel } = input.input.options;
  const answers = await mapBounded(requests, parallel, (request) => lookAtOne(request, input));
  return {
    looked: answers.flatMap(({ looked }) => looked),
    unknown: answers.flatMap(({ unknown }) => unknown),
    gaps: answers.flatMap(({ gaps }) => gaps),
  };
}

async function lookAtOne(request: ImageRequest, input: LookInput): Promise<Looks> {
  const { signal } = input.input;
  signal.throwIfAborted();
  const opened = await attempt(() => request.open(), signal);
  if (opened instanceof GateError)
    return { looked: [], unknown: [{ request, error: opened, isOpen: false }], gaps: [] };
  const looked: Looked[] = [];
  const unknown: Unknown[] = [];
  try {
    for (const image of opened.images) {
      const answer = await attempt(() => scanOpen(request, image, input), signal);
      if (!(answer instanceof GateError)) looked.push(answer);
      else
        unknown.push({
          request,
          error: answer,
          isOpen: true,
          ...(opened.images.length > 1 && { name: image.name }),
        });
    }
  } finally {
    await opened.close();
  }
  return { looked, unknown, gaps: opened.gaps ?? [] };
}

async function scanOpen(request: ImageRequest, open: OpenImage, input: LookInput): Promise<Looked> {
  const { image, name, keys, hints } = open;
  const { trivy, dockerfiles, bases } = input;
  const isBase = request.uses.length > 0;
  const trace = traceImage(image, isBase ? [] : dockerfiles, { ...hints, bases });
  const { observed, bill } = await trivy.scan(image, {
    signal: input.input.signal,
    name: plainText(name, 300),
  });
  const { uses, named } = request;
  const layers = image.layers.map(({ diffId }) => diffId);
  return {
    request,
    view: { name, observed, trace, layers, uses, isBase, ...(named && { named }) },
    keys,
    bill,
    // Those of a base image are not what runs, and the Dockerfile of one's own is looked at by itself.
    ...(!isBase && trace.dockerfile === undefined && { settings: dockerfileOf(image) }),
  };
}

/** What went wrong with one image says nothing about the others; an end that the user wants is the end of all. */
async function attempt<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T | GateError> {
  try {
    return await act();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof GateError) return error;
    throw error;
  }
}
