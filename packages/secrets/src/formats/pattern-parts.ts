import type { Samples } from '../sample.js';

export const HEX = '0-9a-f';
export const BASE32 = 'A-Z2-7';
export const BASE36 = '0-9a-z';
export const BASE62 = 'A-Za-z0-9';
export const BASE64 = 'A-Za-z0-9+/';
/** The hyphen is the last, so that it means itself in a class. */
export const BASE64_URL = 'A-Za-z0-9_-';
export const UUID: readonly Part[] = [[HEX, 8], '-', [HEX, 4], '-', [HEX, 4], '-', [HEX, 4], '-', [HEX, 12]];

/** A signed token whose header and payload are JSON objects in base64. */
export const JWT: readonly Part[] = [
  'eyJ',
  [BASE64_URL, 15, 300],
  '.eyJ',
  [BASE64_URL, 20, 900],
  '.',
  [BASE64_URL, 40, 700],
];

/** A literal text, or `low` (to `high`) characters of an alphabet, which is written as in a class: `A-Za-z0-9_`. */
export type Part = string | readonly [alphabet: string, low: number, high?: number];

/** Letters, digits and `_` on its left make a text a part of another; an escaped `\n` and `%3D` do not. */
export const BEFORE = String.raw`(?:(?<![A-Za-z0-9_])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))`;

/** What must not follow: a hyphen, a letter, a digit, `_`, or one more character of the last alphabet. */
export function after(parts: readonly Part[]): string {
  const last = parts.at(-1);
  const own = Array.isArray(last) ? String(last[0]) : '';
  return `(?![A-Za-z0-9_-]${own ? `|[${own}]` : ''})`;
}

export function source(parts: readonly Part[]): string {
  return parts
    .map((part) => (typeof part === 'string' ? escaped(part) : `[${part[0]}]${repeated(part)}`))
    .join('');
}

function repeated([, low, high = low]: Exclude<Part, string>): string {
  return low === high ? `{${low}}` : `{${low},${high}}`;
}

export function longest(parts: readonly Part[]): number {
  let length = 0;
  for (const part of parts) length += typeof part === 'string' ? part.length : (part[2] ?? part[1]);
  return length;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** Of a name in any spelling: `dd_api` is `dd-api`, `DD_API`, `ddApi`, `dd.api`. */
export function anyCase(words: readonly string[]): string {
  const spelled = words.map((word) =>
    word
      .replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
      .replace(/_/g, '[_. -]?'),
  );
  return `(?:${spelled.join('|')})`;
}

/** The spellings of `dd_api` that stand in a file, without their case. */
export function spellings(words: readonly string[]): string[] {
  return words.flatMap((word) =>
    word.includes('_')
      ? ['_', '-', '.', ' ', ''].map((separator) => word.replaceAll('_', separator))
      : [word],
  );
}

/**
 * Half of the entropy and a little more that random characters of this alphabet and number have: a run of one letter, a
 * word or a placeholder is below, next to no random value is.
 */
export function leastEntropy(parts: readonly Part[]): number {
  let characters = 0;
  let alphabet = 2;
  for (const part of parts) {
    if (typeof part === 'string') continue;
    characters += part[1];
    alphabet = Math.max(alphabet, sizeOf(part[0]));
  }
  return Math.round(65 * Math.log2(Math.max(2, Math.min(characters, alphabet)))) / 100;
}

function sizeOf(alphabet: string): number {
  let size = 0;
  const rest = alphabet.replace(/(.)-(.)/gs, (_, from: string, to: string) => {
    size += to.charCodeAt(0) - from.charCodeAt(0) + 1;
    return '';
  });
  return size + rest.length;
}

/** A value of these parts; `lengths` says which of a part's lengths. */
export function sample(parts: readonly Part[], samples: Samples, lengths: 'any' | 'least' = 'any'): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const [alphabet, low, high = low] = part;
      return samples.of(alphabet, lengths === 'least' ? low : samples.between(low, high));
    })
    .join('');
}

/** The same value with its longest run one character short, and with a character in it that no alphabet has. */
export function wrong(parts: readonly Part[], samples: Samples): readonly [short: string, alien: string] {
  const runs = parts.filter((part) => typeof part !== 'string');
  const most = Math.max(...runs.map(([, low]) => low));
  const victim = parts.findLastIndex((part) => typeof part !== 'string' && part[1] === most);
  const around = (run: string): string =>
    sample(parts.slice(0, victim), samples, 'least') +
    run +
    sample(parts.slice(victim + 1), samples, 'least');
  const [alphabet = HEX] = runs.findLast(([, low]) => low === most) ?? [];
  const half = samples.of(alphabet, Math.floor(most / 2));
  return [
    around(samples.of(alphabet, most - 1)),
    around(`${half}!${samples.of(alphabet, most - half.length - 1)}`),
  ];
}
