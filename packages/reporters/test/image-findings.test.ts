import type { ImageFinding, Report } from '@railgate/contract';
import { buildRun, finishRun } from '@railgate/sarif/run';
import { describe, expect, it } from 'vitest';

import { REPORTERS, renderTerminal } from '../src/index.js';
import { RULES, fixtureReport } from './fixture-report.js';

/** A name that an archive gave itself: markup and an escape. */
const HOSTILE = 'api<b>\u001b[31m';

function reportOf(image: string, path: string): Report {
  const [rule] = RULES;
  if (!rule) throw new Error('The fixture has no rule.');
  const finding: ImageFinding = {
    ruleId: rule.id,
    severity: 'critical',
    message: 'Something is in it.',
    in: { image, path },
    subject: { kind: 'image', image, what: path },
  };
  const run = buildRun({
    meta: { id: 'container', title: 'Railgate Container' },
    target: 'root',
    rules: [rule],
    findings: [finding],
    evidence: { engines: [], expected: {}, seen: {} },
    gaps: [],
  });
  const { manifest, log } = fixtureReport();
  const finished = finishRun(run, { readText: () => undefined, redact: (text) => text });
  return { manifest, log: { ...log, runs: [finished] } };
}

const terminal = (report: Report) =>
  renderTerminal(report, { color: false, width: 200, quiet: false, folder: 'out' });
const rendered = (id: string, report: Report) =>
  REPORTERS.find((reporter) => reporter.id === id)?.render(report) ?? '';

describe('a finding in an image that no file explains', () => {
  const report = reportOf('api', 'usr/lib/libssl.so');

  it('is shown with the image and the file in it, and never with a line of no file', () => {
    expect(terminal(report)).toContain('  api:/usr/lib/libssl.so  critical');
    expect(rendered('markdown', report)).toContain('<code>api:/usr/lib/libssl.so</code>');
    expect(rendered('html', report)).toContain('<code class="p">api:/usr/lib/libssl.so</code>');
    for (const text of [terminal(report), rendered('markdown', report), rendered('html', report)])
      expect(text).not.toMatch(/(?:^|[\s`>]):1\b/m);
  });

  it('is escaped as every other place', () => {
    const hostile = reportOf(HOSTILE, 'x');
    for (const text of [terminal(hostile), rendered('markdown', hostile), rendered('html', hostile)])
      expect(text).not.toContain('\u001b');
    expect(rendered('html', hostile)).not.toContain('api<b>');
  });

  it('is rendered by every reporter', () => {
    for (const reporter of REPORTERS) expect(reporter.render(report), reporter.id).not.toBe('');
  });
});
