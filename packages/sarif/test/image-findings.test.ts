import type { Finding, ImageFinding, Rule } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { compareLogs } from '../src/baseline/index.js';
import { buildRun, type AnyFinding } from '../src/build.js';
import { finishRun } from '../src/finish.js';
import { githubProfile } from '../src/profiles/index.js';
import { githubViolations } from '../src/profiles/check-github.js';
import { readResults } from '../src/read-result.js';
import { schemaViolations, toLog } from '../src/validate/index.js';

const rule = (id: string): Rule => ({
  id,
  name: 'SomeRule',
  summary: 'Something is wrong.',
  description: 'Sees something.',
  why: 'It matters.',
  remediation: 'Mend it.',
  severity: 'high',
  precision: 'high',
  cwe: [],
  references: [],
  since: '0.1.0',
});
const PACKAGE: ImageFinding = {
  ruleId: 'CVE-2022-48174',
  message: 'busybox 1.36.1-r0 of api is vulnerable.',
  in: { image: 'api', path: 'bin/busybox' },
  subject: {
    kind: 'dependency',
    purl: 'pkg:apk/alpine/busybox@1.36.1-r0',
    advisories: ['CVE-2022-48174'],
    image: 'api:ci',
  },
};
const SECRET: ImageFinding = {
  ruleId: 'container/secret-in-layer',
  message: 'app/.env of api holds a secret.',
  in: { image: 'api', path: 'app/.env' },
  subject: { kind: 'image', image: 'api:ci', what: 'aws-access-key-id app/.env' },
};
const NAMED = { path: 'railgate.json', region: { startLine: 3 }, message: 'The image is named here.' };

function runOf(findings: readonly AnyFinding[]) {
  const run = buildRun({
    meta: { id: 'container', title: 'Railgate Container' },
    target: 'root',
    rules: [...new Set(findings.map(({ ruleId }) => ruleId))].map(rule),
    findings,
    evidence: { engines: [], expected: { images: 1 }, seen: { images: 1 } },
    gaps: [],
  });
  return finishRun(run, { readText: () => 'FROM a\nCOPY . .\n', redact: (text) => text });
}
const identities = (findings: readonly AnyFinding[]) =>
  readResults(runOf(findings)).map(({ identity }) => identity);

describe('a finding in an image that no file explains', () => {
  it('has the image as logical location and no file', () => {
    const run = runOf([PACKAGE, SECRET]);
    expect(schemaViolations(toLog([run]))).toEqual([]);
    expect(run.results?.map(({ locations }) => locations)).toEqual([
      [{ logicalLocations: [{ name: 'api', fullyQualifiedName: 'api:/app/.env', kind: 'image' }] }],
      [{ logicalLocations: [{ name: 'api', fullyQualifiedName: 'api:/bin/busybox', kind: 'image' }] }],
    ]);
    expect(readResults(run)).toMatchObject([
      { path: '', logical: 'api:/app/.env', image: 'api:ci', region: { startLine: 1 } },
      { path: '', logical: 'api:/bin/busybox', image: 'api:ci' },
    ]);
  });

  it('keeps its identity when the image gets another tag, digest or version of the package', () => {
    const rebuilt: ImageFinding[] = [
      {
        ...PACKAGE,
        message: 'busybox 1.36.1-r5 of api is vulnerable.',
        subject: {
          kind: 'dependency',
          purl: 'pkg:apk/alpine/busybox@1.36.1-r5',
          advisories: ['CVE-2022-48174'],
          image: `docker.io/library/api@sha256:${'a'.repeat(64)}`,
        },
      },
      { ...SECRET, subject: { kind: 'image', image: 'api:next', what: 'aws-access-key-id app/.env' } },
    ];
    expect(identities(rebuilt)).toEqual(identities([PACKAGE, SECRET]));
    const other: ImageFinding = {
      ...SECRET,
      subject: { kind: 'image', image: 'api', what: 'aws-access-key-id .env' },
    };
    const elsewhere: ImageFinding = { ...SECRET, subject: { ...SECRET.subject, image: 'web' } as never };
    expect(new Set(identities([SECRET, other, elsewhere])).size).toBe(3);
  });

  it('keeps it when its line of a Dockerfile becomes known, or moves', () => {
    const placed = (startLine: number): Finding => ({
      ruleId: SECRET.ruleId,
      message: SECRET.message,
      subject: SECRET.subject,
      at: { path: 'Dockerfile', region: { startLine } },
    });
    expect(identities([placed(1)])).toEqual(identities([SECRET]));
    expect(identities([placed(2)])).toEqual(identities([SECRET]));
  });

  it('is unchanged in a baseline of the earlier build', () => {
    const base = toLog([runOf([PACKAGE, SECRET])]);
    const head = toLog([
      runOf([
        { ...PACKAGE, subject: { ...PACKAGE.subject, image: 'api:next' } as ImageFinding['subject'] },
        SECRET,
      ]),
    ]);
    expect(compareLogs(base, head).counts).toMatchObject({ new: 0, absent: 0 });
  });

  it('is uploaded to GitHub at the place that names the image, else counted', () => {
    const log = (findings: readonly AnyFinding[]) => githubProfile(toLog([runOf(findings)]));
    const named = log([{ ...PACKAGE, related: [NAMED] }, SECRET]);
    const [file] = named.files;
    expect(file && githubViolations(file.log)).toEqual([]);
    expect(
      file?.log.runs[0]?.results?.map(({ ruleId, locations }) => [
        ruleId,
        locations?.[0]?.physicalLocation?.artifactLocation?.uri,
        locations?.[0]?.physicalLocation?.region?.startLine,
      ]),
    ).toEqual([['CVE-2022-48174', 'railgate.json', 3]]);
    expect(named.notices).toEqual([
      '1 result of Railgate Container (railgate/container/root) is not uploaded: GitHub takes only files of the repository. For example: container/secret-in-layer at no file.',
    ]);
    const alone = log([SECRET]);
    expect(alone.files).toEqual([]);
    expect(alone.heldBack[0]).toMatch(/none of its results is in a file of the repository/);
  });
});
