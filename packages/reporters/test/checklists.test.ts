import type { ManifestChecklist, ManifestOutcome, Report } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { REPORTERS, renderSummary, renderTerminal } from '../src/index.js';
import { displayWidth } from '../src/text/display-width.js';
import { fixtureReport } from './fixture-report.js';

const PLAIN = { color: false, width: 80, quiet: false, folder: '.railgate' } as const;

/** The fixture with the checklists of its gate in this number, each with a name of its own. */
function reportWith(count: number, wanted: 'loud' | 'quiet'): Report {
  const { manifest, log } = fixtureReport();
  const outcomes = manifest.outcomes.map((outcome): ManifestOutcome => {
    const [quiet, loud] = outcome.checklists ?? [];
    const one = wanted === 'loud' ? loud : quiet;
    if (!one) return outcome;
    const checklists = Array.from({ length: count }, (_, i): ManifestChecklist => ({
      ...one,
      subject: `s${i}`,
    }));
    return { ...outcome, checklists };
  });
  return { manifest: { ...manifest, outcomes }, log };
}

function html(report: Report): string {
  return REPORTERS.find(({ id }) => id === 'html')?.render(report) ?? '';
}

/** The section of the terminal, line by line. */
function section(report: Report): string[] {
  const [, rest = ''] = renderTerminal(report, PLAIN).split('\nQuick-Check\n');
  return (rest.split('\n\n')[0] ?? '').split('\n');
}

describe('checklists', () => {
  it('are shown step by step on a terminal where few ask for something, one line a step', () => {
    const lines = section(reportWith(4, 'loud'));
    expect(lines).toHaveLength(4 * 7);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
  });

  it('are a row each on a terminal where many do, with what rows and symbols mean', () => {
    expect(section(reportWith(5, 'loud'))).toEqual([
      '              1 3 4 5 7 C',
      ...[0, 1, 2, 3, 4].map((i) => `  ✗ s${i}        ✓ ✓ ? – – ✗  1 finding, worst high; 1 step unknown`),
      '    1 Checkout, 3 Port line, 4 Service URLs, 5 CORS, 7 Dockerfile, C Conflicts',
      '    ✓ pass, ✗ findings, ? could not check, – not applicable or waived',
    ]);
  });

  it('are one entry each where a row has no room', () => {
    const text = renderTerminal(reportWith(5, 'loud'), { ...PLAIN, width: 50 });
    expect(text.replace(/\s+/g, ' ')).toContain('✗ s4 findings: Conflicts; could not check: 4 Service URLs;');
  });

  it('take one line where all is well, and are cut with a count', () => {
    const lines = section(reportWith(60, 'quiet'));
    expect(lines.filter((line) => line.includes('✓ s'))).toHaveLength(40);
    expect(lines.at(-1)).toBe('  and 20 more subjects in .railgate/report.html');
  });

  it.each([[60_000], [8_000]])('keep the summary under %i bytes, and say what is left out', (limit) => {
    const text = renderSummary(reportWith(500, 'loud'), { limit });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    expect(text).toMatch(/_\d+ more checklists left out here/);
  });

  it('lead to their findings in the page, which holds no more of them than a browser opens', () => {
    const page = html(reportWith(400, 'loud'));
    expect(page).toContain(
      '<a href="#gate=railway&amp;target=apps%2Fapi&amp;q=railway%2Fconfig-conflict">railway/config-conflict</a>',
    );
    expect(page.match(/<details class="check"/g)).toHaveLength(300);
    expect(page.match(/<details class="check"\s+open/g)).toHaveLength(3);
    expect(page).toContain('100 more in run.json.');
  });

  it('never call a step that nobody could check a pass', () => {
    const { manifest, log } = reportWith(1, 'loud');
    const outcomes = manifest.outcomes.map((outcome) => ({
      ...outcome,
      ...(outcome.checklists && {
        checklists: outcome.checklists.map((list) => ({
          ...list,
          steps: list.steps.map((step) => ({ ...step, status: 'unknown' as const, informational: true })),
        })),
      }),
    }));
    const report = { manifest: { ...manifest, outcomes }, log };
    const summary = renderSummary(report);
    const [, text = ''] = summary.split('### Quick-Check');
    expect(text.split('###')[0]).toContain('0 of 6 steps pass; not to be told here: 1 Checkout');
  });
});
