import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { pep440 } from './pep440.js';
import { isExact, loadSchemes, normaliseName } from './schemes.js';

interface Table {
  readonly order: readonly (readonly string[])[];
  readonly invalid: readonly string[];
}

/** Made with Python's own `packaging`. */
const table = JSON.parse(
  readFileSync(new URL('../../test/pep440-order.json', import.meta.url), 'utf8'),
) as Table;

describe('pep440', () => {
  it("orders every pair of the table as Python's packaging does", () => {
    const all = table.order.flatMap((equal, rank) => equal.map((text) => ({ text, rank })));
    const wrong: string[] = [];
    for (const a of all)
      for (const b of all) {
        const order = Math.sign(pep440.compare(parsed(a.text), parsed(b.text)));
        if (order !== Math.sign(a.rank - b.rank)) wrong.push(`${a.text} ${b.text}`);
      }
    expect(all.length).toBeGreaterThan(250);
    expect(wrong).toEqual([]);
  });

  it('writes versions that are the same in one way, which reads as the same version', () => {
    for (const equal of table.order) {
      const canonical = new Set(equal.map((text) => pep440.canonical(parsed(text))));
      expect(canonical.size).toBe(1);
      const [text = ''] = canonical;
      expect(pep440.compare(parsed(text), parsed(equal[0] as string))).toBe(0);
    }
  });

  it('refuses what packaging refuses', () => {
    expect(table.invalid.filter((text) => pep440.parse(text) !== undefined)).toEqual([]);
    expect(pep440.parse(`1.${'0.'.repeat(1000)}1`)).toBeUndefined();
  });

  function parsed(text: string): NonNullable<ReturnType<typeof pep440.parse>> {
    const version = pep440.parse(text);
    if (version === undefined) throw new Error(`${text} does not parse`);
    return version;
  }
});

describe('semantic versions', () => {
  it.each([
    ['npm', '1.2.3', '1.2.3+build', 0],
    ['npm', 'v1.2.3', '=1.2.3', 0],
    ['npm', '1.2.3beta', '1.2.3', -1],
    ['npm', '1.0.0-alpha.9', '1.0.0-alpha.10', -1],
    ['npm', '13.0', '13.0.0', 0],
    ['npm', '2', '2.0.1', -1],
    ['Go', 'v1.2.3+incompatible', '1.2.3', 0],
    ['Go', 'go1.21', '1.21.0', 0],
    ['Go', 'v0.0.0-20190101000000-abcdefabcdef', '0.0.0-20200101000000-abcdefabcdef', -1],
    ['Pub', '1.0.0', '1.0.0+1', -1],
    ['crates.io', '1.0.0-rc.1', '1.0.0', -1],
  ])('%s: %s and %s are %d', async (ecosystem, a, b, order) => {
    const { own } = await loadSchemes(ecosystem);
    expect(Math.sign(own?.compare(own.parse(a), own.parse(b)) ?? NaN)).toBe(order);
  });

  it.each(['1.2.3.4', 'latest', '', '^1.0.0', '99999999999999999999.0.0', `1.0.0-${'a'.repeat(300)}`])(
    'ng: %s is none',
    async (text) => {
      const { own } = await loadSchemes('npm');
      expect(own?.parse(text)).toBeUndefined();
    },
  );
});

it('knows where the order of versions is not known exactly', async () => {
  const exact = 'npm PyPI Go crates.io Hex Pub Maven RubyGems NuGet Packagist'.split(' ');
  expect(exact.every(isExact)).toBe(true);
  expect(['Hackage', 'Debian:11', '__proto__'].some(isExact)).toBe(false);
  const { own, ofRange } = await loadSchemes('Hackage');
  expect([own, ofRange('ECOSYSTEM')]).toEqual([undefined, undefined]);
  expect(ofRange('SEMVER')?.parse('1.0.0')).toBeDefined();
});

it('tells names apart as their registry does', () => {
  expect(normaliseName('PyPI', 'Zope.Interface__x')).toBe('zope-interface-x');
  expect(normaliseName('NuGet', 'Newtonsoft.Json')).toBe('newtonsoft.json');
  expect(normaliseName('npm', '@Scope/A_b')).toBe('@Scope/A_b');
});
