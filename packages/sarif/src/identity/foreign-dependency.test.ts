import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { pathReader } from './artifact-path.js';
import { dependencyReader } from './foreign-dependency.js';
import { identifyForeign } from './foreign.js';

interface Case {
  readonly tool: string;
  readonly ruleId: string;
  readonly text: string;
  readonly uri: string;
  readonly rule?: Partial<sarif.ReportingDescriptor>;
  readonly logical?: string;
  readonly run?: Partial<sarif.Run>;
}
/** Made up, in the forms that the tools write. */
function report({ tool, ruleId, text, uri, rule = {}, logical, run = {} }: Case): [sarif.Result, sarif.Run] {
  const result: sarif.Result = {
    ruleId,
    ruleIndex: 0,
    message: { text },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
        ...(logical !== undefined && { logicalLocations: [{ fullyQualifiedName: logical }] }),
      },
    ],
  };
  return [result, { tool: { driver: { name: tool, rules: [{ id: ruleId, ...rule }] } }, ...run }];
}
const read = (given: Case) => {
  const [result, run] = report(given);
  return dependencyReader(run, pathReader(run))(result);
};
const id = (given: Case) => identifyForeign(...report(given));

const trivy = (version: string, tag: string): Case => ({
  tool: 'Trivy',
  ruleId: 'CVE-2030-0001',
  text: `Package: libdemo1\nInstalled Version: ${version}\nVulnerability CVE-2030-0001\nSeverity: HIGH\nFixed Version: 9`,
  uri: 'shop/api',
  rule: { name: 'OsPackageVulnerability' },
  run: { properties: { imageName: `shop/api:${tag}` } },
});
const trivyLock = (version: string): Case => ({
  tool: 'Trivy',
  ruleId: 'CVE-2030-0002',
  text: `Package: left-demo\nInstalled Version: ${version}\nVulnerability CVE-2030-0002\nSeverity: LOW\nFixed Version: `,
  uri: 'package-lock.json',
  rule: { name: 'LanguageSpecificPackageVulnerability' },
});
const osv = (version: string): Case => ({
  tool: 'osv-scanner',
  ruleId: 'CVE-2030-0002',
  text: `Package '@demo/left@${version}' is vulnerable to 'CVE-2030-0002' (also known as 'GHSA-aaaa-bbbb-cccc', 'NPM-1').`,
  uri: 'file:///ci/work/package-lock.json',
});
const grype = (version: string, tag: string, layer: string): Case => ({
  tool: 'grype',
  ruleId: 'CVE-2030-0003-libdemo1',
  text: `A high vulnerability in deb package: libdemo1, version ${version} was found in image shop/api:${tag} at: /var/lib/dpkg/status`,
  uri: 'api//var/lib/dpkg/status',
  logical: `shop/api:${tag}@sha256:${layer}:/var/lib/dpkg/status`,
});
const oldGrype = (version: string, tag: string): Case => ({
  tool: 'Anchore Grype Scan',
  ruleId: 'CVE-2030-0003-libdemo1',
  text: `The path var/lib/dpkg/status reports libdemo1 at version ${version}  which is a vulnerable (deb) package installed in the container`,
  uri: 'image/var/lib/dpkg/status',
  logical: `shop/api:${tag}@sha256:00:var/lib/dpkg/status`,
});
const snyk = (version: string, date: string): Case => ({
  tool: 'Snyk Container',
  ruleId: 'SNYK-LINUX-DEMO-1',
  text: 'This file introduces a vulnerable demo package with a low severity vulnerability.',
  uri: 'Dockerfile',
  rule: { fullDescription: { text: `(CVE-2030-0004) demo/libdemo@${version}` } },
  logical: `demo@${version}`,
  run: { automationDetails: { id: `Snyk/Container/docker-image|shop/api/0/${date}T00:00:00.000Z` } },
});

describe('dependencyReader', () => {
  it.each<[string, Case, object]>([
    [
      'Trivy, image',
      trivy('1', 'a'),
      { advisories: ['CVE-2030-0001'], name: 'libdemo1', version: '1', image: 'shop/api' },
    ],
    [
      'Trivy, image in the place only',
      { ...trivy('1', 'a'), uri: 'shop/api:a%20(alpine%203.20)', run: {} },
      { image: 'shop/api' },
    ],
    ['Trivy, lockfile', trivyLock('2.0'), { name: 'left-demo', version: '2.0', path: 'package-lock.json' }],
    [
      'osv-scanner',
      osv('1.0.0'),
      { advisories: ['CVE-2030-0002', 'GHSA-aaaa-bbbb-cccc', 'NPM-1'], name: '@demo/left', version: '1.0.0' },
    ],
    [
      'Grype',
      grype('1:2-3', 'a', 'ff'),
      { advisories: ['CVE-2030-0003'], name: 'libdemo1', version: '1:2-3', image: 'shop/api' },
    ],
    [
      'Grype of 2022',
      oldGrype('1', 'a'),
      { advisories: ['CVE-2030-0003'], name: 'libdemo1', version: '1', image: 'shop/api' },
    ],
    [
      'Snyk',
      snyk('1.0', '2030-01-01'),
      { advisories: ['SNYK-LINUX-DEMO-1', 'CVE-2030-0004'], name: 'demo', version: '1.0', image: 'shop/api' },
    ],
  ])('reads %s', (_, given, expected) => {
    expect(read(given)).toMatchObject(expected);
  });

  it.each<[string, Case]>([
    [
      'a misconfiguration',
      { ...trivy('1', 'a'), text: 'Artifact: Dockerfile\nType: dockerfile\nVulnerability DS002' },
    ],
    ['another tool', { ...trivy('1', 'a'), tool: 'Linter' }],
    [
      'Snyk Code',
      { ...snyk('1', '2030-01-01'), tool: 'SnykCode', text: 'Unsanitized input flows into eval.' },
    ],
  ])('leaves %s alone', (_, given) => {
    expect(read(given)).toBeUndefined();
  });

  it.each<[string, Case, Case]>([
    ['Trivy, another version and tag', trivy('1', 'a'), trivy('2', 'b')],
    ['Trivy, lockfile, another version', trivyLock('1'), trivyLock('2')],
    ['osv-scanner, another version', osv('1.0.0'), osv('1.0.1')],
    ['Grype, rebuilt image', grype('1', 'a', 'ff'), grype('2', 'b', 'ee')],
    ['Grype, then and now', oldGrype('1', 'a'), grype('1', 'a', 'ff')],
    ['Snyk, another day', snyk('1.0', '2030-01-01'), snyk('1.1', '2030-01-02')],
  ])('gives one identity: %s', (_, before, after) => {
    expect(id(after)).toBe(id(before));
  });

  it('ends on hostile messages', () => {
    const hostile = [
      'The path ' + ' reports a at version '.repeat(50_000),
      'A x vulnerability in y package: ' + ', version '.repeat(50_000),
      `Package '${"' is vulnerable to '".repeat(50_000)}`,
    ];
    for (const text of hostile)
      for (const tool of ['grype', 'osv-scanner', 'Trivy', 'Snyk Container'])
        expect(id({ ...snyk('1', '2030-01-01'), tool, text })).toMatch(/^[0-9a-f]{32}$/);
  });
});
