import { createRequire } from 'node:module';
import type * as sarif from 'sarif';

interface Violation {
  readonly instancePath: string;
  readonly message?: string;
}
interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly Violation[] | null;
}

let validator: Validator | undefined;

/** The schema violations of a SARIF 2.1.0 log, one line each with its JSON pointer; none when it is valid. */
export function schemaViolations(log: unknown): string[] {
  validator ??= createRequire(import.meta.url)('../generated/sarif-validator.cjs') as Validator;
  if (validator(log)) return [];
  return (validator.errors ?? []).map(
    (error) => `${error.instancePath || '/'} ${error.message ?? 'is invalid'}`,
  );
}

export const SARIF_SCHEMA_URI = 'https://json.schemastore.org/sarif-2.1.0.json';

/** A log of these runs. */
export function toLog(runs: readonly sarif.Run[]): sarif.Log {
  return { $schema: SARIF_SCHEMA_URI, version: '2.1.0', runs: [...runs] };
}
