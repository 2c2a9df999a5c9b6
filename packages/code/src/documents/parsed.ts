import { cleanText, type Fix, type Gap, type Region } from '@railgate/contract';

/** Deeper nesting is not written by people, and recursion over it would end the process. */
export const DEPTH_LIMIT = 64;

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

/** Nothing that Railway need mind, so it is a gap and no finding. */
export function tooDeep(path: string): { readonly kind: 'gap'; readonly gap: Gap } {
  const message = `${cleanText(path)} nests deeper than ${DEPTH_LIMIT} levels, which is more than this gate reads.`;
  return { kind: 'gap', gap: { code: 'FILE_UNPARSEABLE', path, message } };
}

/** Thrown inside a parser; never leaves it. */
export class TooDeep extends Error {}

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
