import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 to its baseline compiler for the wasm that is loaded from now on. By default it recompiles 11 MB of ruff and
 * tree-sitter with the optimising compiler in the background, which costs more processor time than a whole scan (47 files:
 * 6.0 s instead of 0.8 s, 422 files: 8.5 s instead of 3.5 s) and delays the exit of the process until it is done.
 */
export function useBaselineWasm(): void {
  setFlagsFromString('--liftoff-only');
}
