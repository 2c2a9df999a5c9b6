import type { Report } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { REPORTERS, renderTerminal } from '../src/index.js';
import { cleanReport, fixtureReport } from './fixture-report.js';

const PLAIN = { color: false, width: 200, quiet: false, folder: '.railgate' } as const;

function compared(name: string, report: Report = fixtureReport(), newOnly = false): Report {
  const { manifest } = report;
  const drift = { gate: 'sca', target: 'root', kind: 'missing' as const, message: 'It has no run.' };
  const counts = { new: 1, unchanged: 2, updated: 3, absent: 4 };
  const baseline = { kind: 'ref' as const, name, counts, drift: [drift] };
  return { ...report, manifest: { ...manifest, baseline, policy: { ...manifest.policy, newOnly } } };
}

function render(id: string, report: Report): string {
  return REPORTERS.find((reporter) => reporter.id === id)?.render(report) ?? '';
}

describe('a report with a baseline', () => {
  it.each(['markdown', 'html', 'terminal'])('says in %s what the comparison found and what differs', (id) => {
    const report = compared('origin/main');
    const text = id === 'terminal' ? renderTerminal(report, PLAIN) : render(id, report);
    expect(text).toContain('origin/main: 1 new, 2 unchanged, 3 updated, 4 absent.');
    expect(text).toContain('sca root: It has no run.');
  });

  it('says nothing of it without one', () => {
    expect(renderTerminal(fixtureReport(), PLAIN)).not.toContain('Against');
  });

  it('marks new findings, also when all are new', () => {
    const { log, manifest } = compared('main');
    const runs = log.runs.map((run) => ({
      ...run,
      ...(run.results && {
        results: run.results.map((result) => ({ ...result, baselineState: 'new' as const })),
      }),
    }));
    expect(renderTerminal({ manifest, log: { ...log, runs } }, PLAIN)).toContain('(new)');
  });

  it('does not say that nothing was found where only old findings were let pass', () => {
    const old = fixtureReport();
    const { manifest } = compared('main', cleanReport(), true);
    const text = renderTerminal({ manifest, log: old.log }, PLAIN);
    expect(text).toContain('found nothing new at or over high');
    expect(text).toContain('do not fail it');
    expect(text).toContain('no new finding reaches high');
    const [run] = old.log.runs;
    const [worst] = run?.results?.filter(({ level }) => level === 'error') ?? [];
    const one = { ...old.log, runs: run && worst ? [{ ...run, results: [worst] }] : [] };
    expect(renderTerminal({ manifest, log: one }, PLAIN)).toContain('1 finding does not fail it');
  });

  it('escapes the name, which may be anything', () => {
    const report = compared('<img src=x onerror=alert(1)>\u001b[2J');
    expect(render('html', report)).not.toContain('<img src=x');
    expect(renderTerminal(report, PLAIN)).not.toContain('\u001b[2J');
    expect(render('markdown', compared("a'b"))).toContain(`--baseline 'a'\\''b'`);
  });
});
