import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { KeywordScanner } from '@railgate/kit';

import type { Planted } from './planted.js';

/** What a command left: streams by name, and whole folders. */
export interface Outputs {
  readonly streams: Readonly<Record<string, string>>;
  readonly folders: readonly string[];
}

interface Spelling {
  readonly kind: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** So many bytes of each spelling are looked for at once; the rest is compared where they are found. */
const BEGINNING = 10;

/** Finds planted secrets in outputs, in every way in which they may be spelled there. */
export class LeakFinder {
  readonly #byBeginning: (readonly Spelling[])[];
  readonly #scanner: KeywordScanner;

  constructor(planted: readonly Planted[]) {
    const groups = new Map<string, Spelling[]>();
    for (const spelling of [...planted.flatMap(spellingsOf), ...partsOf(planted)]) {
      const key = spelling.bytes.toString('latin1', 0, BEGINNING);
      const group = groups.get(key);
      if (group) group.push(spelling);
      else groups.set(key, [spelling]);
    }
    this.#byBeginning = [...groups.values()];
    this.#scanner = new KeywordScanner([...groups.keys()]);
  }

  /** Names of the kinds that leaked, with where and in which form. Says no value: a failing test must not print one. */
  find({ streams, folders }: Outputs): string[] {
    const leaks = new Set<string>();
    const look = (place: string, bytes: Buffer): void => {
      this.#scanner.scan(bytes, (index, end) => {
        const start = end - BEGINNING;
        for (const { kind, form, bytes: all } of this.#byBeginning[index] ?? [])
          if (bytes.subarray(start, start + all.length).equals(all)) leaks.add(`${kind}, ${form}: ${place}`);
      });
    };
    for (const [name, text] of Object.entries(streams)) look(name, Buffer.from(text));
    for (const folder of folders) for (const [name, bytes] of filesIn(folder)) look(name, bytes);
    return [...leaks].sort();
  }
}

/** Names of files are outputs, too. */
function filesIn(folder: string): [string, Buffer][] {
  const names = attempt(() => readdirSync(folder, { recursive: true }).map(String)) ?? [];
  const files = names.flatMap((name): [string, Buffer][] => {
    // A folder, or a file that has gone meanwhile, has nothing to read.
    const bytes = attempt(() => readFileSync(join(folder, name)));
    return bytes ? [[name, bytes]] : [];
  });
  return [['names of files', Buffer.from(names.join('\n'))], ...files];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function spellingsOf({ kind, values }: Planted): Spelling[] {
  return values.flatMap((value) =>
    [...formsOf(value)].map(([text, form]) => ({ kind, form, bytes: Buffer.from(text) })),
  );
}

/** So long that no digest holds one by chance. */
const PART = 12;

/** A name that was cut or broken into lines still tells most of a secret. Not what all secrets of a kind begin with. */
function partsOf(planted: readonly Planted[]): Spelling[] {
  const parts = planted.flatMap(({ kind, values }) => values.flatMap(cut).map((part) => ({ kind, part })));
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { part } of parts) (seen.has(part) ? shared : seen).add(part);
  return parts
    .filter(({ part }) => !shared.has(part))
    .map(({ kind, part }) => ({ kind, form: 'part', bytes: Buffer.from(part) }));
}

function cut(value: string): string[] {
  const count = Math.floor(value.length / PART);
  const parts = Array.from({ length: count }, (_, i) => value.slice(i * PART, (i + 1) * PART));
  // `access_token` is a word.
  return parts.filter((part) => /\d/.test(part));
}

/** By what stands there. */
function formsOf(value: string): Map<string, string> {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' } as const;
  const html = value.replace(/[&<>"']/g, (character) => entities[character as keyof typeof entities]);
  const forms = new Map([
    [Buffer.from(value).toString('hex'), 'hex'],
    [encodeURIComponent(value), 'URI'],
    [html, 'HTML'],
    [JSON.stringify(value).slice(1, -1), 'JSON'],
    [value, 'raw'],
  ]);
  for (const text of base64(value)) forms.set(text, 'base64');
  for (const text of forms.keys()) if (text.length < BEGINNING) forms.delete(text);
  return forms;
}

/** At each of the three places in a group of three bytes; without the characters that depend on neighbours. */
function base64(value: string): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.from(`${'x'.repeat(shift)}${value}`)
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(shift === 0 ? 0 : shift + 1, -2);
  });
}
