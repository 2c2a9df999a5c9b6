import { SEVERITIES } from '@railgate/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { groupAdvisories, type AdvisoryReport } from './group.js';

const report = (id: string, more: Partial<AdvisoryReport> = {}): AdvisoryReport => ({
  engine: 'osv',
  id,
  aliases: [],
  purl: 'pkg:npm/a@1.0.0',
  manifest: 'package-lock.json',
  severity: 'high',
  ...more,
});
const GHSA = 'GHSA-aaaa-bbbb-cccc';

describe('groupAdvisories', () => {
  it('joins the reports of several engines under the canonical id and keeps them all', () => {
    const groups = groupAdvisories([
      report(GHSA, { aliases: ['CVE-2030-1'], score: 7.1 }),
      report('1096', { engine: 'npm audit', aliases: [GHSA], severity: 'critical', fixedIn: '2' } as object),
      report('cve-2030-1', { engine: 'trivy', severity: 'low', score: 3 }),
    ]);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      ruleId: 'CVE-2030-1',
      severity: 'critical',
      worst: { engine: 'npm audit', id: '1096' },
      manifest: 'package-lock.json',
      subject: {
        kind: 'dependency',
        purl: 'pkg:npm/a@1.0.0',
        advisories: ['CVE-2030-1', GHSA, '1096'],
        sources: [
          { engine: 'npm audit', id: '1096', severity: 'critical' },
          { engine: 'osv', id: GHSA, severity: 'high', score: 7.1 },
          { engine: 'trivy', id: 'CVE-2030-1', severity: 'low', score: 3 },
        ],
      },
    });
    expect(groups[0]?.reports[0]).toHaveProperty('fixedIn', '2');
  });

  it.each<[string, Partial<AdvisoryReport>]>([
    ['packages', { purl: 'pkg:npm/b@1.0.0' }],
    ['namespaces', { purl: 'pkg:npm/%40s/a@1.0.0' }],
    ['ecosystems', { purl: 'pkg:pypi/a@1.0.0' }],
    ['versions', { purl: 'pkg:npm/a@1.0.1' }],
    ['manifests', { manifest: 'apps/web/package-lock.json' }],
    ['a manifest and an image of one name', { image: 'package-lock.json' }],
  ])('never joins over two %s', (_, other) => {
    expect(groupAdvisories([report('CVE-2030-1'), report('CVE-2030-1', other)])).toHaveLength(2);
  });

  it('does not join builds and architectures apart', () => {
    const groups = groupAdvisories([
      report('CVE-2030-1', { purl: 'pkg:deb/debian/a@1?arch=amd64', image: 'i' }),
      report('CVE-2030-1', { purl: 'pkg:deb/debian/a@1?arch=arm64&distro=debian-12', image: 'i' }),
    ]);
    expect(groups).toHaveLength(1);
  });

  it('knows an alias in every place of the package, once one report told of it', () => {
    const groups = groupAdvisories([
      report('PYSEC-2030-1', { aliases: ['CVE-2030-1'], purl: 'pkg:pypi/a@1', manifest: 'x' }),
      report('PYSEC-2030-1', { purl: 'pkg:pypi/A@2', manifest: 'y' }),
    ]);
    expect(groups.map(({ ruleId }) => ruleId)).toEqual(['CVE-2030-1', 'CVE-2030-1']);
  });

  it('breaks ties of severity by score, then by name', () => {
    const worst = (...reports: AdvisoryReport[]) => groupAdvisories(reports)[0]?.worst.engine;
    expect(
      worst(report('CVE-1', { engine: 'a', score: 7 }), report('CVE-1', { engine: 'b', score: 8 })),
    ).toBe('b');
    expect(
      worst(report('CVE-1', { engine: 'b', score: 8 }), report('CVE-1', { engine: 'a', score: 8 })),
    ).toBe('a');
    expect(worst(report('CVE-1', { engine: 'a' }), report('CVE-1', { engine: 'b', score: 0 }))).toBe('b');
  });

  const ids = fc.constantFrom('CVE-1', 'CVE-2', GHSA, 'GO-1', 'OSV-1', 'SNYK-1', 'x');
  const reports = fc.array(
    fc.record({
      engine: fc.constantFrom('a', 'b', 'c'),
      id: ids,
      aliases: fc.array(ids, { maxLength: 2 }),
      purl: fc.constantFrom('pkg:npm/a@1', 'pkg:npm/a@2', 'pkg:npm/b@1'),
      manifest: fc.constantFrom('x', 'y'),
      severity: fc.constantFrom(...SEVERITIES),
      score: fc.constantFrom(0, 5, 9),
    }),
    { maxLength: 12 },
  );

  it('does not go by the order of the reports', () => {
    const shuffled = reports.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(groupAdvisories(other)).toEqual(groupAdvisories(list));
      }),
    );
  });

  it('loses no report, invents none, and never mixes', () => {
    fc.assert(
      fc.property(reports, (list) => {
        const groups = groupAdvisories(list);
        expect(groups.flatMap(({ reports: all }) => all)).toHaveLength(list.length);
        for (const { reports: all, ruleId, subject } of groups) {
          expect(new Set(all.map(({ purl, manifest }) => `${purl} ${manifest}`)).size).toBe(1);
          expect(subject.advisories[0]).toBe(ruleId);
          for (const { id, aliases } of all)
            expect(subject.advisories).toEqual(expect.arrayContaining([id, ...aliases]));
        }
      }),
    );
  });

  it('is transitive: two reports of one place share a group when a chain of ids leads from one to the other', () => {
    fc.assert(
      fc.property(reports, (list) => {
        const groupOf = new Map<object, number>();
        groupAdvisories(list).forEach(({ reports: all }, i) => all.forEach((one) => groupOf.set(one, i)));
        for (const a of list)
          for (const b of list) {
            const same = a.purl === b.purl && a.manifest === b.manifest && linked(list, a, b);
            expect(groupOf.get(a) === groupOf.get(b)).toBe(same);
          }
      }),
    );
  });

  it('ends on a chain of 25,000 aliases, and on as many for one id', () => {
    const chain = Array.from({ length: 25_000 }, (_, i) => report(`X-${i}`, { aliases: [`X-${i + 1}`] }));
    expect(groupAdvisories(chain)).toHaveLength(1);
    const star = Array.from({ length: 25_000 }, (_, i) =>
      report('X-0', { aliases: [`X-${i}`], manifest: `m${i}` }),
    );
    expect(groupAdvisories(star)).toHaveLength(25_000);
  });

  it('takes ids that are names of objects for ids', () => {
    expect(groupAdvisories([report('__proto__'), report('constructor')])).toHaveLength(2);
    expect(groupAdvisories([report(' ')])[0]?.ruleId).toBe(' ');
  });
});

/** By brute force: spreads over all reports of the package until nothing is added. */
function linked(list: readonly AdvisoryReport[], from: AdvisoryReport, to: AdvisoryReport): boolean {
  const name = (purl: string) => purl.split('@')[0];
  const near = list.filter(({ purl }) => name(purl) === name(from.purl));
  const reached = new Set([from.id, ...from.aliases]);
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const { id, aliases } of near)
      if ([id, ...aliases].some((one) => reached.has(one)))
        for (const one of [id, ...aliases]) reached.add(one);
  }
  return reached.has(to.id);
}
