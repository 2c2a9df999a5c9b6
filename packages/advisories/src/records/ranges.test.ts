import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pep440 } from '../versions/pep440.js';
import { semver } from '../versions/semver.js';
import { compileRange, intervalWith } from './ranges.js';

type Event = Readonly<Record<string, string>>;

/** "Evaluation" of the schema, word by word (ossf.github.io/osv-schema). */
function isIncluded(text: string, events: readonly Event[]): boolean {
  const compare = (other: string): number => (other === '0' ? 1 : semver.compare(read(text), read(other)));
  const limits = events.map((event) => event['limit']).filter((limit) => limit !== undefined);
  if (limits.length > 0 && !limits.some((limit) => limit === '*' || compare(limit) < 0)) return false;
  let vulnerable = false;
  for (const event of events.filter((one) => one['limit'] === undefined).sort(byVersion)) {
    const { introduced, fixed, last_affected: last } = event;
    if (introduced !== undefined && compare(introduced) >= 0) vulnerable = true;
    else if (fixed !== undefined && compare(fixed) >= 0) vulnerable = false;
    else if (last !== undefined && compare(last) > 0) vulnerable = false;
  }
  return vulnerable;
}

function byVersion(a: Event, b: Event): number {
  const [left, right] = [Object.values(a)[0] ?? '', Object.values(b)[0] ?? ''];
  if (left === '0' || right === '0') return Number(right === '0') - Number(left === '0');
  return semver.compare(read(left), read(right));
}

function read(text: string): NonNullable<ReturnType<typeof semver.parse>> {
  const version = semver.parse(text);
  if (version === undefined) throw new Error(text);
  return version;
}

const version = fc
  .tuple(fc.nat(3), fc.nat(3), fc.nat(2), fc.constantFrom('', '', '-rc.1', '-0'))
  .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`);
/** Versions of one range differ: what two events at the same version mean, the schema leaves open. */
const events = fc
  .tuple(
    fc.uniqueArray(version, { minLength: 1, maxLength: 6, selector: (text) => text.replace('-0', '') }),
    fc.array(fc.constantFrom('introduced', 'fixed', 'last_affected'), { minLength: 6, maxLength: 6 }),
    fc.boolean(),
    fc.option(fc.oneof(version, fc.constant('*'))),
  )
  .map(([versions, kinds, fromStart, limit]): Event[] => [
    ...(fromStart ? [{ introduced: '0' }] : []),
    ...versions.map((text, i) => ({ [kinds[i] ?? 'fixed']: text })),
    ...(limit === null ? [] : [{ limit }]),
  ]);

describe('compileRange', () => {
  it('says of every version what the algorithm of the schema says', () => {
    fc.assert(
      fc.property(events, version, (range, asked) => {
        const compiled = compileRange(range, semver);
        if (!compiled) throw new Error('it does not compile');
        expect(intervalWith(compiled, read(asked), semver) !== undefined).toBe(isIncluded(asked, range));
      }),
      { numRuns: 3000 },
    );
  });

  it('counts a version that is the first and the last', () => {
    const compiled = compileRange([{ last_affected: '1.0.0' }, { introduced: '1.0.0' }], semver);
    expect(compiled).toEqual({ in: [['1.0.0', null, '1.0.0']] });
  });

  it.each([
    ['no events', []],
    ['no list', { introduced: '0' }],
    ['an event of two', [{ introduced: '0', fixed: '1.0.0' }]],
    ['an unknown event', [{ introduced: '0' }, { mended: '1.0.0' }]],
    ['a version that is none', [{ introduced: '0' }, { fixed: 'soon' }]],
    ['a number', [{ introduced: 0 }]],
  ])('broken: %s', (_, range) => {
    expect(compileRange(range, semver)).toBeUndefined();
  });
});

describe('intervalWith, PEP 440', () => {
  const holds = (range: readonly Event[], asked: string): boolean => {
    const compiled = compileRange(range, pep440);
    if (!compiled) throw new Error('it does not compile');
    return intervalWith(compiled, pep440.parse(asked), pep440) !== undefined;
  };

  it.each([
    ['1.0.dev1', true],
    ['0.dev0', true],
    ['1.5rc1', true],
    ['2.0rc1', true],
    ['2.0', false],
    ['2.0.post1', false],
    ['1!0.1', false],
  ])('introduced 0, fixed 2.0: %s → %s', (asked, expected) => {
    expect(holds([{ introduced: '0' }, { fixed: '2.0' }], asked)).toBe(expected);
  });

  it('takes a build of one’s own for what it was built from', () => {
    const range = [{ introduced: '0' }, { last_affected: '2.1.0' }];
    expect([holds(range, '2.1.0+cpu'), holds(range, '2.1.1+cpu')]).toEqual([true, false]);
    const told = [{ introduced: '0' }, { fixed: '2.1.0+patch2' }];
    expect([holds(told, '2.1.0+patch1'), holds(told, '2.1.0+patch2')]).toEqual([true, false]);
  });

  it('takes an end with a word that is no version for any build of that release', () => {
    const range = [{ introduced: '0' }, { last_affected: '2.6.0-NA' }];
    expect(['2.5.9', '2.6.0', '2.6.0.post1', '2.6.1rc1', '2.7.0'].map((asked) => holds(range, asked))).toEqual([
      true, true, true, false, false,
    ]); // prettier-ignore
    expect(compileRange([{ introduced: '0' }, { fixed: '7.2.0-12.1' }], pep440)).toBeUndefined();
    expect(compileRange([{ introduced: '2.6.0-NA' }], pep440)).toBeUndefined();
  });
});
