import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalAdvisory, sortAdvisories } from './canonical.js';

describe('canonicalAdvisory', () => {
  it('takes CVE before GHSA before the ecosystem before OSV before a vendor', () => {
    const ordered = ['CVE-2030-1', 'GHSA-aaaa-bbbb-cccc', 'RUSTSEC-2030-0001', 'OSV-2030-1', 'SNYK-JS-A-1'];
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: 1 }), (ids) => {
        expect(sortAdvisories(ids)).toEqual(ordered.filter((id) => ids.includes(id)));
      }),
    );
  });

  it.each([
    'PYSEC-2030-1',
    'GO-2030-0001',
    'MAL-2030-1',
    'RHSA-2030:1',
    'DSA-1-1',
    'DEBIAN-CVE-2030-1',
    'ALPINE-CVE-2030-1',
  ])('knows %s as an ecosystem’s', (id) => {
    expect(canonicalAdvisory(['A-1', 'OSV-2030-1', id])).toBe(id);
  });

  it('takes the smallest text of equals, and counts spellings once', () => {
    expect(sortAdvisories(['CVE-2030-2', 'cve-2030-1', ' CVE-2030-1 ', 'ghsa-AAAA-bbbb-cccc', ''])).toEqual([
      'CVE-2030-1',
      'CVE-2030-2',
      'GHSA-aaaa-bbbb-cccc',
    ]);
  });

  it('has no name for nothing', () => {
    expect(() => canonicalAdvisory([])).toThrow();
  });
});
