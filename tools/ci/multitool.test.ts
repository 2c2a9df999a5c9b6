import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type * as sarif from 'sarif';
import { expect, it, onTestFinished } from 'vitest';

import {
  comparedLogs,
  multitoolVerdicts,
  recordedVerdicts,
  type Verdict,
} from '../../packages/sarif/test/multitool/verdict.js';
import { findOnPath } from './programs.mjs';
import { BIN } from './tool-cache.mjs';

const RECORD = join(import.meta.dirname, '../../packages/sarif/test/multitool/verdicts.json');

/** Those that are off unless they are asked for, and the one that asks the network. */
const CONFIGURATION = {
  'SARIF2006.UrisShouldBeReachable.Options': { RuleEnabled: 'Disabled' },
  'GH1001.ProvideRequiredLocationProperties.Options': { RuleEnabled: 'Error' },
  'GH1002.InlineThreadFlowLocations.Options': { RuleEnabled: 'Error' },
  'GH1003.ProvideRequiredRegionProperties.Options': { RuleEnabled: 'Error' },
  'GH1004.ReviewArraysThatExceedConfigurableDefaults.Options': { RuleEnabled: 'Error' },
  'GH1005.LocationsMustBeRelativeUrisOrFilePaths.Options': { RuleEnabled: 'Error' },
  'GH1006.ProvideCheckoutPath.Options': { RuleEnabled: 'Error' },
  'GH1007.ProvideFullyFormattedMessageStrings.Options': { RuleEnabled: 'Warning' },
};

/** The last in the order of names: at a log that it cannot load the Multitool stops, and says that all is well. */
const LAST = 'zzz-last.sarif';

it('the Multitool still says what was recorded', { timeout: 300_000 }, ({ skip }) => {
  const multitool = findMultitool() ?? skip('sarif-multitool is missing: run tools/ci/setup');
  const { verdicts, errors } = run(multitool);
  expect(errors).toEqual([]);
  expect(verdicts.get(LAST)).toContain('SARIF1010 error runs[0].results[0]');
  const said = Object.fromEntries(
    [...comparedLogs().keys()].sort().map((name) => [name, verdicts.get(name) ?? []]),
  );
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(RECORD, `${JSON.stringify(said, null, 1)}\n`);
  expect(said).toEqual(Object.fromEntries(recordedVerdicts()));
});

function findMultitool(): string | undefined {
  const installed = join(BIN, 'sarif-multitool');
  return existsSync(installed) ? installed : findOnPath('sarif-multitool');
}

interface Answer {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Of rules that crashed: their silence would mean nothing. */
  readonly errors: readonly string[];
}

function run(multitool: string): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-multitool-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of comparedLogs()) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, LAST), JSON.stringify(flawedLog()));
  writeFileSync(join(folder, 'rules.cfg'), JSON.stringify(CONFIGURATION));
  const output = join(folder, 'answer');
  const result = spawnSync(multitool, [
    'validate',
    join(folder, '*.sarif'),
    ...[
      '--output',
      output,
      '--config',
      join(folder, 'rules.cfg'),
      '--log',
      'ForceOverwrite',
      '--quiet',
      'true',
    ],
    ...['--level', 'Error;Warning;Note', '--rule-kind', 'Sarif;Ghas;GHAzDO'],
  ]);
  if (result.error) throw result.error;
  return readAnswer(JSON.parse(readFileSync(output, 'utf8')) as sarif.Log);
}

function readAnswer(log: sarif.Log): Answer {
  const notifications = (log.runs[0]?.invocations ?? []).flatMap((invocation) => [
    ...(invocation.toolExecutionNotifications ?? []),
    ...(invocation.toolConfigurationNotifications ?? []),
  ]);
  const errors = notifications
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message.text ?? '');
  return { verdicts: multitoolVerdicts(log), errors };
}

function flawedLog(): sarif.Log {
  return {
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Last' } }, results: [{ message: { text: 'Of no rule.' } }] }],
  };
}
