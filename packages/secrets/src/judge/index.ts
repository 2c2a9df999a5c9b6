import type { Trust } from '../generic/form.js';

/** What a value is judged by. */
export interface Judged {
  readonly value: string;
  /** What it is given to; empty where that is not known. */
  readonly name: string;
  readonly path: string;
  /** The line that it stands on, or a part of it around the value. */
  readonly line: string;
  /** Of a candidate; left out for a value that has a form of its own, which is only asked for placeholders and examples. */
  readonly trust?: Trust;
  /** Of a value with a form: words such as `test` and `example` are no reason, since that form holds one (`sk_test_`). */
  readonly wordsAllowed?: boolean;
}

/** Says why a value is no secret: a placeholder, an example, a reference, a hash; nothing where it may be one. */
export function notASecret(judged: Judged): string | undefined {
  return judged.value.length === 0 ? 'empty' : undefined;
}
