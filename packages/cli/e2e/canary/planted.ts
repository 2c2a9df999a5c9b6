import { FORMATS, secretRegions, samples } from '@railgate/secrets';

/** A secret made up for one test, and the text that it stands in. */
export interface Planted {
  /** The kind of the format, or what the text is. */
  readonly what: string;
  /** A line, or a few, in which it is known for a secret. */
  readonly text: string;
  /** No part of this may be in any output: the secret's lines. */
  readonly values: readonly string[];
}

/** Shorter ones are found in any report by chance. */
const SHORTEST = 10;

/** One of every format, and the generic kinds; never the same in two runs. */
export function plantAll(seed: number): Planted[] {
  const made = samples(seed);
  const formats = FORMATS.flatMap((format) =>
    format.hits(samples(seed)).map(({ text, path }) => planted(format.id, text, path)),
  );
  const value = (): string => made.of('A-Za-z0-9', 24);
  const generic = [
    `const password = "${value()}";`,
    `DB_PASSWORD=${value()}`,
    `api_key: "${value()}"`,
    `postgres://app:${value()}@db.internal.acme.io:5432/app`,
    `curl -u admin:${value()} https://acme.io/`,
  ].map((text) => planted('generic', text));
  return [...formats, ...generic].filter(({ values }) => values.length > 0);
}

function planted(what: string, text: string, path = 'sample.txt'): Planted {
  const lines = text.split(/\r\n|\n|\r/);
  const values = secretRegions(text, path).flatMap(({ startLine, startColumn, endLine, endColumn }) =>
    lines.slice(startLine - 1, endLine).map((line, i, covered) => {
      const from = i === 0 ? startColumn - 1 : 0;
      return line.slice(from, i === covered.length - 1 ? endColumn - 1 : undefined);
    }),
  );
  return { what, text, values: values.filter((value) => isTelling(value)) };
}

/** `-----BEGIN PRIVATE KEY-----` is no secret, and neither is a short end of a key. */
function isTelling(value: string): boolean {
  return value.length >= SHORTEST && !value.startsWith('-----');
}

/**
 * Is it known for a secret wherever it stands? Then also in the name of a file, of a branch, of a key. Not what is written
 * in base64: behind a slash of a path nobody can tell where it begins.
 */
export function isEvident(value: string): boolean {
  return secretRegions(value, '').length > 0 && /^[\w.-]{8,120}$/.test(value);
}
