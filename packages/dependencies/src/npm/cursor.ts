/**
 * Reads a text once, from front to back, without building a tree of it: a lockfile of 200,000 packages has millions of
 * values, of which a reader wants a few. JSON, bun's JSON with comments and the YAML of pnpm and yarn have one each, so
 * that what a lockfile means is written once.
 *
 * Each value is to be taken by exactly one call; one that a callback leaves is skipped.
 */
export interface Cursor {
  /** What stands next. */
  peek(): 'map' | 'list' | 'scalar';
  /**
   * Each entry of a map, in the file's order. `null` has none.
   *
   * @param entry gets the key and its line, from 1
   * @throws {Malformed} where there is no map
   */
  map(entry: (key: string, line: number) => void): void;
  /**
   * Each item of a list. `null` has none.
   *
   * @throws {Malformed} where there is no list
   */
  list(item: (index: number) => void): void;
  /** A scalar as it is written (`5.4`, not 5.4000), without quotes; nothing for `null`, and for a map or list, which is skipped. */
  text(): string | undefined;
  skip(): void;
}

/** A text that does not hold what its name promises. */
export class Malformed extends Error {
  constructor(
    /** Without the name of the file, with a full stop. */
    message: string,
    /** From 1. */
    readonly line: number,
  ) {
    super(message);
    this.name = 'Malformed';
  }
}

/** Levels of nesting. npm's deepest trees have about twenty. */
export const DEPTH_LIMIT = 256;

export function tooDeep(line: number): Malformed {
  return new Malformed(
    `It is nested more than ${DEPTH_LIMIT} levels deep, which no package manager writes.`,
    line,
  );
}

/** A map of scalars, in the file's order. What is neither is left out. */
export function textMap(cursor: Cursor): Map<string, string> {
  const texts = new Map<string, string>();
  if (cursor.peek() !== 'map') {
    cursor.skip();
    return texts;
  }
  cursor.map((key) => {
    const text = cursor.text();
    if (text !== undefined) texts.set(key, text);
  });
  return texts;
}
