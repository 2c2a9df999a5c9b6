import type { ManifestGap, ManifestOutcome, Report, RunManifest } from '@railgate/contract';
import { githubViolations, toLog } from '@railgate/sarif';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { uploadFiles } from './upload-files.js';

const gap = (waived: boolean): ManifestGap => ({
  code: 'FILE_UNPARSEABLE',
  message: 'x',
  remedy: 'y',
  waived,
});
const outcome = (
  gate: string,
  gaps: readonly ManifestGap[] = [],
  status: ManifestOutcome['status'] = 'done',
): Pick<ManifestOutcome, 'gate' | 'target' | 'status' | 'gaps'> => ({ gate, target: 'root', status, gaps });
const run = (gate: string, isSuccessful = true): sarif.Run => ({
  tool: { driver: { name: `Railgate ${gate}` } },
  automationDetails: { id: `railgate/${gate}/root/` },
  invocations: [{ executionSuccessful: isSuccessful }],
  results: [],
});

const withoutResults = ({ results: _, ...rest }: sarif.Run): sarif.Run => rest;

function reportOf(
  runs: sarif.Run[],
  outcomes: readonly ReturnType<typeof outcome>[],
  gaps: readonly ManifestGap[] = [],
  root = '.',
): Report {
  const manifest = { root, discovery: { gaps }, outcomes } as unknown as RunManifest;
  return { manifest, log: toLog(runs) };
}

function idsIn(report: Report): (string | undefined)[] {
  return uploadFiles(report).files.flatMap(({ content }) => {
    const log = JSON.parse(content) as sarif.Log;
    expect(githubViolations(log)).toEqual([]);
    return log.runs.map(({ automationDetails }) => automationDetails?.id);
  });
}

describe('the upload files of a run', () => {
  it('hold what looked everywhere, and what has its gaps waived', () => {
    const runs = [run('lint'), run('sca', false), run('secrets', false)];
    const outcomes = [
      outcome('lint'),
      outcome('sca', [gap(true)]),
      outcome('secrets', [gap(true), gap(false)]),
    ];
    expect(idsIn(reportOf(runs, outcomes))).toEqual(['railgate/lint/root/', 'railgate/sca/root/']);
  });

  it('hold nothing that broke', () => {
    const broken = withoutResults(run('lint', false));
    expect(idsIn(reportOf([broken], [outcome('lint', [], 'broken')]))).toEqual([]);
  });

  it('hold nothing when files of the repository are unknown to every gate', () => {
    expect(idsIn(reportOf([run('lint')], [outcome('lint')], [gap(false)]))).toEqual([]);
    expect(idsIn(reportOf([run('lint')], [outcome('lint')], [gap(true)]))).toHaveLength(1);
  });

  it('name analyses and files from the root of the repository, where a folder of it was scanned', () => {
    const found: sarif.Result = {
      ruleId: 'x',
      message: { text: 'Wrong.' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/a%20b.ts' } } }],
    };
    const lint = { ...run('lint'), results: [found] };
    const web = { ...run('lint'), automationDetails: { id: 'railgate/lint/pages/x/' } };
    const outcomes = [outcome('lint'), { ...outcome('lint'), target: 'pages/x' }];
    const report = reportOf([lint, web], outcomes, [], 'apps/web');
    expect(idsIn(report)).toEqual(['railgate/lint/apps/web/', 'railgate/lint/apps/web/pages/x/']);
    expect(uploadFiles(report).files[0]?.content).toContain('"uri":"apps/web/src/a%20b.ts"');
  });

  it('have names that a run may write, one after the other', () => {
    const gates = Array.from({ length: 21 }, (_, i) => `g${i}`);
    const { files } = uploadFiles(
      reportOf(
        gates.map((id) => run(id)),
        gates.map((id) => outcome(id)),
      ),
    );
    expect(files.map(({ path }) => path)).toEqual(['upload/github-1.sarif', 'upload/github-2.sarif']);
  });
});
