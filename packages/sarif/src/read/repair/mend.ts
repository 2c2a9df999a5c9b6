import type { SchemaError } from '../../validate/schema.js';
import { fixAlternatives, fixRequired } from './fix-missing.js';
import { fixType } from './fix-type.js';
import { fixByDropping, fixEnum, fixFormat, fixRange, fixRepeated, fixUnknownProperty } from './fix-value.js';
import { pointerKeys, type JsonObject } from './json.js';
import type { Note } from './notes.js';
import { compact, findTarget, type Target } from './target.js';

/** What is being mended. */
export interface Patient {
  readonly root: JsonObject;
  readonly errorsOf: (root: JsonObject) => readonly SchemaError[];
  readonly note: Note;
  /** What stands for a message that is missing; gets the object that lacks it. */
  readonly messageOf: (owner: JsonObject) => string;
  /** Length of the pointer that names a part which can be given up as a whole. */
  readonly partDepth: (keys: readonly string[]) => number;
}

/**
 * Each round mends every error at its own place; what that uncovers (an object that is now without something it must
 * have) is the next round's. The nesting of SARIF needs a dozen rounds at most; where it is recursive (nodes, inner
 * exceptions), the last resort is quicker.
 */
const ROUNDS = 16;

/** Mends the root in place until it passes the schema. Returns what it could not mend. */
export function mend(patient: Patient): readonly SchemaError[] {
  const stubborn = mendRounds(patient);
  if (stubborn.length === 0) return stubborn;
  mendErrors(
    patient,
    stubborn.map((error) => widen(error, patient)),
    fixByDropping,
  );
  return mendRounds(patient);
}

function mendRounds(patient: Patient): readonly SchemaError[] {
  for (let round = 0; round < ROUNDS; round++) {
    const errors = patient.errorsOf(patient.root);
    if (errors.length === 0) return errors;
    mendErrors(patient, errors, fix);
  }
  return patient.errorsOf(patient.root);
}

function mendErrors(patient: Patient, errors: readonly SchemaError[], fixOne: typeof fix): void {
  const arrays = new Set<unknown[]>();
  for (const error of errors) {
    // The branches of an alternative say nothing that the alternative itself does not say.
    if (/\/(?:any|one)Of\/\d/.test(error.schemaPath)) continue;
    const target = findTarget(patient.root, error);
    if (!target) continue;
    fixOne(target, patient.note, patient.messageOf);
    if (Array.isArray(target.parent)) arrays.add(target.parent);
    if (Array.isArray(target.value)) arrays.add(target.value);
  }
  for (const array of arrays) compact(array);
}

/** The same error, held against the whole part that it stands in. */
function widen(error: SchemaError, { partDepth }: Patient): SchemaError {
  const keys = pointerKeys(error.instancePath);
  const depth = Math.min(keys.length, partDepth(keys));
  return {
    ...error,
    instancePath: error.instancePath
      .split('/')
      .slice(0, depth + 1)
      .join('/'),
  };
}

function fix(target: Target, note: Note, messageOf: Patient['messageOf']): void {
  switch (target.error.keyword) {
    case 'additionalProperties':
      return fixUnknownProperty(target, note);
    case 'type':
      return fixType(target, note);
    case 'enum':
      return fixEnum(target, note);
    case 'minimum':
    case 'maximum':
      return fixRange(target, note);
    case 'format':
      return fixFormat(target, note);
    case 'uniqueItems':
      return fixRepeated(target, note);
    case 'required':
      return fixRequired(target, note, messageOf);
    case 'anyOf':
    case 'oneOf':
      return fixAlternatives(target, note);
    default:
      return fixByDropping(target, note);
  }
}
