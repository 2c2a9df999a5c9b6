/** Some results that stand one after the other; what is parsed at once. */
export interface Slice {
  readonly run: number;
  /** Index of its first result in the run. */
  readonly index: number;
  /** Bytes from here to before `end`: JSON values with commas between them. */
  readonly start: number;
  readonly end: number;
  /** How many results there are, as told by the commas. */
  readonly count: number;
  /** Whether it is all that its array holds: then, and only then, it may be blank, whatever `count` says. */
  readonly isWhole: boolean;
}

/** Where what stands in a log. Offsets count the bytes of its text. */
export interface Layout {
  /** The text without what stands in the `results` arrays of the runs: small, and JSON by itself. */
  readonly head: Buffer;
  /** Where the pieces of `head` come from, in their order. */
  readonly pieces: readonly { readonly headStart: number; readonly start: number }[];
  readonly slices: readonly Slice[];
  /** By run: whether its `results` is an array. Shorter than the runs when the last ones have none. */
  readonly hasResults: readonly boolean[];
  readonly bytes: number;
}

/** The place in the text of a place in the head. */
export function toTextOffset(layout: Pick<Layout, 'pieces'>, headOffset: number): number {
  let offset = headOffset;
  for (const { headStart, start } of layout.pieces) {
    if (headStart > headOffset) break;
    offset = start + (headOffset - headStart);
  }
  return offset;
}
