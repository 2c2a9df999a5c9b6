import { readable } from '../detect/text-of.js';
import { linesOf, type Line } from '../generic/lines.js';
import type { Hit } from '../hit.js';
import { isBlank } from '../judge/placeholder.js';
import { isReference } from '../judge/reference.js';
import { FIELDS } from './fields.js';
import type { FindAccounts } from './find-accounts.js';
import { VARIABLES } from './variables.js';
import { WORDS } from './words.js';

/** The name of the account that a stored password opens, which is no secret. */
export interface Account {
  /** In bytes of the file; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly password: Hit;
}

/** Kinds whose files keep a password and its account as one entry, and how they write it. */
const FINDERS: Readonly<Record<string, FindAccounts>> = {
  'dotenv-secret': VARIABLES,
  'ftp-client-password': FIELDS,
  'database-client-password': FIELDS,
  'mail-client-password': WORDS,
  'netrc-password': WORDS,
};

/** Bytes of a file, and passwords of it. Files that keep passwords are small; a larger one is not searched for names. */
const LIMIT = 1024 * 1024;
const MOST = 1000;

/**
 * The accounts that the stored passwords among these hits open: named in the same entry of a file whose form is known, and
 * nowhere else. Whoever revokes a password needs them first. In the order of their places, each once.
 *
 * @param hits of `detect` for these bytes
 */
export function accountsOf(bytes: Buffer, hits: readonly Hit[]): Account[] {
  const stored = hits.filter(({ kind, encoded }) => kind in FINDERS && encoded === undefined);
  if (stored.length === 0 || stored.length > MOST || bytes.length > LIMIT) return [];
  // As Latin-1 the offsets of the text are those of the bytes; names of fields are ASCII.
  const text = bytes.toString('latin1');
  const lines = [...linesOf(text)];
  const finders = new Map<string, ReturnType<FindAccounts>>();
  const accounts = new Map<number, Account>();
  for (const password of stored) {
    const find = finders.get(password.kind) ?? FINDERS[password.kind]?.(lines);
    if (!find) continue;
    finders.set(password.kind, find);
    const name = find(lineAt(lines, password.start), password.start);
    if (!name || accounts.has(name.start) || !isName(text.slice(name.start, name.end))) continue;
    accounts.set(name.start, { ...name, password });
  }
  const isSecret = ({ start, end }: Account): boolean =>
    hits.some((hit) => hit.start < end && start < hit.end);
  return [...accounts.values()].filter((account) => !isSecret(account)).sort((a, b) => a.start - b.start);
}

/** The index of the last line that begins there or before. */
function lineAt(lines: readonly Line[], offset: number): number {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] as Line).at <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Not a placeholder, a variable, or an address that may hold more than a name. */
function isName(latin1: string): boolean {
  const value = readable(latin1);
  return value !== '' && !isBlank(value) && !isReference(value) && !value.includes('://');
}
