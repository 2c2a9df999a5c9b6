import { describe, expect, it } from 'vitest';

import { observe } from '../../../test/observe.js';

const LAYER = { DiffID: `sha256:${'1'.repeat(64)}` };
const report = (...results: unknown[]) => ({
  SchemaVersion: 2,
  ArtifactName: '/scan/image.tar',
  Results: results,
});
const VULNERABILITY = {
  VulnerabilityID: 'CVE-2021-23337',
  VendorIDs: ['GHSA-35jh-r3h4-6jhm', 'RHSA-2022:6429'],
  PkgName: 'lodash',
  PkgPath: 'app/node_modules/lodash/package.json',
  PkgIdentifier: { PURL: 'pkg:npm/lodash@4.17.20' },
  InstalledVersion: '4.17.20',
  FixedVersion: '4.17.21, 5.0.0',
  Status: 'fixed',
  Layer: LAYER,
  SeveritySource: 'ghsa',
  Severity: 'HIGH',
  CVSS: { nvd: { V3Score: 9.9, V3Vector: 'nvd' }, ghsa: { V3Score: 7.2, V3Vector: 'CVSS:3.1/AV:N' } },
  CweIDs: ['CWE-94', 'CWE-x', 7],
  References: ['https://nvd.nist.gov/x', 'javascript:alert(1)'],
  Title: 'command injection',
};
const node = (more: object) => report({ Target: 'Node.js', Class: 'lang-pkgs', Type: 'node-pkg', ...more });

