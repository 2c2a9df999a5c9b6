import { schemaViolations } from '@railgate/sarif';
import { describe, expect, it } from 'vitest';

import { REPORTERS, renderSummary, renderTerminal } from '../src/index.js';
import { cleanReport, fixtureReport, incompleteReport } from './fixture-report.js';
import { manyReport } from './many-report.js';

const PLAIN = { color: false, width: 80, quiet: false, folder: '.railgate' } as const;

function render(id: string, report = fixtureReport()): string {
  const reporter = REPORTERS.find((one) => one.id === id);
  if (!reporter) throw new Error(`There is no reporter ${id}.`);
  return reporter.render(report) ?? '';
}

/** Everything that people read, as one text a format. */
function forPeople(report = fixtureReport()): [string, string][] {
  return [
    ['markdown', render('markdown', report)],
    ['html', render('html', report)],
    ['terminal', renderTerminal(report, PLAIN)],
    ['quiet terminal', renderTerminal(report, { ...PLAIN, quiet: true })],
  ];
}

describe('REPORTERS', () => {
  it('has one a format', () => {
    expect(REPORTERS.map(({ id, file }) => `${id} ${file}`)).toEqual([
      'sarif report.sarif',
      'json run.json',
      'markdown summary.md',
      'html report.html',
      'openvex vex.openvex.json',
      'cyclonedx-vex sbom/vex.cdx.json',
    ]);
  });

  it.each(REPORTERS.map((reporter) => [reporter.id, reporter] as const))(
    '%s gives the same bytes again',
    (_, reporter) => {
      const first = reporter.render(fixtureReport());
      expect(reporter.render(structuredClone(fixtureReport()))).toBe(first);
      // vex.test.ts has reports about dependencies.
      if (first === undefined) expect(reporter.id).toContain('vex');
      else expect(first).toMatch(/[^\n]\n$/);
    },
  );

  it('shows no duration and no host in what people read', () => {
    const { manifest, log } = fixtureReport();
    const slower = { manifest: { ...manifest, timings: { 'lint/apps/api': 99_999 } }, log };
    expect(forPeople(slower)).toEqual(forPeople());
  });
});

describe('report.sarif', () => {
  it('holds the archive as it is, and passes the schema', () => {
    const { log } = fixtureReport();
    const text = render('sarif');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(log)));
    expect(schemaViolations(JSON.parse(text))).toEqual([]);
  });

  it('gives every result a line of its own', () => {
    const lines = render('sarif').split('\n');
    expect(lines.filter((line) => line.trimStart().startsWith('{"ruleId"'))).toHaveLength(7);
  });

  it('writes what runs share as if each had its own', () => {
    const { manifest, log } = fixtureReport();
    const [run] = log.runs;
    if (!run) throw new Error('There is no run.');
    const shared = { ...log, runs: [run, { ...run, results: [] }] };
    const own = structuredClone(shared);
    own.runs[1] = structuredClone(own.runs[1] ?? run);
    expect(render('sarif', { manifest, log: shared })).toBe(render('sarif', { manifest, log: own }));
  });

  it('can write a log without runs', () => {
    const { manifest, log } = cleanReport();
    expect(JSON.parse(render('sarif', { manifest, log: { ...log, runs: [] } }))).toEqual({
      ...log,
      runs: [],
    });
  });
});

describe('run.json', () => {
  it('holds the manifest as it is', () => {
    expect(JSON.parse(render('json'))).toEqual(fixtureReport().manifest);
  });
});

