import type { Scheme } from './scheme.js';

type Gem = readonly (bigint | string)[];

const LONGEST = 256;
/** `Gem::Version::ANCHORED_VERSION_PATTERN`. */
const VERSION = /^[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** The order of Ruby's `Gem::Version` (github.com/ruby/rubygems, lib/rubygems/version.rb). */
export const rubygems: Scheme<Gem> = {
  parse(text) {
    const plain = text.trim();
    return plain.length <= LONGEST && VERSION.test(plain) ? segmentsOf(plain) : undefined;
  },
  compare(a, b) {
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const difference = compareSegments(a[i] ?? 0n, b[i] ?? 0n);
      if (difference !== 0) return difference;
    }
    return 0;
  },
  canonical: (version) => version.join('.'),
  spellings: (asked) => [asked.join('.')],
};

/** Zeros at the end of the release and of what follows its first word say nothing. */
function segmentsOf(text: string): Gem {
  const found = text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
  const segments = found.map((segment) => (/^\d/.test(segment) ? BigInt(segment) : segment));
  const word = segments.findIndex((segment) => typeof segment === 'string');
  const release = word === -1 ? segments : segments.slice(0, word);
  return [...withoutZeros(release), ...(word === -1 ? [] : withoutZeros(segments.slice(word)))];
}

function withoutZeros(segments: Gem): Gem {
  return segments.slice(0, segments.findLastIndex((segment) => segment !== 0n) + 1);
}

/** Words come before numbers. */
function compareSegments(a: bigint | string, b: bigint | string): number {
  if (typeof a !== typeof b) return typeof a === 'string' ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
