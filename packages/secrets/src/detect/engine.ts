import { withoutCapitals, type Catalogue, type FormatIndex } from '../formats/catalogue.js';
import { fileKind } from '../generic/file-kind.js';
import { ASSIGNMENT_KEYWORDS } from '../generic/index.js';
import { AssignmentLines } from './assignments.js';
import { decoded, encodedPlace, encodedRuns } from './encoded-runs.js';
import { findInFile } from './files.js';
import { Compiled, findFormat, type Subject } from './formats.js';
import { settle, type Found } from './found.js';
import { Keywords } from './keywords.js';
import { behindOf, mayAssign, type Behind } from './may-assign.js';
import { Meter } from './meter.js';
import { Windows } from './windows.js';
import type { Hit } from '../hit.js';

/** One word that is looked for, and who wants to know. */
interface Keyword {
  readonly word: string;
  /** Bytes. */
  readonly length: number;
  /** Indices of formats. */
  readonly formats: readonly number[];
  assigns?: Behind;
}

/** Formats and all generic kinds, made ready once. */
export class Engine {
  readonly #formats: readonly Compiled[];
  readonly #keywords: readonly Keyword[];
  readonly #scanner: Keywords;
  /** One for all files; where it is at. */
  readonly #windows: Windows;
  #at: { readonly subject: Subject; readonly found: Found[] } | undefined;

  constructor(index: FormatIndex) {
    const { catalogue } = index;
    this.#formats = catalogue.windows.map((window, at) => new Compiled(window, () => index.at(at)));
    this.#keywords = keywordsOf(catalogue);
    this.#scanner = new Keywords(this.#keywords.map(({ word }) => word));
    this.#windows = new Windows(this.#formats.length, (format, from, to) => {
      if (this.#at) findFormat(this.#at.subject, this.#formats[format] as Compiled, from, to, this.#at.found);
    });
  }

  /** Time and memory grow with the length of the bytes, whatever they hold. */
  find(bytes: Buffer, path: string, meter?: Meter): Hit[] {
    const subject: Subject = { bytes, path, meter };
    const found: Found[] = [];
    findInFile(subject, found);
    this.#findKeywords(subject, found);
    for (const run of encodedRuns(bytes)) {
      const inside: Found[] = [];
      const text = decoded(bytes, run);
      Meter.measure(meter, 'encoded', text, inside, () =>
        this.#findKeywords({ bytes: text, path, meter, encoded: run.encoding }, inside),
      );
      for (const hit of inside) found.push({ ...hit, ...encodedPlace(run, hit.start, hit.end) });
    }
    return settle(found);
  }

  #findKeywords(subject: Subject, found: Found[]): void {
    const { bytes, encoded } = subject;
    const [windows, keywords, formats] = [this.#windows, this.#keywords, this.#formats];
    this.#at = { subject, found };
    const lines = new AssignmentLines(subject, found);
    const needsQuote = fileKind(subject.path).bare === undefined;
    this.#scanner.scan(bytes, (index, end) => {
      const { length, assigns, formats: owners } = keywords[index] as Keyword;
      const start = end - length;
      for (const format of owners) {
        const { before, after } = formats[format] as Compiled;
        windows.add(format, Math.max(0, start - before), Math.min(bytes.length, start + after));
      }
      if (assigns === undefined || (encoded && assigns !== 'password')) return;
      if (mayAssign(bytes, end, assigns, needsQuote)) lines.add(start, end);
    });
    windows.close();
    lines.close();
  }
}

/** Those of formats, and those that lead to assignments; a word of both is one. */
function keywordsOf({ words, formats }: Catalogue): Keyword[] {
  const keywords = new Map<string, Keyword>();
  const add = (word: string, owners: readonly number[]): Keyword => {
    const keyword = { word, length: Buffer.byteLength(word), formats: owners };
    keywords.set(word, keyword);
    return keyword;
  };
  for (const [index, word] of words.entries()) add(word, formats[index] ?? []);
  for (const word of ASSIGNMENT_KEYWORDS.map(withoutCapitals))
    (keywords.get(word) ?? add(word, [])).assigns = behindOf(word);
  return [...keywords.values()];
}
