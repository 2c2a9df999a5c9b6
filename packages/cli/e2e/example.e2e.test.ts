import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { compareWithGolden, copyExample, exampleGolden, removeFolder, type Example } from '@railgate/testkit';
import { githubViolations, schemaViolations } from '@railgate/sarif';
import type * as sarif from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCli, type CliAnswer } from './run-cli.js';

interface Run extends CliAnswer {
  readonly log: sarif.Log;
  /** `upload/github-<n>.sarif`: GitHub takes twenty runs a file. */
  readonly uploads: readonly sarif.Log[];
}

const runs = new Map<Example, Run>();
const roots: string[] = [];

beforeAll(async () => {
  for (const which of ['flawed', 'fixed'] as const) {
    const root = await copyExample(which, { git: true });
    roots.push(root);
    const answer = await runCli(['run', root]);
    const uploads = readdirSync(join(root, '.railgate/upload')).map((name) =>
      readSarif(root, `upload/${name}`),
    );
    runs.set(which, { ...answer, log: readSarif(root, 'report.sarif'), uploads });
  }
}, 120_000);

afterAll(() => Promise.all(roots.map(removeFolder)));

function readSarif(root: string, name: string): sarif.Log {
  return JSON.parse(readFileSync(join(root, '.railgate', name), 'utf8')) as sarif.Log;
}

describe('the example repository', () => {
  it.each([
    ['flawed', 1],
    ['fixed', 0],
  ] as const)('%s ends with exit code %i', (which, code) => {
    expect(runs.get(which)?.exitCode).toBe(code);
  });

  it.each(['flawed', 'fixed'] as const)('%s says what its golden file says', (which) => {
    const log = logOf(which);
    expect(schemaViolations(log)).toEqual([]);
    expect(compareWithGolden(log, exampleGolden(which))).toBeUndefined();
  });

  it.each(['flawed', 'fixed'] as const)(
    '%s leaves files that GitHub takes, with all that was checked as a whole',
    (which) => {
      const uploads = runs.get(which)?.uploads ?? [];
      expect(uploads.flatMap((upload) => githubViolations(upload))).toEqual([]);
      const uploaded = uploads.flatMap((upload) => upload.runs);
      const complete = logOf(which).runs.filter((run) => isWaived(which) || gapsOf(run).length === 0);
      expect(contents(uploaded)).toEqual(contents(complete));
      // Every alert of the example can be followed when lines move.
      expect(uploaded.flatMap((run) => run.results ?? []).every(hasLineHash)).toBe(true);
    },
  );

  it('fixed has no finding, and no gap but those of its waiver', () => {
    expect(findings('fixed')).toEqual([]);
    expect(logOf('fixed').runs.flatMap(gapsOf)).toEqual([
      'apps/ledger/pom.xml: PART_SKIPPED',
      'apps/ledger/pom.xml: PART_SKIPPED',
    ]);
  });

  it('flawed breaks every rule that there is, those aside that it is known not to show', () => {
    const rules = new Set(
      logOf('flawed')
        .runs.flatMap((run) => run.tool.driver.rules ?? [])
        .map(({ id }) => id),
    );
    const found = new Set(findings('flawed').map((result) => result.ruleId));
    const silent = [...rules].filter((id) => !found.has(id) && !KIND_OF_SECRET.test(id)).sort();
    expect(silent).toEqual([...NOT_SHOWN, ...OPT_IN].sort());
  });
});

/**
 * Rules that the example does not show: every one has cases of its own. One that is shown leaves the list. Some are about the
 * checkout, and the example's is fresh; some need a registry, or an option that says which licences may be used.
 */
const NOT_SHOWN: readonly string[] = [
  'railway/other-branch',
  'railway/outdated-checkout',
  'railway/uncommitted-config',
  'sbom/left-over-package',
  'sca/licence-denied',
  'sca/licence-unknown',
  'sca/yanked-version',
  'sca/young-package',
  'secrets/env-account-token',
  'secrets/env-file-unignored',
];

/** Nobody wants six hundred secrets in a repository, made up or not: each kind has samples that are made when tests run. */
const KIND_OF_SECRET = /^secrets\/(?!env-)/;

/** What only a trusted option makes a gate look for: it executes code of the scanned repository. */
const OPT_IN = ['lint/own-config'];

/** Categories with the identities of their findings. */
function contents(all: readonly sarif.Run[]): Record<string, unknown> {
  return Object.fromEntries(
    all.map(({ automationDetails, results = [] }) => [
      automationDetails?.id ?? '',
      results.map(({ partialFingerprints }) => partialFingerprints?.['railgateId/v1']).sort(),
    ]),
  );
}

function hasLineHash({ partialFingerprints }: sarif.Result): boolean {
  return partialFingerprints?.['primaryLocationLineHash'] !== undefined;
}

/** Of `fixed` every gap is: what its pom.xml brings in turn. */
function isWaived(which: Example): boolean {
  return which === 'fixed';
}

function gapsOf({ invocations = [] }: sarif.Run): string[] {
  const notifications = invocations.flatMap(
    ({ toolExecutionNotifications = [] }) => toolExecutionNotifications,
  );
  return notifications.map(({ descriptor, locations }) => {
    const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
    return `${uri}: ${descriptor?.id ?? ''}`;
  });
}

function logOf(which: Example): sarif.Log {
  const log = runs.get(which)?.log;
  if (!log) throw new Error(`The run of ${which} left no report.`);
  return log;
}

function findings(which: Example): sarif.Result[] {
  return logOf(which).runs.flatMap((run) => run.results ?? []);
}
