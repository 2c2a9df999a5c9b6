import { maskWritten } from './mask-secrets.js';

/** What ends a string of JSON and an element, besides a line. No secret that is one by its form alone holds any of them. */
const ENDS = /["<>]/;

/** UTF-16 code units that are looked at at once; lines and strings that are remembered. */
const AT_ONCE = 1 << 20;
const MOST_KNOWN = 250_000;

/**
 * As `maskWritten`, for the texts of one run, which say the same again and again: a line or a string that was found clean
 * is not searched again. What differs by a single character is.
 */
export class LastLook {
  /** Two sets, since a line of one string would be known before the string is looked at. */
  readonly #lines = new Set<string>();
  readonly #strings = new Set<string>();

  mask(text: string): string {
    if (this.#isClean(text)) return text;
    // Something of what was remembered a moment ago is a secret.
    this.#lines.clear();
    this.#strings.clear();
    return maskWritten(text);
  }

  #isClean(text: string): boolean {
    let [strings, size]: [string[], number] = [[], 0];
    for (const line of text.split('\n')) {
      if (!isNew(line, this.#lines)) continue;
      for (const string of line.split(ENDS)) {
        if (!isNew(string, this.#strings)) continue;
        strings.push(string);
        size += string.length;
      }
      if (size < AT_ONCE) continue;
      if (!areClean(strings)) return false;
      [strings, size] = [[], 0];
    }
    return areClean(strings);
  }
}

/** Remembers it, so that nothing is looked at twice in one text either. */
function isNew(text: string, known: Set<string>): boolean {
  if (known.has(text)) return false;
  if (known.size >= MOST_KNOWN) known.clear();
  known.add(text);
  return true;
}

function areClean(strings: readonly string[]): boolean {
  const text = strings.join('\n');
  return maskWritten(text) === text;
}
