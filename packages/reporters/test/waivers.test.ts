import type { ManifestWaiver, Report, RunManifest } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { REPORTERS, renderTerminal } from '../src/index.js';
import { fixtureReport } from './fixture-report.js';

const BASE: ManifestWaiver = {
  source: 'comment',
  path: 'src/a.ts',
  line: 3,
  selects: { rule: 'lint/no-eval' },
  reason: 'Only staff.',
  state: 'used',
  covers: 2,
};

function withWaivers(
  waivers: readonly ManifestWaiver[],
  policy: Partial<RunManifest['policy']> = {},
): Report {
  const { manifest, log } = fixtureReport();
  return { manifest: { ...manifest, waivers, policy: { ...manifest.policy, ...policy } }, log };
}

function markdown(report: Report): string {
  return REPORTERS.find(({ id }) => id === 'markdown')?.render(report) ?? '';
}

function html(report: Report): string {
  return REPORTERS.find(({ id }) => id === 'html')?.render(report) ?? '';
}

const terminal = (report: Report) =>
  renderTerminal(report, { color: false, width: 200, quiet: false, folder: 'out' });

describe('waivers and comments in every report', () => {
  it.each<[string, Partial<ManifestWaiver>, string]>([
    ['used', {}, 'lets 2 things through'],
    ['expiring', { state: 'expiring', covers: 1 }, 'lets 1 thing through; expires within 14 days'],
    ['unused', { state: 'unused', covers: 0 }, 'covers nothing that was found'],
    ['expired', { state: 'expired', covers: 0 }, 'expired; lets nothing through'],
    ['no-reason', { state: 'no-reason', covers: 0, reason: null }, 'no reason; lets nothing through'],
    [
      'unknown-rule',
      { state: 'unknown-rule', covers: 0, note: 'Did you mean lint/x?' },
      'unknown rule; lets nothing through',
    ],
    ['forbidden', { state: 'forbidden', covers: 0 }, 'forbidden by the configuration; lets nothing through'],
  ])('%s', (_state, over, text) => {
    const entry = { ...BASE, ...over };
    const report = withWaivers([entry]);
    for (const shown of [terminal(report), markdown(report), html(report)]) {
      expect(shown).toContain(text);
      expect(shown).toContain('src/a.ts:3');
      expect(shown).toContain('rule lint/no-eval');
      if (entry.note !== undefined) expect(shown).toContain(entry.note);
    }
  });

  it('has those first that somebody has to look at', () => {
    const states = ['used', 'unused', 'expiring', 'expired'] as const;
    const report = withWaivers(states.map((state, line) => ({ ...BASE, state, line: line + 1, covers: 0 })));
    const places = terminal(report).match(/src\/a\.ts:\d+ {2}/g);
    expect(places).toEqual(['src/a.ts:4  ', 'src/a.ts:3  ', 'src/a.ts:2  ', 'src/a.ts:1  ']);
  });

  it("lists other tools' entries one by one, and counts them by file on a terminal", () => {
    const other = {
      ...BASE,
      source: 'other-tool',
      path: '.snyk',
      state: 'no-reason',
      covers: 0,
      reason: null,
    } as const;
    const report = withWaivers([other, { ...other, line: 4 }, { ...other, path: '.nsprc' }]);
    expect(terminal(report)).toContain('which let nothing through here: 2 in .snyk, 1 in .nsprc.');
    for (const shown of [markdown(report), html(report)]) {
      for (const place of ['.snyk:3', '.snyk:4', '.nsprc:3']) expect(shown).toContain(place);
      expect(shown).toMatch(/another tool(?:'|&#39;)s; lets nothing through here/);
    }
  });

  it('is bounded, and says how many are left out', () => {
    const report = withWaivers(Array.from({ length: 1000 }, (_, line) => ({ ...BASE, line: line + 1 })));
    expect(terminal(report)).toContain('and 980 more in out/report.html');
    expect(markdown(report)).toContain('900 more waivers and comments left out here');
    expect(html(report)).toContain('500 more entries in run.json');
  });

  it('keeps the words of the reason apart from ours', () => {
    const note = 'There is no rule x.';
    const entry = { ...BASE, state: 'unknown-rule', covers: 0, reason: 'typo', note } as const;
    expect(terminal(withWaivers([entry]))).toContain('rule lint/no-eval: typo. There is no rule x.');
  });

  it('says nothing where there is nothing', () => {
    const report = withWaivers([]);
    for (const shown of [terminal(report), markdown(report), html(report)])
      expect(shown).not.toContain('ignore comments');
  });
});

describe('the policy', () => {
  it('names what a gate has of its own, and forbidden comments', () => {
    const gates = {
      lint: { enforce: false },
      sca: { failOn: 'low', maxFindings: 3, newOnly: true },
    } as const;
    const report = withWaivers([], { newOnly: true, inlineIgnores: false, gates });
    const text =
      'high, new findings only; lint: report only; sca: from low, at most 3, new findings only; ignore comments forbidden';
    expect(markdown(report)).toContain(text);
    expect(html(report)).toContain(text);
  });
});

describe('a finding with a comment beside it', () => {
  it('shows the reason and the place of the comment', () => {
    const report = fixtureReport();
    const result = report.log.runs[0]?.results?.[0];
    if (!result) throw new Error('The fixture lost its finding.');
    const artifactLocation = { uri: 'apps/api/src/sum.ts' };
    result.suppressions = [
      {
        kind: 'inSource',
        status: 'accepted',
        justification: 'Only staff.',
        location: { physicalLocation: { artifactLocation, region: { startLine: 4 } } },
      },
    ];
    expect(markdown(report)).toContain('Only staff. (comment at apps/api/src/sum.ts:4)');
    expect(html(report)).toContain('Only staff. – Comment at apps/api/src/sum.ts:4');
  });

  it('shows kind, owner and expiry of a waiver', () => {
    const report = fixtureReport();
    const waived = report.log.runs[1]?.results?.find(({ suppressions }) => suppressions);
    Object.assign(waived?.suppressions?.[0]?.properties ?? {}, { kind: 'deferred' });
    expect(markdown(report)).toContain('(deferred, by web team, until 2026-12-31)');
  });
});
