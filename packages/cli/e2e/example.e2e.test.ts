import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareWithGolden, copyExample, exampleGolden, removeFolder, type Example } from '@railgate/testkit';
import { schemaViolations } from '@railgate/sarif';
import type * as sarif from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCli, type CliAnswer } from './run-cli.js';

interface Run extends CliAnswer {
  readonly log: sarif.Log;
}

const runs = new Map<Example, Run>();
const roots: string[] = [];

beforeAll(async () => {
  for (const which of ['flawed', 'fixed'] as const) {
    const root = await copyExample(which, { git: true });
    roots.push(root);
    const answer = await runCli(['run', root]);
    const log = JSON.parse(readFileSync(join(root, '.railgate/report.sarif'), 'utf8')) as sarif.Log;
    runs.set(which, { ...answer, log });
  }
}, 120_000);

afterAll(() => Promise.all(roots.map(removeFolder)));

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

  it('fixed has no finding and no gap', () => {
    expect(findings('fixed')).toEqual([]);
    expect(
      logOf('fixed')
        .runs.flatMap((run) => run.invocations ?? [])
        .filter((one) => !one.executionSuccessful),
    ).toEqual([]);
  });

  it('flawed breaks every rule that there is', () => {
    const rules = new Set(
      logOf('flawed')
        .runs.flatMap((run) => run.tool.driver.rules ?? [])
        .map(({ id }) => id),
    );
    const found = new Set(findings('flawed').map((result) => result.ruleId));
    expect([...rules].filter((id) => !found.has(id) && !OPT_IN.includes(id))).toEqual([]);
  });
});

/** What only a trusted option makes a gate look for: it executes code of the scanned repository. */
const OPT_IN = ['lint/own-config'];

function logOf(which: Example): sarif.Log {
  const log = runs.get(which)?.log;
  if (!log) throw new Error(`The run of ${which} left no report.`);
  return log;
}

function findings(which: Example): sarif.Result[] {
  return logOf(which).runs.flatMap((run) => run.results ?? []);
}
