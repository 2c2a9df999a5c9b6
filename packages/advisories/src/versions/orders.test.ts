import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { maven } from './maven.js';
import { nuget } from './nuget.js';
import { packagist } from './packagist.js';
import { rubygems } from './rubygems.js';
import type { Scheme } from './scheme.js';

interface Order {
  readonly scheme: Scheme;
  /** Each group comes before the next; those of a group are the same version. */
  readonly groups: readonly (readonly string[])[];
  readonly none: readonly string[];
}

/** From the pages and sources that the schemes name. */
const ORDERS: Readonly<Record<string, Order>> = {
  Maven: {
    scheme: maven,
    groups: [
      ['1-alpha-1', '1alpha1', '1-a1', '1.0-ALPHA1'],
      ['1-beta-1', '1-b1'],
      ['1-milestone', '1-MILESTONE'],
      ['1-rc', '1-cr'],
      ['1-SNAPSHOT', '1.0-snapshot'],
      ['1', '1.0', '1.0.0', '1-ga', '1.final', '1-release', '1.0.0-0.0', '01'],
      ['1-sp', '1.0-sp'],
      ['1-abc', '1.0.0-abc'],
      ['1-xyz'],
      ['1-1'],
      ['1-2'],
      ['1.1'],
      ['1.2-SNAPSHOT'],
      ['1.2'],
      ['1.2.0.1'],
      ['1.10'],
      ['20231013'],
    ],
    none: ['', 'a b'],
  },
  RubyGems: {
    scheme: rubygems,
    groups: [
      ['1.0.0.a', '1.0.a'],
      ['1.0.0.b1'],
      ['1.0.0.beta2'],
      ['1.0.0.beta10'],
      ['1.0.0-1'],
      ['1.0.0.rc1'],
      ['1.0.0', '1', '1.0'],
      ['1.0.1'],
      ['1.9.0'],
      ['1.10.0', '1.10'],
      ['2.0.0.pre'],
      ['2'],
    ],
    none: ['', 'a', '1..2', '1.0 beta'],
  },
  NuGet: {
    scheme: nuget,
    groups: [
      ['1.0.0-1'],
      ['1.0.0-alpha', '1.0-ALPHA'],
      ['1.0.0-alpha.1'],
      ['1.0.0-alpha.beta'],
      ['1.0.0-beta.2'],
      ['1.0.0-beta2'],
      ['1.0.0-rc.2'],
      ['1.0.0-rc.10'],
      ['1.0.0', '1', '1.0', '1.0.0.0', '1.0.0+build', '01.0'],
      ['1.0.0.1'],
      ['1.0.1-preview'],
      ['1.0.1'],
      ['1.10'],
    ],
    none: ['', '1.2.3.4.5', 'x', '1.0-'],
  },
  Packagist: {
    scheme: packagist,
    groups: [
      ['1.0-alpha1-dev'],
      ['1.0.0-alpha1', '1.0a1', 'v1.0.0.0-alpha.1'],
      ['1.0.0-beta'],
      ['1.0.0-beta2', '1.0b2'],
      ['1.0.0-beta10'],
      ['1.0.0-RC1', '1.0.0rc1'],
      ['1.0.0-dev'],
      ['1.0.0', '1', 'v1.0', '1.0.0.0', '1.0-stable', '1.0.0+build'],
      ['1.0.0-p1', '1.0.0-patch1', '1.0.0pl1'],
      ['1.0.1'],
      ['1.10'],
      ['20210101'],
    ],
    none: ['', 'dev-main', '1.x-dev', '1.2.3.4.5'],
  },
};

describe.each(Object.entries(ORDERS))('the versions of %s', (_, { scheme, groups, none }) => {
  const all = groups.flatMap((group, rank) => group.map((text) => ({ text, rank })));
  const parsed = (text: string) => {
    const version = scheme.parse(text);
    if (version === undefined) throw new Error(`${text} is a version.`);
    return version;
  };

  it('stand in their order', () => {
    for (const a of all)
      for (const b of all) {
        const found = Math.sign(scheme.compare(parsed(a.text), parsed(b.text)));
        expect([a.text, b.text, found]).toEqual([a.text, b.text, Math.sign(a.rank - b.rank)]);
      }
  });

  it('have one canonical text where they are the same', () => {
    for (const group of groups)
      expect(new Set(group.map((text) => scheme.canonical(parsed(text)))).size).toBe(1);
    expect(new Set(groups.map(([text = '']) => scheme.canonical(parsed(text)))).size).toBe(groups.length);
  });

  it('are none where the text is none', () => {
    expect(none.filter((text) => scheme.parse(text) !== undefined)).toEqual([]);
  });

  it('are ordered the same way from both sides, and in time', () => {
    const text = fc.stringMatching(/^\d{1,3}([.-](\d{1,3}|a|rc|beta|x)){0,6}$/);
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = [scheme.parse(a), scheme.parse(b)];
        if (left === undefined || right === undefined) return;
        expect(Math.sign(scheme.compare(left, right))).toBe(-Math.sign(scheme.compare(right, left)) + 0);
        expect(scheme.compare(left, left)).toBe(0);
      }),
    );
    expect(scheme.parse(`${'1.'.repeat(100_000)}1`)).toBeUndefined();
  });
});
