import type { Format } from '../format.js';

/** What must be known of all formats before any of them is: plain data, which a bundle holds ready (0060). */
export interface Catalogue {
  /** By format. */
  readonly ids: readonly string[];
  /** By format, in bytes. */
  readonly windows: readonly (readonly [before: number, after: number])[];
  /** Number of formats in each family. */
  readonly sizes: readonly number[];
  /** Without ASCII capitals, each once. */
  readonly words: readonly string[];
  /** By word: the formats that look where it stands. */
  readonly formats: readonly (readonly number[])[];
}

/** Bytes on both sides of a keyword, of a format that says nothing of them. */
const WINDOW = { before: 256, after: 512 };

export function catalogueOf(families: readonly (readonly Format[])[]): Catalogue {
  const all = families.flat();
  const words = new Map<string, number[]>();
  for (const [index, { keywords }] of all.entries())
    for (const word of new Set(keywords.map(withoutCapitals))) {
      const formats = words.get(word);
      if (formats) formats.push(index);
      else words.set(word, [index]);
    }
  return {
    ids: all.map(({ id }) => id),
    windows: all.map(({ window: { before, after } = WINDOW }) => [before, after]),
    sizes: families.map((formats) => formats.length),
    words: [...words.keys()],
    formats: [...words.values()],
  };
}

/** As keywords are compared: ASCII letters in any case. */
export function withoutCapitals(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Formats, of which the catalogue is known and each family is loaded when something of it is asked for. */
export class FormatIndex {
  /** By format: its family, and its place there. */
  readonly #places: readonly (readonly [family: number, place: number])[];

  constructor(
    readonly catalogue: Catalogue,
    private readonly families: readonly (() => readonly Format[])[],
  ) {
    this.#places = catalogue.sizes.flatMap((size, family) =>
      Array.from({ length: size }, (_, place) => [family, place] as const),
    );
  }

  /** @throws {RangeError} when there is no such format: catalogue and families are of one make. */
  at(index: number): Format {
    const [family = -1, place = -1] = this.#places[index] ?? [];
    const format = this.families[family]?.()[place];
    if (!format || format.id !== this.catalogue.ids[index])
      throw new RangeError(`The catalogue of formats has something else at ${index}.`);
    return format;
  }

  has(id: string): boolean {
    return this.catalogue.ids.includes(id);
  }

  of(id: string): Format | undefined {
    const index = this.catalogue.ids.indexOf(id);
    return index < 0 ? undefined : this.at(index);
  }
}

/** Of formats that are loaded. */
export function indexFormats(formats: readonly Format[]): FormatIndex {
  return new FormatIndex(catalogueOf([formats]), [() => formats]);
}
