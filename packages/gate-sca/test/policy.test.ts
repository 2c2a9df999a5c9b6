import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { loadLicences } from '@railgate/kit';
import { Json } from '../src/engines/json-report.js';
import { readPackument } from '../src/policy/packument.js';

describe('readPackument', () => {
  const wanted = new Set(['1.0.0', '2.0.0', '3.0.0', '__proto__']);

  it('says when a version was published, its licence, and whether it is deprecated or gone', () => {
    const packument = {
      time: { '1.0.0': '2020-01-01T00:00:00Z', '2.0.0': '2021-01-01T00:00:00Z' },
      versions: {
        '1.0.0': { deprecated: 'Use 2.', license: { type: 'MIT' } },
        '3.0.0': { licenses: [{ type: 'MIT' }, { type: 'ISC' }] },
      },
    };
    expect(Object.fromEntries(readPackument(new Json(packument), wanted))).toEqual({
      '1.0.0': { published: '2020-01-01T00:00:00Z', deprecated: 'Use 2.', licence: 'MIT' },
      '2.0.0': { published: '2021-01-01T00:00:00Z', yanked: '' },
      '3.0.0': { licence: '(MIT OR ISC)' },
    });
  });

  it('takes an empty or false `deprecated` for none, as npm does', () => {
    const versions = { '1.0.0': { deprecated: '' }, '2.0.0': { deprecated: false } };
    expect([...readPackument(new Json({ versions }), wanted).values()]).toEqual([{}, {}]);
  });

  it('takes whatever comes', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 5 }), (anything) => {
        expect(() => readPackument(new Json(anything), wanted)).not.toThrow();
        expect(() => readPackument(new Json({ versions: anything, time: anything }), wanted)).not.toThrow();
      }),
    );
  });
});

describe('loadLicences', () => {
  it('judges nothing where nothing is listed', async () => {
    expect(await loadLicences({})).toBeUndefined();
    expect(await loadLicences({ allow: [], deny: [] })).toBeUndefined();
  });

  it.each([
    ['GPL-3.0-only', 'denied'],
    ['GPL-3.0-or-later', 'denied'],
    ['GPL-2.0-only', 'allowed'],
    ['Apache-2.0 WITH LLVM-exception', 'allowed'],
    ['LicenseRef-mine', 'allowed'],
    ['UNLICENSED', 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ] as const)('with GPL-3.0-or-later denied, %s is %s', async (licence, verdict) => {
    const licences = await loadLicences({ deny: ['GPL-3.0-or-later'] });
    expect(licences?.judge(licence)).toBe(verdict);
  });

  it('never allows what none of the lists allows, whatever is written', async () => {
    const licences = await loadLicences({ allow: ['MIT'] });
    const words = fc.constantFrom('MIT', 'ISC', '(', ')', 'AND', 'OR', 'WITH', '+', 'x');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const text = parts.join(' ');
        if (licences?.judge(text) === 'allowed') expect(text).toContain('MIT');
      }),
    );
  });
});