describe('what is observed in a report', () => {
  it('is a vulnerability with everything that it says', async () => {
    const { vulnerabilities, gaps } = await observe(node({ Vulnerabilities: [VULNERABILITY] }));
    expect(vulnerabilities).toEqual([
      {
        purl: 'pkg:npm/lodash@4.17.20',
        name: 'lodash',
        version: '4.17.20',
        kind: 'language',
        type: 'node-pkg',
        id: 'CVE-2021-23337',
        // An erratum is about many vulnerabilities: as an alias it would make one of all of them.
        aliases: ['GHSA-35jh-r3h4-6jhm'],
        title: 'command injection',
        description: '',
        severity: 'high',
        severitySource: 'ghsa',
        score: 7.2,
        vector: 'CVSS:3.1/AV:N',
        cwes: [94],
        fixed: ['4.17.21', '5.0.0'],
        status: 'fixed',
        references: ['https://nvd.nist.gov/x'],
        diffId: LAYER.DiffID,
        path: 'app/node_modules/lodash/package.json',
      },
    ]);
    expect(gaps).toEqual([]);
  });

  it('has the CVE as its id where Trivy names another first, and a rating where nobody has rated it', async () => {
    const entry = {
      VulnerabilityID: 'GHSA-aaaa-bbbb-cccc',
      VendorIDs: ['CVE-2026-1'],
      PkgName: 'x',
      Severity: 'UNKNOWN',
    };
    const [seen] = (await observe(node({ Vulnerabilities: [entry] }))).vulnerabilities;
    expect(seen).toMatchObject({
      id: 'CVE-2026-1',
      aliases: ['GHSA-aaaa-bbbb-cccc'],
      severity: 'medium',
      fixed: [],
    });
    expect(seen).not.toHaveProperty('score');
  });

  it('takes the usual raters where the one that was chosen gives no score', async () => {
    const {
      vulnerabilities: [seen],
    } = await observe(node({ Vulnerabilities: [{ ...VULNERABILITY, SeveritySource: 'debian' }] }));
    expect([seen?.severitySource, seen?.score]).toEqual(['debian', 9.9]);
  });

  it('is a package, its version put together', async () => {
    const entry = {
      Name: 'openssl',
      Version: '3.0.11',
      Release: '1~deb12u1',
      Epoch: 1,
      Licenses: ['Apache-2.0', 3],
      Layer: LAYER,
    };
    const { packages, os } = await observe({
      ...report({ Target: 'x (debian 12)', Class: 'os-pkgs', Type: 'debian', Packages: [entry] }),
      Metadata: { OS: { Family: 'debian', Name: '12.5', EOSL: true } },
    });
    expect(packages).toEqual([
      {
        kind: 'os',
        type: 'debian',
        name: 'openssl',
        version: '1:3.0.11-1~deb12u1',
        purl: 'pkg:generic/openssl@1%3A3.0.11-1~deb12u1',
        licences: ['Apache-2.0'],
        diffId: LAYER.DiffID,
      },
    ]);
    expect(os).toEqual({ family: 'debian', version: '12.5', endOfLife: true });
  });

  it('has the file of a list where the list is one file', async () => {
    const entry = { Name: 'golang.org/x/text', Version: 'v0.3.0' };
    const { packages } = await observe(
      report({ Target: 'app/server', Class: 'lang-pkgs', Type: 'gobinary', Packages: [entry] }),
    );
    expect(packages[0]?.path).toBe('app/server');
  });

  it('is a secret without any of its characters', async () => {
    const entry = {
      RuleID: 'github-pat',
      Title: 'GitHub token',
      Severity: 'CRITICAL',
      StartLine: 3,
      Match: 'hunter2',
      Code: { Lines: [{ Content: 'hunter2' }] },
      Layer: LAYER,
    };
    const { secrets } = await observe(report({ Target: '/app/.env', Class: 'secret', Secrets: [entry] }));
    expect(secrets).toEqual([
      {
        rule: 'github-pat',
        title: 'GitHub token',
        severity: 'critical',
        line: 3,
        diffId: LAYER.DiffID,
        path: 'app/.env',
      },
    ]);
    expect(JSON.stringify(secrets)).not.toContain('hunter2');
  });

  it('is a secret of the configuration, unless a file of the image has the name of the archive', async () => {
    const entry = { RuleID: 'github-pat', Severity: 'HIGH', StartLine: 19 };
    const target = { Target: '/scan/image.tar', Class: 'secret' };
    expect((await observe(report({ ...target, Secrets: [entry] }))).secrets).toEqual([
      { rule: 'github-pat', title: '', severity: 'high' },
    ]);
    const [file] = (await observe(report({ ...target, Secrets: [{ ...entry, Layer: LAYER }] }))).secrets;
    expect(file?.path).toBe('scan/image.tar');
  });

  it('is a misconfiguration with the lines that are its cause, masked', async () => {
    const line = {
      Number: 4,
      Content: 'ENV API_TOKEN="hunter2hunter2"',
      IsCause: true,
      Highlighted: '\u001b[31m',
    };
    const entry = {
      ID: 'DS-0031', Title: 't', Message: 'm', Resolution: 'r', Severity: 'CRITICAL', Status: 'FAIL', PrimaryURL: 'https://avd.aquasec.com/x',
      CauseMetadata: { StartLine: 4, EndLine: 4, Code: { Lines: [{ Content: 'FROM x', IsCause: false }, line] } },
    }; // prettier-ignore
    const { misconfigurations } = await observe(
      report({ Class: 'config', Misconfigurations: [entry, { ...entry, Status: 'PASS' }] }),
    );
    expect(misconfigurations).toEqual([
      {
        id: 'DS-0031', title: 't', message: 'm', resolution: 'r', severity: 'critical', url: 'https://avd.aquasec.com/x',
        startLine: 4, endLine: 4, instruction: 'ENV API_TOKEN="[redacted]"',
      },
    ]); // prettier-ignore
  });

  it('is nothing of what has a strange form, and a gap that counts it', async () => {
    const strange = [
      7, null, 'x',
      { Class: 'lang-pkgs', Type: 'node-pkg', Packages: [{}, { Name: 3 }, []], Vulnerabilities: 'many' },
      { Class: 'secret', Secrets: [{ RuleID: ['x'] }] },
      { Class: 'config', Misconfigurations: [{ Status: 'FAIL' }, { Status: 'BROKEN', ID: 'x' }] },
      { Class: 'a-new-class', Vulnerabilities: [VULNERABILITY] },
    ]; // prettier-ignore
    const observed = await observe(report(...strange));
    expect(observed).toMatchObject({ packages: [], vulnerabilities: [], secrets: [], misconfigurations: [] });
    expect(observed.gaps).toEqual([
      expect.objectContaining({ code: 'PART_SKIPPED', message: expect.stringMatching(/^11 entries/) }),
    ]);
  });

  it('leads to no prototype', async () => {
    const text = `{"Class":"lang-pkgs","Type":"node-pkg","__proto__":{"Packages":[{"Name":"evil"}]},
      "Vulnerabilities":[{"VulnerabilityID":"CVE-1","PkgName":"x","SeveritySource":"__proto__","Severity":"__proto__","CVSS":{"__proto__":{"V3Score":9}}},
      {"VulnerabilityID":"CVE-2","PkgName":"x","SeveritySource":"constructor","CVSS":{}}]}`;
    const observed = await observe(`{"SchemaVersion":2,"Results":[${text}]}`);
    expect(observed.packages).toEqual([]);
    expect(observed.vulnerabilities.map(({ severity }) => severity)).toEqual(['medium', 'medium']);
    expect(({} as Record<string, unknown>)['Packages']).toBeUndefined();
  });

  it('holds no more of a text than anybody reads', async () => {
    const long = 'x'.repeat(1_000_000);
    const entry = {
      ...VULNERABILITY,
      Description: long,
      Title: long,
      References: Array.from({ length: 999 }, (_, i) => `https://${i}`),
      FixedVersion: '1, '.repeat(999),
    };
    const { vulnerabilities, packages } = await observe(
      node({ Vulnerabilities: [entry], Packages: [{ Name: long, Version: long, Licenses: [long] }] }),
    );
    expect(JSON.stringify([vulnerabilities, packages]).length).toBeLessThan(10_000);
  });
});
