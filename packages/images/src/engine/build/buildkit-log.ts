import { cleanText } from '@railgate/contract';

import type { ProgressLine } from '../progress.js';
import { STEP_SHOWN, TAIL_SHOWN, type StepLog } from './build-log.js';
import { fieldsOf } from './protobuf.js';

const KEPT = 4000;
/** Steps whose output is kept: several run at a time. */
const STEPS = 64;

/** A step of a build, or something that BuildKit does for it. */
interface Vertex {
  readonly digest: string;
  /** `[build 2/3] RUN npm ci`, `[internal] load metadata for docker.io/library/node:22`. */
  readonly name: string;
  readonly isStarted: boolean;
  readonly isFailed: boolean;
}

/**
 * What BuildKit tells: `StatusResponse` of its control API (api/services/control/control.proto in moby/buildkit). Its images
 * have no images of steps beside them; what it keeps for the next build is the engine's to bound.
 */
export class BuildKitLog implements StepLog {
  readonly made = [];
  #last: Vertex | undefined;
  #failed: Vertex | undefined;
  readonly #outputs = new Map<string, string>();

  /** The one that failed, else the last that has begun. */
  get step(): string | undefined {
    const name = (this.#failed ?? this.#last)?.name.replace(/^\[[^\]]{0,100}\] /, '');
    return name === undefined ? undefined : cleanText(name).slice(0, STEP_SHOWN);
  }

  add({ trace }: ProgressLine): void {
    if (trace === undefined) return;
    for (const [field, value] of fieldsOf(Buffer.from(trace, 'base64'))) {
      if (typeof value === 'number') continue;
      if (field === 1) this.#see(readVertex(value));
      if (field === 3) this.#hear(value);
    }
  }

  tail(): string {
    const vertex = this.#failed ?? this.#last;
    return (this.#outputs.get(vertex?.digest ?? '') ?? '').slice(-TAIL_SHOWN).trim();
  }

  #see(vertex: Vertex): void {
    if (vertex.isFailed) this.#failed ??= vertex;
    if (vertex.isStarted) this.#last = vertex;
  }

  #hear(log: Uint8Array): void {
    const { 1: digest = '', 4: said = '' } = textsOf(log);
    const output = ((this.#outputs.get(digest) ?? '') + said).slice(-KEPT);
    this.#outputs.delete(digest);
    this.#outputs.set(digest, output);
    const [oldest] = this.#outputs.keys();
    if (this.#outputs.size > STEPS && oldest !== undefined) this.#outputs.delete(oldest);
  }
}

/** 1 digest, 3 name, 5 when it began, 7 its error. */
function readVertex(message: Uint8Array): Vertex {
  const { 1: digest = '', 3: name = '', 5: started, 7: error = '' } = textsOf(message);
  return { digest, name, isStarted: started !== undefined, isFailed: error !== '' };
}

/** The last of each field, as a text, whatever it is. */
function textsOf(message: Uint8Array): Partial<Record<number, string>> {
  const texts: Partial<Record<number, string>> = {};
  for (const [field, value] of fieldsOf(message))
    if (typeof value !== 'number') texts[field] = Buffer.from(value).toString();
  return texts;
}
