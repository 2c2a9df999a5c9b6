import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 to its baseline compiler for the wasm that runs from now on. By default it recompiles 11 MB of ruff and
 * tree-sitter with the optimising compiler in the background, which costs more processor time than a whole scan (7 files
 * of Python: 4.0 s instead of 0.6 s on Node 24, 47 files: 6.0 s instead of 0.8 s on Node 20) and delays the exit of the
 * process until it is done.
 *
 * By a budget that no function uses up: `--liftoff-only` says it more directly, and Node 24 ignores it in a running process.
 */
export function useBaselineWasm(): void {
  setFlagsFromString(BASELINE_WASM);
}

/**
 * Lets V8 recompile the functions of the wasm that is loaded from now on once they have run for some tenths of a second:
 * for small modules that stay long at work. Parsing 5 MB of TypeScript takes 1.7 s of processor time instead of 2.5 s,
 * the few files of a small repository as long as before. A function's budget is set when its module is compiled.
 */
export function usePatientWasm(): void {
  setFlagsFromString(PATIENT_WASM);
}

export const PATIENT_WASM = '--wasm-tiering-budget=200000000';
export const BASELINE_WASM = '--wasm-tiering-budget=2000000000';
