import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { schemaViolations, toLog } from '../validate/index.js';
import { dedupeDependencies } from './dedupe.js';

const physical = (uri: string) => ({ artifactLocation: { uri }, region: { startLine: 1 } });

interface Spot {
  readonly id?: string;
  readonly name?: string;
  readonly version?: string;
  readonly uri?: string;
}
/** Made up, in the forms that the tools write. */
const trivy = ({
  id = 'CVE-2030-1',
  name = 'left',
  version = '1.0.0',
  uri = 'package-lock.json',
}: Spot = {}) => ({
  ruleId: id,
  level: 'warning' as const,
  message: { text: `Package: ${name}\nInstalled Version: ${version}\nVulnerability ${id}\nSeverity: MEDIUM` },
  locations: [{ physicalLocation: physical(uri) }],
  properties: { 'security-severity': '5.0' },
});
const osv = ({
  id = 'CVE-2030-1',
  name = 'left',
  version = '1.0.0',
  uri = 'file:///ci/package-lock.json',
}: Spot = {}) => ({
  ruleId: id,
  level: 'warning' as const,
  message: {
    text: `Package '${name}@${version}' is vulnerable to '${id}' (also known as 'GHSA-aaaa-bbbb-cccc').`,
  },
  locations: [{ physicalLocation: physical(uri) }],
  properties: { 'security-severity': '8.0' },
});
const grype = ({
  id = 'GHSA-aaaa-bbbb-cccc',
  name = 'left',
  version = '1.0.0',
  uri = '/ci/package-lock.json',
}: Spot = {}) => ({
  ruleId: `${id}-${name}`,
  message: { text: `A high vulnerability in npm package: ${name}, version ${version} was found at: ${uri}` },
  locations: [{ physicalLocation: physical(uri) }],
});
const run = (name: string, results: sarif.Result[], more: Partial<sarif.Run> = {}): sarif.Run => ({
  tool: { driver: { name, rules: [] } },
  results,
  ...more,
});
const ROOT = { originalUriBaseIds: { ROOTPATH: { uri: 'file:///ci/' } } };
const log = (...runs: sarif.Run[]) => toLog(runs);
const counts = (deduped: sarif.Log) =>
  Object.fromEntries(deduped.runs.map(({ tool, results }) => [tool.driver.name, results?.length]));

