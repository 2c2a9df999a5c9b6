import { Validation, Spec } from '@cyclonedx/cyclonedx-library';
import type { Finding, Report, Rule, WaiverKind } from '@railgate/contract';
import { buildRun, toLog } from '@railgate/sarif';
import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { REPORTERS } from '../src/index.js';
import { RULES, cleanReport, fixtureReport } from './fixture-report.js';

interface Vulnerable {
  readonly id: string;
  readonly purl: string;
  readonly aliases?: readonly string[];
  readonly path?: string;
  readonly waiver?: { readonly reason: string; readonly kind?: WaiverKind; readonly status?: 'underReview' };
  readonly absent?: true;
}

const LODASH = 'pkg:npm/lodash@4.17.20';

/** A report of findings about dependencies, in this order. */
function reportOf(...vulnerable: readonly Vulnerable[]): Report {
  const [template] = RULES;
  if (!template) throw new Error('There is no rule.');
  const ids = [...new Set(vulnerable.map(({ id }) => id))];
  const rules: Rule[] = ids.map((id) => ({ ...template, id, severity: 'high' }));
  const findings = vulnerable.map(({ id, purl, aliases = [], path = 'package-lock.json' }, i): Finding => ({
    ruleId: id,
    message: 'It is vulnerable.',
    at: { path, region: { startLine: i + 1 } },
    subject: {
      kind: 'dependency',
      purl,
      advisories: [id, ...aliases],
      sources: [{ engine: 'osv', id, severity: 'high', score: 7.5 }],
    },
  }));
  const evidence = { engines: [], expected: { files: 1 }, seen: { files: 1 } };
  const run = buildRun({
    meta: { id: 'sca', title: 'Railgate SCA' },
    target: 'root',
    rules,
    findings,
    gaps: [],
    evidence,
  });
  for (const [i, { waiver, absent }] of vulnerable.entries()) {
    const result = run.results?.[i];
    if (!result) throw new Error('There is no result.');
    if (absent) result.baselineState = 'absent';
    if (waiver) result.suppressions = [suppression(waiver)];
  }
  return { manifest: fixtureReport().manifest, log: toLog([run]) };
}

function suppression({
  reason,
  kind = 'accepted-risk',
  status,
}: NonNullable<Vulnerable['waiver']>): sarif.Suppression {
  const properties = { owner: 'api team', expires: '2026-12-31', kind };
  return { kind: 'external', justification: reason, properties, ...(status && { status }) };
}

function render(id: 'openvex' | 'cyclonedx-vex', report: Report): string | undefined {
  return REPORTERS.find((one) => one.id === id)?.render(report);
}

interface OpenVex {
  readonly '@context': string;
  readonly timestamp: string;
  readonly statements: readonly Readonly<Record<string, unknown>>[];
}
interface Vex {
  readonly components: readonly Readonly<Record<string, unknown>>[];
  readonly vulnerabilities: readonly { readonly id: string; readonly analysis: object }[];
}

const openVex = (report: Report) => JSON.parse(render('openvex', report) ?? '') as OpenVex;
const cycloneDx = (report: Report) => JSON.parse(render('cyclonedx-vex', report) ?? '') as Vex;
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

