import { parse as parsePep440, type Pep440Version } from '@renovatebot/pep440';

import type { Scheme } from './scheme.js';

type Local = readonly (number | string)[];

/** A version of PyPI, with what orders it (packaging.version, `_cmpkey`). */
interface Pep440 {
  readonly epoch: number;
  /** Without zeros at its end. */
  readonly release: readonly number[];
  /** a, b and rc are 0, 1 and 2, and a number; a development release comes before them, a final release after. */
  readonly pre: readonly [number, number];
  /** -1 where there is none. */
  readonly post: number;
  /** Infinity where there is none. */
  readonly dev: number;
  readonly local: Local;
}

/** Python's order (packaging.python.org, "Version specifiers"): epochs, pre-, post- and development releases, local versions. */
export const pep440: Scheme<Pep440> = {
  parse: remembered((text) => {
    const parsed = text.length > LONGEST ? null : parsePep440(text.trim().toLowerCase());
    return parsed ? keyOf(parsed) : undefined;
  }),
  latestMeant,
  compare(a, b) {
    return (
      a.epoch - b.epoch ||
      compareNumbers(a.release, b.release) ||
      compareNumbers(a.pre, b.pre) ||
      compareNumber(a.post, b.post) ||
      compareNumber(a.dev, b.dev) ||
      compareLocal(a.local, b.local)
    );
  },
  canonical,
  spellings: (asked) => [canonical(asked), canonical({ ...asked, local: [] })],
  /** A build of one's own (`2.1.0+cpu`) is what it was built from, unless the advisory tells builds apart. */
  against: (asked, other) => (other.local.length > 0 ? asked : { ...asked, local: [] }),
};

const LONGEST = 256;
const PHASES = ['a', 'b', 'rc'];
const BEFORE_ALL_PRE = -1;
const FINAL = PHASES.length;
const NONE = -1;

/** The library's types leave out what its functions take and give: letters and numbers in pairs, local parts in a list. */
type Parsed = Omit<Pep440Version, 'pre' | 'post' | 'dev' | 'local'> & {
  readonly pre: readonly [string, number] | null;
  readonly post: readonly [string, number] | null;
  readonly dev: readonly [string, number] | null;
  readonly local: Local | null;
};

/** Advisories of one package list the same versions again and again. */
const REMEMBERED = 20_000;

function remembered(parse: (text: string) => Pep440 | undefined): (text: string) => Pep440 | undefined {
  const known = new Map<string, Pep440 | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    if (known.size >= REMEMBERED) known.clear();
    const version = parse(text);
    known.set(text, version);
    return version;
  };
}

/** NVD's `2.6.0-NA`, `2.6.0-cu124`, `4.6.0.stable11`: a release, and a word that Python does not know. */
const RELEASE_AND_WORD = /^v?(\d{1,16}(?:\.\d{1,16}){0,9})[-.]?[a-z][\w.]{0,99}$/i;

/** The word may mean any build of that release, and none of a later one. */
function latestMeant(text: string): string | undefined {
  const release = RELEASE_AND_WORD.exec(text)?.[1];
  return release === undefined ? undefined : `${release}.post${Number.MAX_SAFE_INTEGER}`;
}

function keyOf(version: object): Pep440 {
  const { epoch, release, pre, post, dev, local } = version as Parsed;
  return {
    epoch,
    release: withoutZeros(release),
    pre: pre ? [PHASES.indexOf(pre[0]), pre[1]] : [dev && !post ? BEFORE_ALL_PRE : FINAL, 0],
    post: post ? post[1] : NONE,
    dev: dev ? dev[1] : Infinity,
    local: local ?? [],
  };
}

function canonical({ epoch, release, pre: [phase, number], post, dev, local }: Pep440): string {
  return [
    epoch === 0 ? '' : `${epoch}!`,
    release.join('.'),
    phase in PHASES ? `${PHASES[phase]}${number}` : '',
    post === NONE ? '' : `.post${post}`,
    dev === Infinity ? '' : `.dev${dev}`,
    local.length === 0 ? '' : `+${local.join('.')}`,
  ].join('');
}

function withoutZeros(release: readonly number[]): readonly number[] {
  let length = release.length;
  while (length > 1 && release[length - 1] === 0) length--;
  return release.slice(0, length);
}

/** Infinity minus itself is no number. */
function compareNumber(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers come after words, and a longer one after its beginning. */
function compareLocal(a: Local, b: Local): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left, right] = [a[i] as number | string, b[i] as number | string];
    if (left === right) continue;
    if (typeof left !== typeof right) return typeof left === 'number' ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