describe('what people read', () => {
  it('ng: is as expected', async () => {
    await expect(render('markdown')).toMatchFileSnapshot('golden/findings.md');
    await expect(renderTerminal(fixtureReport(), PLAIN)).toMatchFileSnapshot('golden/findings-80.txt');
    await expect(renderTerminal(fixtureReport(), { ...PLAIN, width: 120, color: true })).toMatchFileSnapshot(
      'golden/findings-120-colour.txt',
    );
    await expect(renderTerminal(fixtureReport(), { ...PLAIN, width: 40, ascii: true })).toMatchFileSnapshot(
      'golden/findings-40-ascii.txt',
    );
    await expect(renderTerminal(fixtureReport(), { ...PLAIN, quiet: true })).toMatchFileSnapshot(
      'golden/findings-quiet.txt',
    );
  });

  it('broken: is as expected', async () => {
    await expect(render('markdown', incompleteReport())).toMatchFileSnapshot('golden/incomplete.md');
    await expect(renderTerminal(incompleteReport(), PLAIN)).toMatchFileSnapshot('golden/incomplete-80.txt');
  });

  it('ok: is as expected', async () => {
    await expect(render('markdown', cleanReport())).toMatchFileSnapshot('golden/clean.md');
    await expect(renderTerminal(cleanReport(), PLAIN)).toMatchFileSnapshot('golden/clean-80.txt');
  });

  it.each(forPeople())('%s names everything that could not be checked, with its remedy', (_, text) => {
    const flat = text.replace(/<[^>]*>|\\|`/g, '').replace(/\s+/g, ' ');
    for (const { code, message, remedy } of fixtureReport().manifest.verdict.reasons) {
      if (code === 'FINDINGS') continue;
      expect(flat).toContain(message);
      expect(flat).toContain(remedy.replaceAll('`', ''));
    }
  });

  it.each(forPeople(incompleteReport()))('%s never calls an incomplete run clean', (_, text) => {
    const verdict = text.slice(Math.max(0, text.indexOf('<h1'))).slice(0, 400);
    expect(verdict).toContain('1 thing could not be checked');
    expect(text.replace(/<(style|script)>[^]*?<\/\1>|aria-label="Clean"/g, '')).not.toMatch(/Clean/);
  });

  it.each([['markdown'], ['html'], ['terminal']])('%s keeps a reason that no outcome names', (format) => {
    const { manifest, log } = cleanReport();
    const reason = {
      gate: 'discover',
      target: 'root',
      code: 'LOOKED_AT_NOTHING',
      message: 'No gate looked.',
      remedy: 'Check the path.',
      waived: false,
    } as const;
    const verdict = { ...manifest.verdict, status: 'incomplete', exitCode: 2, reasons: [reason] } as const;
    const text = new Map(forPeople({ manifest: { ...manifest, verdict }, log })).get(format);
    expect(text).toContain('No gate looked.');
    expect(text).toContain('Check the path.');
    expect(text).toContain('1 thing could not be checked');
  });

  it.each([['markdown'], ['html'], ['terminal']])('%s says when the archive lost findings', (format) => {
    const { manifest, log } = fixtureReport();
    const runs = log.runs.map((run) => ({ ...run, results: [] }));
    const text = new Map(forPeople({ manifest, log: { ...log, runs } })).get(format);
    expect(text?.replace(/\s+/g, ' ')).toContain('4 findings missing in report.sarif');
  });

  it('shows a fixed finding as fixed, also when a waiver covers it', () => {
    const { manifest, log } = fixtureReport();
    for (const run of log.runs) for (const result of run.results ?? []) result.baselineState = 'absent';
    const text = renderTerminal({ manifest, log }, PLAIN);
    expect(text).not.toContain('Findings, worst first');
    expect(render('markdown', structuredClone({ manifest, log }))).toContain(
      '7 findings of the baseline are fixed.',
    );
  });
});

describe('the command that gives the same report', () => {
  it('names folder, gates, projects and configuration, in words that a shell takes as they are', () => {
    const report = fixtureReport();
    const selection = {
      gates: ['lint', 'sca'],
      projects: ['root', "it's\n```\na"],
      config: 'my policy.json',
    };
    const manifest = { ...report.manifest, root: 'apps/web', selection };
    const command = `railgate run apps/web --gate lint --gate sca --project root --project 'it'\\''s\\n\`\`\`\\na' --fail-on high --config 'my policy.json' --offline`;
    expect(render('markdown', { ...report, manifest })).toContain(`${command}\n`);
    expect(render('markdown', report)).toContain('railgate run --fail-on high');
  });
});

describe('summary.md', () => {
  it.each([[1_000_000], [65_000], [6_000]])(
    'stays under %i bytes and cuts no table in the middle',
    (limit) => {
      const report = manyReport(3000);
      const gaps = Array.from(
        { length: 5000 },
        (_, i) =>
          ({
            code: 'FILE_BINARY',
            message: `${'|`<@'.repeat(300)}${i}`,
            remedy: '&'.repeat(3000),
            waived: false,
          }) as const,
      );
      const discovery = { ...report.manifest.discovery, gaps };
      const text = renderSummary({ manifest: { ...report.manifest, discovery }, log: report.log }, { limit });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
      expect(text).toMatch(/more reasons left out here/);
      expect(text).toMatch(/more findings left out here/);
      for (const table of text.matchAll(/(?:^\|.*\n)+/gm)) {
        const cells = table[0]
          .trim()
          .split('\n')
          .map((row) => row.replace(/\\\|/g, '').split('|').length);
        expect(new Set(cells).size).toBe(1);
      }
    },
  );
});
