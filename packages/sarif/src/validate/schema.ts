import type * as sarif from 'sarif';

import { loadGenerated } from './load-generated.js';

/** One place where a document breaks the schema, as ajv tells it. */
export interface SchemaError {
  /** JSON pointer of the value; empty for the document itself. */
  readonly instancePath: string;
  /** Where the schema says so: `#/definitions/region/properties/startLine/minimum`. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}
interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

type Kind = 'log' | 'result';
type Validators = Readonly<Record<Kind, Validator>>;
/** True for what is valid beyond doubt; most of what is valid, in a fraction of the time. */
type QuickChecks = Readonly<Record<Kind, (data: unknown) => boolean>>;

let validators: Validators | undefined;
let quickChecks: QuickChecks | undefined;

/** The schema violations of a SARIF 2.1.0 log, one line each with its JSON pointer; none when it is valid. */
export function schemaViolations(log: unknown): string[] {
  return logErrors(log).map(describe);
}

/** The same for a log without the results of its runs: `SarifSource.head`. */
export const headViolations: (head: unknown) => string[] = schemaViolations;

/** The same for one result; the pointers start at the result. */
export function resultViolations(result: unknown): string[] {
  return resultErrors(result).map(describe);
}

/** Every schema error of a log. A `oneOf` or `anyOf` that does not hold also lists the errors of its branches. */
export function logErrors(log: unknown): readonly SchemaError[] {
  return errorsOf('log', log);
}

/** Every schema error of one result. */
export function resultErrors(result: unknown): readonly SchemaError[] {
  return errorsOf('result', result);
}

export const SARIF_SCHEMA_URI = 'https://json.schemastore.org/sarif-2.1.0.json';

/** A log of these runs. */
export function toLog(runs: readonly sarif.Run[]): sarif.Log {
  return { $schema: SARIF_SCHEMA_URI, version: '2.1.0', runs: [...runs] };
}

const NO_ERRORS: readonly SchemaError[] = [];

function errorsOf(kind: Kind, data: unknown): readonly SchemaError[] {
  quickChecks ??= loadGenerated('sarif-quick.cjs') as QuickChecks;
  if (quickChecks[kind](data)) return NO_ERRORS;
  validators ??= loadGenerated('sarif-validator.cjs') as Validators;
  const validate = validators[kind];
  return validate(data) ? NO_ERRORS : (validate.errors ?? NO_ERRORS);
}

function describe(error: SchemaError): string {
  return `${error.instancePath || '/'} ${error.message ?? 'is invalid'}`;
}
