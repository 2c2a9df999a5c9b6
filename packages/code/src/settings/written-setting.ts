/** One setting as a file writes it. Offsets are UTF-16 code units of its text. */
export interface WrittenSetting {
  /** Dotted, lists with their index: `server.port`, `app.origins[0]`. */
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a YAML stream, from 0; 0 in all other formats. */
  readonly document: number;
}

/** More settings than these are not written by people. */
export const SETTINGS_LIMIT = 5000;

/** The lines of a text with where they begin, their ends left out. */
export function* linesOf(text: string): Generator<{ readonly text: string; readonly start: number }> {
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield { text: text.slice(start, text[end - 1] === '\r' ? end - 1 : end), start };
    start = end + 1;
  }
}
