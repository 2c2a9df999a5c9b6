import type { Scheme } from './scheme.js';

interface NuGet {
  /** Without zeros at its end. */
  readonly numbers: readonly bigint[];
  /** Labels of a pre-release, in lower case; empty for a release. */
  readonly labels: readonly string[];
}

const LONGEST = 256;
const VERSION = /^v?(\d+(?:\.\d+){0,3})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]*)?$/;

/** NuGet's order (learn.microsoft.com/nuget/concepts/package-versioning): SemVer 2 with up to four numbers, in any case. */
export const nuget: Scheme<NuGet> = {
  parse(text) {
    const match = text.length > LONGEST ? null : VERSION.exec(text.trim());
    if (!match) return undefined;
    const numbers = (match[1] ?? '').split('.').map(BigInt);
    const labels = match[2]?.toLowerCase().split('.') ?? [];
    return { numbers: numbers.slice(0, numbers.findLastIndex((one) => one !== 0n) + 1), labels };
  },
  compare(a, b) {
    for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
      const difference = compare(a.numbers[i] ?? 0n, b.numbers[i] ?? 0n);
      if (difference !== 0) return difference;
    }
    return compareLabels(a.labels, b.labels);
  },
  canonical,
  spellings: (asked) => [canonical(asked)],
};

function canonical({ numbers, labels }: NuGet): string {
  return `${numbers.join('.')}${labels.length === 0 ? '' : `-${labels.join('.')}`}`;
}

/** SemVer 2, section 11: a pre-release comes before its release, numbers before words, fewer labels before more. */
function compareLabels(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = compareLabel(a[i] ?? '', b[i] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareLabel(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return compare(BigInt(a), BigInt(b));
  if (left !== right) return left ? -1 : 1;
  return compare(a, b);
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}
