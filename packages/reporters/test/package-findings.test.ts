import type { Finding, Report, Severity } from '@railgate/contract';
import { buildRun, finishRun } from '@railgate/sarif/run';
import { describe, expect, it } from 'vitest';

import { renderSummary, renderTerminal } from '../src/index.js';
import { RULES, fixtureReport } from './fixture-report.js';

const [RULE] = RULES;

function vulnerability(id: string, severity: Severity, version = '4.17.20', line = 7): Finding {
  return {
    ruleId: id,
    severity,
    message: `lodash@${version} is vulnerable: ${id} lets others in.`,
    at: { path: 'package-lock.json', region: { startLine: line } },
    subject: { kind: 'dependency', purl: `pkg:npm/lodash@${version}`, advisories: [id] },
  };
}

/** The section of findings of a terminal. */
function listed(findings: readonly Finding[], width = 200): string {
  const text = renderTerminal(reportOf(findings), { color: false, width, quiet: false, folder: '.railgate' });
  return /Findings, worst first\n([\s\S]*?)\n\n(?:Could not|Reports)/.exec(text)?.[1] ?? '';
}

function reportOf(findings: readonly Finding[]): Report {
  if (!RULE) throw new Error('The fixture has no rule.');
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))];
  const run = buildRun({
    meta: { id: 'sca', title: 'Railgate SCA' },
    target: 'root',
    rules: ids.map((id) => ({ ...RULE, id })),
    findings,
    evidence: { engines: [], expected: {}, seen: {} },
    gaps: [],
  });
  const { manifest, log } = fixtureReport();
  const finished = finishRun(run, { readText: () => undefined, redact: (text) => text });
  return { manifest, log: { ...log, runs: [finished] } };
}

describe('vulnerabilities of one package in a terminal', () => {
  it('are one entry: the worst as a whole, the others by name', () => {
    const found = listed([
      vulnerability('CVE-2020-28500', 'medium'),
      vulnerability('CVE-2021-23337', 'high'),
      vulnerability('CVE-2020-8203', 'high'),
    ]);
    expect(found.split('\n')).toEqual([
      '  package-lock.json:7  high  lodash@4.17.20 is vulnerable: CVE-2020-8203 lets others in.  CVE-2020-8203',
      '    And of the same package: high CVE-2021-23337; medium CVE-2020-28500.',
    ]);
  });

  it('stand apart for another version and at another place', () => {
    const found = listed([
      vulnerability('CVE-1-1', 'high'),
      vulnerability('CVE-1-1', 'high', '3.10.1'),
      vulnerability('CVE-1-1', 'high', '4.17.20', 90),
    ]);
    expect(found).not.toContain('And of the same package');
    expect(found.match(/CVE-1-1 lets others in/g)).toHaveLength(3);
  });

  it('say how many more there are than names fit, and keep to the width', () => {
    const many = Array.from({ length: 12 }, (_, i) => vulnerability(`CVE-2024-100${String(i + 10)}`, 'low'));
    const found = listed(many, 60);
    expect(found).toContain('and 3 more.');
    for (const line of found.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('count as one of the twenty that are shown, and no finding is lost from the count', () => {
    const versions = Array.from({ length: 30 }, (_, i) => `4.17.${String(i)}`);
    const found = listed(
      versions.flatMap((version) => [
        vulnerability('CVE-1-1', 'high', version),
        vulnerability('CVE-1-2', 'high', version),
      ]),
    );
    expect(found.match(/And of the same package/g)).toHaveLength(20);
    expect(found).toContain('and 20 more findings in .railgate/report.html');
  });
});

describe('vulnerabilities of one package in a summary', () => {
  it('are one row', () => {
    const summary = renderSummary(
      reportOf([vulnerability('CVE-2020-28500', 'medium'), vulnerability('CVE-2021-23337', 'high')]),
    );
    expect(summary.match(/is vulnerable/g)).toHaveLength(1);
    expect(summary).toContain('lets others in.<br>And of the same package: medium CVE-2020-28500. |');
  });

  it('count as many as they are where rows are left out', () => {
    const packages = Array.from({ length: 60 }, (_, i) => `4.17.${String(i)}`);
    const summary = renderSummary(
      reportOf(
        packages.flatMap((version) => [
          vulnerability('CVE-1-1', 'high', version),
          vulnerability('CVE-1-2', 'high', version),
        ]),
      ),
    );
    expect(summary.match(/is vulnerable/g)).toHaveLength(50);
    expect(summary).toContain('20 more findings left out here');
  });
});
