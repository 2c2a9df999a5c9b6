import satisfies from 'semver/functions/satisfies.js';
import { expect, it } from 'vitest';

import { allowsPlainly } from './plain-range.js';

const NUMBERS = ['0', '1', '2', '10'];
const VERSIONS = NUMBERS.flatMap((major) =>
  NUMBERS.flatMap((minor) => NUMBERS.map((patch) => `${major}.${minor}.${patch}`)),
);

it.each(['', '^', '~'])('says of `%s1.2.3` what semver says, for all pairs of small versions', (operator) => {
  for (const from of VERSIONS)
    for (const version of VERSIONS) {
      const range = `${operator}${from}`;
      expect(allowsPlainly(range, version), `${range} ${version}`).toBe(
        satisfies(version, range, { loose: true }),
      );
    }
});

it('says the same of the largest numbers that it takes', () => {
  for (const version of ['1.999999999999999.0', '2.0.0', '999999999999999.0.1'])
    for (const range of ['^1.999999999999998.0', '~999999999999999.0.0'])
      expect(allowsPlainly(range, version)).toBe(satisfies(version, range, { loose: true }));
});

it.each([
  ['^1.0.0-beta.1', '1.0.0'],
  ['^1.0.0', '1.0.1-beta.1'],
  ['^1.0', '1.0.0'],
  ['>=1.0.0', '1.0.0'],
  ['^ 1.0.0', '1.0.0'],
  ['1.0.0 || 2.0.0', '1.0.0'],
  ['v1.0.0', '1.0.0'],
  ['01.0.0', '1.0.0'],
  ['1.0.0+build', '1.0.0'],
  ['1.0.0\n', '1.0.0'],
  ['^1.0.0', '1.0.0\n'],
  ['1.0.9999999999999999', '1.0.9999999999999999'],
  ['latest', '1.0.0'],
  ['', '1.0.0'],
])('broken: leaves %j and %j to semver', (range, version) => {
  expect(allowsPlainly(range, version)).toBeUndefined();
});
