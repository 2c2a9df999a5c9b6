import type { Fix, Gap, Region } from '@railgate/contract';

/** Deeper nesting is not written by people, and recursion over it would end the process. */
export const DEPTH_LIMIT = 100;

/** Why a file cannot be read as what its name says. */
export interface ParseFailure {
  /** What is wrong and what was expected: a sentence without the file's name, with a full stop. */
  readonly message: string;
  readonly region: Required<Region>;
  readonly fix?: Fix;
}

/** Something wrong that does not stop the reading. */
export interface DocumentProblem extends ParseFailure {
  readonly kind: 'not-strict-json' | 'duplicate-key';
}

/** `gap`: nothing is wrong that Railway would mind, but this gate cannot read it. */
export type Parsed<Document> =
  | { readonly kind: 'document'; readonly document: Document }
  | { readonly kind: 'failure'; readonly failure: ParseFailure }
  | { readonly kind: 'gap'; readonly gap: Gap };

/** Thrown inside a parser; never leaves it. */
export class ParseStop extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end = start) {
    super(message);
    this.start = start;
    this.end = end;
  }
}
