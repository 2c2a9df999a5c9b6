/** One line of a text, without what ends it. */
export interface Line {
  readonly text: string;
  /** Of its first character, in the text. */
  readonly at: number;
}

/** Longer ones are data, not settings. */
const LONGEST = 8192;

/** The lines of a text, those of more than 8192 characters left out. */
export function* linesOf(text: string): Generator<Line> {
  // Behind a byte order mark, which editors of Windows write.
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const isDos = end > at && text.charCodeAt(end - 1) === 13;
    if (end - at <= LONGEST) yield { text: text.slice(at, isDos ? end - 1 : end), at };
    at = end + 1;
  }
}
