import { createRequire } from 'node:module';

/** What is used of @astral-sh/ruff-wasm-nodejs. */
interface RuffModule {
  readonly Workspace: {
    new (options: unknown, encoding: number): { check(text: string): readonly RuffDiagnostic[] };
    version(): string;
  };
  readonly PositionEncoding: { readonly Utf16: number };
}

/** Rows and columns count from 1; columns are UTF-16 code units. */
export interface RuffDiagnostic {
  /** `S501`; `invalid-syntax` where the file does not parse. */
  readonly code: string | null;
  readonly message: string;
  readonly start_location: { readonly row: number; readonly column: number };
  readonly end_location: { readonly row: number; readonly column: number };
}

export type RuffAnswer = { readonly diagnostics: readonly RuffDiagnostic[] } | { readonly crashed: string };

export interface Ruff {
  readonly version: string;
  check(text: string): RuffAnswer;
}

const PACKAGE = '@astral-sh/ruff-wasm-nodejs';

/**
 * Loads 10 MB of wasm: about 50 ms, and 100 to 250 ms more for the first file. The newest grammar; the scanned
 * repository's own configuration is never read. `codes` are those that are asked for and no more.
 */
export function loadRuff(codes: readonly string[]): Ruff {
  let instance = instantiate(codes);
  return {
    version: instance.version,
    check(text) {
      try {
        return { diagnostics: instance.workspace.check(withoutSuppressions(text)) };
      } catch (error) {
        // A Rust program that unwinds through wasm leaves its memory as it was: only a new instance can be trusted.
        instance = instantiate(codes);
        return { crashed: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function instantiate(codes: readonly string[]): { readonly version: string; readonly workspace: Workspace } {
  const require = createRequire(import.meta.url);
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the cache's keys are paths; this is how an entry is dropped
  delete require.cache[require.resolve(PACKAGE)];
  const module = require(PACKAGE) as RuffModule;
  const options = { 'target-version': 'py314', lint: { select: codes } };
  return {
    version: module.Workspace.version(),
    workspace: new module.Workspace(options, module.PositionEncoding.Utf16),
  };
}

type Workspace = InstanceType<RuffModule['Workspace']>;

/**
 * `# noqa`, `# ruff: ignore[…]` and their kin would hide findings, and there is no option against it. The words are
 * replaced everywhere by others of the same length, so that positions hold. Where they stand in a string or a name
 * nothing depends on them.
 */
export function withoutSuppressions(text: string): string {
  return text.replace(/noqa/gi, 'n0qa').replace(/ruff/gi, 'r0ff');
}
