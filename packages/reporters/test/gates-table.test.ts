import type { ManifestOutcome, Report } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { renderTerminal } from '../src/index.js';
import { cleanReport } from './fixture-report.js';

const skip = (target: string, reason: string): ManifestOutcome => ({
  gate: 'railway',
  target,
  status: 'skipped',
  enforced: true,
  findings: 0,
  counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0, new: 0, waived: 0 },
  gaps: [],
  degraded: [],
  evidence: null,
  reason,
});
const withSkips = (...skips: ManifestOutcome[]): Report => {
  const report = cleanReport();
  return { ...report, manifest: { ...report.manifest, outcomes: [...report.manifest.outcomes, ...skips] } };
};
const render = (report: Report) =>
  renderTerminal(report, { color: false, width: 100, quiet: false, folder: 'out' });

describe('the table of gates', () => {
  it('says once why a gate skipped many targets', () => {
    const text = render(
      withSkips(...['a', 'b', 'c'].map((target) => skip(target, 'Nothing of Railway here.'))),
    );
    expect(text.match(/Nothing of Railway here/g)).toHaveLength(1);
    expect(text).toContain('3 targets');
  });

  it('keeps targets apart that were skipped for reasons of their own, and short lists whole', () => {
    const text = render(
      withSkips(
        skip('a', 'No Dockerfile in a.'),
        skip('b', 'No Dockerfile in b.'),
        skip('c', 'Off.'),
        skip('d', 'Off.'),
      ),
    );
    for (const reason of ['No Dockerfile in a', 'No Dockerfile in b']) expect(text).toContain(reason);
    expect(text.match(/Off\./g)).toHaveLength(2);
  });
});
