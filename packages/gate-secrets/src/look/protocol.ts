import type { Looked } from './looked.js';

/** One file of the working tree, or one version of a file. */
export type Order =
  | { readonly path: string; readonly root: string }
  | { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** To a thread. */
export interface Batch {
  readonly id: number;
  readonly orders: readonly Order[];
}

/** From a thread: what it saw of the orders of a batch, in their order. */
export interface BatchLooked {
  readonly id: number;
  readonly looked: readonly Looked[];
}

export interface ThreadSetup {
  /** For `same`: the same one in every thread. */
  readonly key: Uint8Array;
  /** Two numbers: the batch that the thread is at, and the index of the order in it. */
  readonly at: SharedArrayBuffer;
}
