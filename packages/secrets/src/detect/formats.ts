import type { Format } from '../format.js';
import { notASecret } from '../judge/index.js';
import type { Hit } from '../hit.js';
import { PRECISION, RANK, type Found } from './found.js';
import { Meter } from './meter.js';
import { lineAround } from './line-around.js';
import { readable } from './text-of.js';

/** Where something is looked for. */
export interface Subject {
  readonly bytes: Buffer;
  readonly path: string;
  readonly meter?: Meter | undefined;
  /** The bytes are what another text encodes. */
  readonly encoded?: Hit['encoded'];
}

/** A format, ready to run. It is loaded, and its patterns are made, when the first of its keywords is found. */
export class Compiled {
  readonly before: number;
  readonly after: number;
  #format: Format | undefined;
  #patterns: Patterns | undefined;

  constructor(
    [before, after]: readonly [number, number],
    private readonly load: () => Format,
  ) {
    this.before = before;
    this.after = after;
  }

  get format(): Format {
    return (this.#format ??= this.load());
  }

  get patterns(): Patterns {
    return (this.#patterns ??= patternsOf(this.format.pattern));
  }
}

interface Patterns {
  readonly pattern: RegExp;
  /** The secret alone, where the pattern says much of what is before it: without one it need not run. */
  readonly secret?: RegExp;
  /** The same as the pattern, for where its group is; much slower, and so asked only for what is already found. */
  readonly indexed: RegExp;
}

function patternsOf({ source, flags }: RegExp): Patterns {
  const kept = flags.replace(/[dgy]/g, '');
  const secret = secretOf(source);
  return {
    ...(secret !== undefined && { secret: new RegExp(secret, kept) }),
    pattern: new RegExp(source, `${kept}g`),
    indexed: new RegExp(source, `${kept}dy`),
  };
}

const GROUP = '(?<secret>';

/** Characters of a pattern in front of the secret that make it cheaper to look for that first. */
const MUCH = 64;

/**
 * The source of the group `secret`. A pattern of names, operators and quotes takes milliseconds to compile, in every
 * thread, and mostly nothing like its secret is near the keyword.
 */
export function secretOf(source: string): string | undefined {
  const start = source.indexOf(GROUP);
  if (start < MUCH || source.indexOf(GROUP, start + 1) >= 0 || /\\[1-9k]/.test(source)) return undefined;
  let [depth, isClass] = [1, false];
  for (let i = start + GROUP.length; i < source.length; i++) {
    const character = source[i];
    if (character === '\\') i++;
    else if (isClass) isClass = character !== ']';
    else if (character === '[') isClass = true;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return source.slice(start + GROUP.length, i);
  }
  return undefined;
}

/** What a pattern may look at on both sides of a window without matching it. */
const CONTEXT = 16;

/** Matches that were no secret, after which one window is searched from the next character on, and not behind the match. */
const SECOND_LOOKS = 16;

/** Looks for a format between two offsets. Bytes are read as Latin-1, so that offsets in the text are those of the bytes. */
export function findFormat(
  subject: Subject,
  compiled: Compiled,
  from: number,
  to: number,
  found: Found[],
): void {
  const { bytes, meter } = subject;
  const start = Math.max(0, from - CONTEXT);
  const text = bytes.toString('latin1', start, Math.min(bytes.length, to + CONTEXT));
  Meter.measure(meter, compiled.format.id, text, found, () => {
    const { pattern, secret } = compiled.patterns;
    if (secret && !secret.test(text)) return;
    let looks = 0;
    pattern.lastIndex = Math.max(0, from) - start;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const end = match.index + match[0].length;
      const hit = hitOf(subject, compiled, { text, start, at: match.index, end });
      if (hit) found.push(hit);
      pattern.lastIndex = Math.max(hit || ++looks > SECOND_LOOKS ? end : 0, match.index + 1);
    }
  });
}

interface Match {
  readonly text: string;
  /** Of the text, in the bytes. */
  readonly start: number;
  /** Of the match, in the text. */
  readonly at: number;
  readonly end: number;
}

function hitOf(subject: Subject, { format, patterns }: Compiled, match: Match): Found | undefined {
  const { bytes, path, encoded } = subject;
  const { indexed } = patterns;
  // What it says of the character behind is not known where the text was cut there.
  if (match.end === match.text.length && match.start + match.end < bytes.length) return undefined;
  indexed.lastIndex = match.at;
  const groups = indexed.exec(match.text)?.indices?.groups;
  const [from, to] = groups?.['secret'] ?? [match.at, match.end];
  const latin1 = match.text.slice(from, to);
  const [start, end] = [match.start + from, match.start + to];
  if (latin1 === '' || (format.holds && !format.holds(latin1))) return undefined;
  if (format.entropy !== undefined && entropyOf(latin1) < format.entropy) return undefined;
  const value = readable(latin1);
  const { wordsAllowed = false } = format;
  const isBeside = to - from < match.end - match.at;
  if (notASecret({ value, name: '', path, line: lineAround(bytes, start, end), wordsAllowed, isBeside }))
    return undefined;
  const rank = (encoded ? RANK.encoded : RANK.form) + PRECISION[format.precision];
  return { kind: format.id, start, end, rank, ...(encoded && { encoded }) };
}

/** Shannon's, in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
