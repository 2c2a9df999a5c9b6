import type { SecretKind } from '../kind.js';
import type { Candidate, FileForm } from './form.js';

/** Kinds that have no form of their own: what they are follows from the place where they stand. */
export const GENERIC_KINDS: readonly SecretKind[] = [];

export const FORMS: readonly FileForm[] = [];

/** Beside one of these stands a value that may be a secret. Bytes, ASCII letters in any case. */
export const ASSIGNMENT_KEYWORDS: readonly string[] = [];

/**
 * The values on a line that are given to a name that says it holds a secret (`password = "…"`), and those in URLs.
 * `line` may be cut on both sides of what is around the keyword.
 */
export function assignmentsIn(line: string, path: string): readonly Candidate[] {
  void line;
  void path;
  return [];
}
