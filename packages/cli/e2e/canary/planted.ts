import { FORMATS, samples, secretTexts, type Format } from '@railgate/secrets';

import { GENERIC } from './generic.js';

/** A secret made up for one test, and the text that it stands in. */
export interface Planted {
  readonly kind: string;
  /** A line, or a few, in which it is known for a secret. */
  readonly text: string;
  /** The name of a file that it is known in. */
  readonly path: string;
  /** No part of these may be in any output. */
  readonly values: readonly string[];
}

/** Shorter ones are found in any report by chance. */
const SHORTEST = 10;
/** So far from each other that no two kinds have a part in common. */
const STEP = 7919;

/** One of every kind. The other samples of a format are found by tests of the formats. */
export function plantAll(seed: number): Planted[] {
  const formats = FORMATS.map((format, i) => known(format, seed + i * STEP));
  const generic = GENERIC.map(({ kind, path, text, secret }, i) => {
    const value = secret(samples(seed + (FORMATS.length + i) * STEP));
    return { kind, path, text: text.replace('§', () => value), values: [value] };
  });
  return [...formats, ...generic];
}

/** One in a thousand random values is left out for a word that is in it by chance: then another one is made. */
function known(format: Format, seed: number): Planted {
  const made = [0, 1, 2, 3].map((i) => format.hits(samples(seed + i * 104_729))[0]);
  const all = made.map(({ text, path = 'settings.txt' }) => ({
    kind: format.id,
    text,
    path,
    values: secretLines(text, path),
  }));
  const [first] = all;
  const one = all.find(({ values }) => values.length > 0) ?? first;
  if (!one) throw new Error(`There is no sample of ${format.id}.`);
  return one;
}

/** The lines of secrets; of a key, what stands between its marks, in lines or in one with `\n`. */
function secretLines(text: string, path: string): string[] {
  return secretTexts(text, path)
    .flatMap((secret) => secret.split(/\r\n|\n|\r|\\[nr]|-----[A-Z0-9 ]{1,60}-----/))
    .filter((line) => line.length >= SHORTEST);
}

/**
 * Is it known for a secret wherever it stands? Then also in the name of a file, of a branch, of a key. Not what is written
 * in base64: behind a slash of a path nobody can tell where it begins.
 */
export function isEvident(value: string): boolean {
  return secretTexts(value, '').length > 0 && /^[\w.-]{8,120}$/.test(value);
}
