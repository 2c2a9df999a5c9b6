import type { Scheme } from './scheme.js';

interface Token {
  readonly prefix: '' | '.' | '-';
  /** A number, or a qualifier in its one spelling. */
  readonly value: bigint | string;
}

type Maven = readonly Token[];

const LONGEST = 256;
/** In their order; what is none of them comes after all of them. The empty one is the release itself. */
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const SAME_AS = new Map([['cr', 'rc'], ['ga', ''], ['final', ''], ['release', '']]); // prettier-ignore
/** Only right before a number. */
const SHORT = new Map([['a', 'alpha'], ['b', 'beta'], ['m', 'milestone']]); // prettier-ignore

/** Maven's order (maven.apache.org/pom.html, "Version Order Specification"). Every text that holds something is a version. */
export const maven: Scheme<Maven> = {
  parse: (text) =>
    text === '' || text.length > LONGEST || /\s/.test(text) ? undefined : trimmed(tokens(text)),
  compare(a, b) {
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const [left, right] = [a[i] ?? padding(b[i]), b[i] ?? padding(a[i])];
      const difference = compareTokens(left, right);
      if (difference !== 0) return difference;
    }
    return 0;
  },
  canonical,
  spellings: (asked) => [canonical(asked)],
};

function canonical(version: Maven): string {
  return version.map(({ prefix, value }) => `${prefix}${value}`).join('');
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  const parts = text.toLowerCase().split(/([-._])/);
  let prefix: Token['prefix'] = '';
  for (const part of parts) {
    if (part === '.' || part === '-' || part === '_') {
      prefix = part === '.' ? '.' : '-';
      continue;
    }
    const pieces = part === '' ? ['0'] : (part.match(/\d+|\D+/g) ?? []);
    pieces.forEach((piece, i) => {
      const next = pieces[i + 1];
      found.push({ prefix: i === 0 ? prefix : '-', value: valueOf(piece, next !== undefined) });
    });
  }
  return found;
}

/** @param isBeforeNumber without a separator between the two */
function valueOf(piece: string, isBeforeNumber: boolean): bigint | string {
  if (/^\d/.test(piece)) return BigInt(piece);
  const short = isBeforeNumber ? SHORT.get(piece) : undefined;
  return short ?? SAME_AS.get(piece) ?? piece;
}

/** Null values at the end, and before each hyphen, say nothing. */
function trimmed(version: readonly Token[]): Token[] {
  const kept = [...version];
  for (let end = kept.length; end > 0;) {
    let start = end;
    while (start > 1 && isNull(kept[start - 1])) start--;
    kept.splice(start, end - start);
    end = Math.min(start, kept.length) - 1;
    while (end > 0 && kept[end]?.prefix !== '-') end--;
  }
  return kept;
}

function isNull(token: Token | undefined): boolean {
  return token !== undefined && (token.value === 0n || token.value === '');
}

/** What stands for a token that is not there. */
function padding(other: Token | undefined): Token {
  const prefix = other?.prefix ?? '';
  return { prefix, value: prefix === '-' || typeof other?.value === 'string' ? '' : 0n };
}

function compareTokens(a: Token, b: Token): number {
  if (typeof a.value === 'string' && typeof b.value === 'string') return compareQualifiers(a.value, b.value);
  if (typeof a.value === 'bigint' && typeof b.value === 'bigint' && a.prefix === b.prefix)
    return a.value < b.value ? -1 : Number(a.value > b.value);
  return kindOf(a) - kindOf(b);
}

/** A qualifier comes before `-number`, and that before `.number`. */
function kindOf({ prefix, value }: Token): number {
  if (typeof value === 'string') return 0;
  return prefix === '-' ? 1 : 2;
}

function compareQualifiers(a: string, b: string): number {
  const [left, right] = [rank(a), rank(b)];
  if (left !== right || left < QUALIFIERS.length) return left - right;
  return a < b ? -1 : Number(a > b);
}

function rank(qualifier: string): number {
  const index = QUALIFIERS.indexOf(qualifier);
  return index === -1 ? QUALIFIERS.length : index;
}