describe('a finding becomes a statement', () => {
  it.each<[string, Vulnerable['waiver'], object, object]>([
    [
      'without a waiver it is under investigation',
      undefined,
      { status: 'under_investigation' },
      { state: 'in_triage' },
    ],
    [
      'an accepted risk is still there',
      { reason: 'Only staff reach it.' },
      {
        status: 'affected',
        action_statement: 'Only staff reach it. (accepted-risk, by api team, until 2026-12-31)',
      },
      {
        state: 'exploitable',
        response: ['will_not_fix'],
        detail: 'Only staff reach it. (accepted-risk, by api team, until 2026-12-31)',
      },
    ],
    [
      'what is deferred will be updated',
      { reason: 'x', kind: 'deferred' },
      { status: 'affected' },
      { response: ['update'] },
    ],
    [
      'what is kept off from outside is there, too',
      { reason: 'x', kind: 'mitigated-externally' },
      { status: 'affected' },
      { state: 'exploitable', response: ['workaround_available'] },
    ],
    [
      'a false positive is one',
      { reason: 'Another package of that name.', kind: 'false-positive' },
      { status: 'not_affected', impact_statement: expect.stringContaining('Another package') as string },
      { state: 'false_positive' },
    ],
    [
      'a justification in front of the reason counts',
      { reason: 'vulnerable_code_not_in_execute_path: template() is never called.' },
      {
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        impact_statement: expect.stringMatching(/^template\(\) is never called\. \(/) as string,
      },
      { state: 'not_affected', justification: 'code_not_reachable' },
    ],
    [
      'any other word with a colon is a part of the reason',
      { reason: 'note: vulnerable_code_not_present: no.' },
      { status: 'affected', action_statement: expect.stringContaining('note: vuln') as string },
      { state: 'exploitable' },
    ],
    [
      'a waiver under review lets nothing through',
      { reason: 'component_not_present: gone', status: 'underReview' },
      { status: 'under_investigation' },
      { state: 'in_triage' },
    ],
  ])('%s', async (_, waiver, said, analysis) => {
    const report = reportOf({
      id: 'CVE-2021-23337',
      purl: LODASH,
      aliases: ['GHSA-35jh-r3h4-6jhm'],
      ...(waiver && { waiver }),
    });
    const { statements } = openVex(report);
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({
      vulnerability: { name: 'CVE-2021-23337', aliases: ['GHSA-35jh-r3h4-6jhm'] },
      products: [{ '@id': LODASH, identifiers: { purl: LODASH } }],
      ...said,
    });
    expect(cycloneDx(report)).toMatchObject({
      components: [{ 'bom-ref': LODASH, name: 'lodash', version: '4.17.20' }],
      vulnerabilities: [
        {
          id: 'CVE-2021-23337',
          affects: [{ ref: LODASH }],
          ratings: [{ severity: 'high', score: 7.5 }],
          analysis,
        },
      ],
    });
    expect(await validator.validate(render('cyclonedx-vex', report) ?? '')).toBeNull();
  });

  it('and the date is that of the run', () => {
    const report = reportOf({ id: 'CVE-1', purl: LODASH });
    expect(openVex(report)).toMatchObject({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      timestamp: `${report.manifest.date}T00:00:00Z`,
    });
  });
});

it('one lockfile without the waiver outweighs another one with it, in whatever order', () => {
  const waived: Vulnerable = {
    id: 'CVE-1',
    purl: LODASH,
    path: 'a.json',
    waiver: { reason: 'component_not_present: x' },
  };
  const open: Vulnerable = { id: 'CVE-1', purl: LODASH, path: 'b.json' };
  const accepted: Vulnerable = { id: 'CVE-1', purl: LODASH, path: 'c.json', waiver: { reason: 'x' } };
  for (const pair of [
    [waived, open],
    [open, waived],
    [accepted, open],
  ])
    expect(openVex(reportOf(...pair)).statements).toMatchObject([{ status: 'under_investigation' }]);
  expect(openVex(reportOf(waived, accepted)).statements).toMatchObject([{ status: 'affected' }]);
});

it('packages of which the same is said stand together, and the order of findings does not count', () => {
  const all: Vulnerable[] = [
    { id: 'CVE-2', purl: 'pkg:npm/%40scope/b@1.0.0' },
    { id: 'CVE-1', purl: LODASH },
    { id: 'CVE-2', purl: 'pkg:npm/a@2.0.0' },
  ];
  const statements = openVex(reportOf(...all)).statements;
  expect(
    statements.map(({ vulnerability, products }) => [vulnerability, (products as object[]).length]),
  ).toEqual([
    [{ name: 'CVE-1' }, 1],
    [{ name: 'CVE-2' }, 2],
  ]);
  expect(cycloneDx(reportOf(...all)).components).toMatchObject([
    { name: 'b', version: '1.0.0' },
    { name: 'a' },
    { name: 'lodash' },
  ]);
  for (const id of ['openvex', 'cyclonedx-vex'] as const)
    expect(render(id, reportOf(...all.toReversed()))).toBe(render(id, reportOf(...all)));
});

it('without a finding about a dependency there is no file', () => {
  const fixed = reportOf({ id: 'CVE-1', purl: LODASH, absent: true });
  for (const report of [cleanReport(), fixtureReport(), fixed])
    for (const id of ['openvex', 'cyclonedx-vex'] as const) expect(render(id, report)).toBeUndefined();
});

it('hostile words stay data, and the document valid', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      async (reason, name) => {
        const report = reportOf({
          id: 'CVE-2021-1',
          purl: `pkg:npm/${encodeURIComponent(name.toWellFormed())}@1`,
          waiver: { reason: `component_not_present: ${reason}` },
        });
        const text = render('cyclonedx-vex', report) ?? '';
        expect(await validator.validate(text)).toBeNull();
        expect(text + (render('openvex', report) ?? '')).not.toMatch(/\\u001b|\\u202e|\p{Surrogate}/u);
      },
    ),
    { numRuns: 30 },
  );
});
