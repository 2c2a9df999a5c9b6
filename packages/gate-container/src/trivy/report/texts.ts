import { GateError } from '@railgate/contract';

/** Characters of different texts that are kept of one report. */
const KEPT = 40 * 1024 * 1024;
/** Entries of one report. */
const ENTRIES = 120_000;

/**
 * Equal texts of a report, once: one advisory stands in it for each package that it is about, with all of its words. What
 * is kept is bounded, since a stranger's image decides how many packages there are.
 */
export class Texts {
  readonly #known = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();
  #kept = 0;
  #entries = 0;

  /** The same entry, with texts that it shares with others. @throws {GateError} `REPORT_UNREADABLE` */
  share<T extends object>(entry: T): T {
    if (++this.#entries > ENTRIES) throw tooMuch(`more than ${ENTRIES} entries`);
    for (const [key, value] of Object.entries(entry)) {
      if (typeof value === 'string') Object.assign(entry, { [key]: this.#text(value) });
      else if (isTexts(value)) Object.assign(entry, { [key]: this.#list(value) });
    }
    return entry;
  }

  #text(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#kept += text.length;
    if (this.#kept > KEPT) throw tooMuch(`more than ${KEPT / 1024 / 1024} MB of different texts`);
    this.#known.set(text, text);
    return text;
  }

  #list(texts: readonly string[]): readonly string[] {
    const key = texts.join('\n');
    const known = this.#lists.get(key) ?? texts.map((text) => this.#text(text));
    this.#lists.set(key, known);
    return known;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function tooMuch(what: string): GateError {
  return new GateError(
    'REPORT_UNREADABLE',
    `Trivy's report has ${what}, which is more than is kept of one image.`,
    { remedy: 'Scan a smaller image: one service each, without what only the build needs.' },
  );
}