describe('dedupeDependencies', () => {
  it('leaves one result of three tools, with what each said', () => {
    const given = log(run('Trivy', [trivy()], ROOT), run('osv-scanner', [osv()]), run('grype', [grype()]));
    const before = JSON.stringify(given);
    const { log: deduped, merged } = dedupeDependencies(given);
    expect(merged).toBe(2);
    expect(counts(deduped)).toEqual({ Trivy: 0, 'osv-scanner': 1, grype: 0 });
    expect(deduped.runs[1]?.results?.[0]).toMatchObject({
      ruleId: 'CVE-2030-1',
      level: 'error',
      properties: {
        severity: 'high',
        'security-severity': '8.0',
        advisories: ['CVE-2030-1', 'GHSA-aaaa-bbbb-cccc'],
        sources: [
          { engine: 'Trivy', id: 'CVE-2030-1', severity: 'medium', score: 5 },
          { engine: 'grype', id: 'GHSA-aaaa-bbbb-cccc', severity: 'medium' },
          { engine: 'osv-scanner', id: 'CVE-2030-1', severity: 'high', score: 8 },
        ],
      },
    });
    expect(JSON.stringify(given)).toBe(before);
    expect(schemaViolations(deduped)).toEqual([]);
  });

  it.each<[string, Spot]>([
    ['vulnerability', { id: 'CVE-2030-2' }],
    ['package', { name: 'right' }],
    ['version', { version: '1.0.1' }],
    ['manifest', { uri: 'apps/web/package-lock.json' }],
  ])('keeps results apart that differ in the %s', (_, other) => {
    const given = log(run('Trivy', [trivy(other)], ROOT), run('osv-scanner', [osv()]));
    expect(dedupeDependencies(given)).toEqual({ log: given, merged: 0 });
  });

  it('keeps what stands twice for one tool', () => {
    const given = log(run('Trivy', [trivy(), trivy()], ROOT), run('osv-scanner', [osv()]));
    expect(counts(dedupeDependencies(given).log)).toEqual({ Trivy: 2, 'osv-scanner': 0 });
    const alone = log(run('Trivy', [trivy()]), run('Trivy', [trivy()]));
    expect(dedupeDependencies(alone).merged).toBe(0);
    const both = log(...alone.runs, run('osv-scanner', [osv()]));
    expect(dedupeDependencies({ ...both, runs: both.runs.map((one) => ({ ...ROOT, ...one })) }).merged).toBe(
      1,
    );
  });

  it('ends on 25,000 reports of one vulnerability', () => {
    const many = Array.from({ length: 25_000 }, () => trivy());
    expect(dedupeDependencies(log(run('Trivy', many, ROOT), run('osv-scanner', [osv()]))).merged).toBe(1);
  });

  it('lets nothing vanish into a result that was suppressed or is gone', () => {
    for (const over of [
      { suppressions: [{ kind: 'external' as const }] },
      { baselineState: 'absent' as const },
    ]) {
      const given = log(run('Trivy', [{ ...trivy(), ...over }], ROOT), run('osv-scanner', [osv()]));
      expect(dedupeDependencies(given).merged).toBe(0);
    }
  });

  it('knows a package of Railgate’s under the name that others print', () => {
    const own = (purl: string): sarif.Result => ({
      ruleId: 'CVE-2030-1',
      message: { text: 'm' },
      locations: [{ physicalLocation: physical('pom.xml') }],
      properties: { dependency: { purl, advisories: ['CVE-2030-1'] }, severity: 'critical' },
    });
    const merged = (purl: string, name: string, uri = 'pom.xml') =>
      dedupeDependencies(log(run('Railgate SCA', [own(purl)]), run('Trivy', [trivy({ name, uri })]))).merged;
    expect(merged('pkg:maven/org.demo/left@1.0.0', 'org.demo:left')).toBe(1);
    expect(merged('pkg:deb/debian/left@1.0.0?arch=amd64', 'left')).toBe(1);
    expect(merged('pkg:npm/%40demo/left@1.0.0', '@demo/left')).toBe(1);
    expect(merged('pkg:golang/example.org/left@v1.0.0', 'example.org/left')).toBe(1);
    expect(merged('pkg:maven/org.other/left@1.0.0', 'org.demo:left')).toBe(0);
  });

  it('keeps runs without results as they are, and other results in their order', () => {
    const other: sarif.Result = { ruleId: 'x', message: { text: 'm' } };
    const { tool } = run('Linter', []);
    const given = log(
      { tool },
      run('Trivy', [other, trivy(), other], ROOT),
      run('osv-scanner', [osv(), osv()]),
    );
    const { log: deduped } = dedupeDependencies(given);
    expect(deduped.runs[0]).toEqual({ tool });
    expect(deduped.runs[1]?.results).toEqual([other, other]);
  });

  it('does not go by the order of runs and results, and does nothing the second time', () => {
    const spot = fc.record({
      id: fc.constantFrom('CVE-2030-1', 'CVE-2030-2', 'GHSA-aaaa-bbbb-cccc'),
      version: fc.constantFrom('1.0.0', '2.0.0'),
      tool: fc.constantFrom(0, 1, 2),
    });
    const build = (spots: readonly { id: string; version: string; tool: number }[]) => {
      const of = (tool: number) => spots.filter((one) => one.tool === tool);
      return log(
        run('Trivy', of(0).map(trivyOf), ROOT),
        run(
          'osv-scanner',
          of(1).map((one) => osv({ id: one.id, version: one.version })),
        ),
        run(
          'grype',
          of(2).map((one) => grype({ id: one.id, version: one.version })),
        ),
      );
    };
    const trivyOf = (one: { id: string; version: string }) => trivy({ id: one.id, version: one.version });
    const sorted = (given: sarif.Log) =>
      given.runs.flatMap(({ results = [] }) => results.map((one) => JSON.stringify(one))).sort();
    const lists = fc
      .array(spot, { maxLength: 10 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(lists, ([list, shuffled]) => {
        const once = dedupeDependencies(build(list)).log;
        const other = build(shuffled);
        expect(sorted(dedupeDependencies({ ...other, runs: other.runs.toReversed() }).log)).toEqual(
          sorted(once),
        );
        expect(dedupeDependencies(once).merged).toBe(0);
      }),
    );
  });
});
