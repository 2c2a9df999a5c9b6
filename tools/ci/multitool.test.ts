import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

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

const ARGUMENTS = [
  ...['--log', 'ForceOverwrite', '--quiet', 'true'],
  ...['--level', 'Error;Warning;Note', '--rule-kind', 'Sarif;Ghas;GHAzDO'],
];

/** The last in the order of names: at a log that it cannot load the Multitool stops, and says that all is well. */
const LAST = 'zzz-last.sarif';

it('the Multitool still says what was recorded', { timeout: 300_000 }, ({ skip }) => {
  const multitool = findMultitool() ?? skip('sarif-multitool is missing: run tools/ci/setup');
  const logs = new Map([...comparedLogs(), [LAST, JSON.stringify(flawedLog())]]);
  const kept = keptAnswer(multitool, logs);
  const output = existsSync(kept) ? readFileSync(kept, 'utf8') : run(multitool, logs);
  const { verdicts, errors } = readAnswer(JSON.parse(output) as sarif.Log);
  expect(errors).toEqual([]);
  expect(verdicts.get(LAST)).toContain('SARIF1010 error runs[0].results[0]');
  const said = Object.fromEntries(
    [...comparedLogs().keys()].sort().map((name) => [name, verdicts.get(name) ?? []]),
  );
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(RECORD, `${JSON.stringify(said, null, 1)}\n`);
  expect(said).toEqual(Object.fromEntries(recordedVerdicts()));
  keep(kept, output);
});

const PINNED = join(BIN, 'sarif-multitool');

function findMultitool(): string | undefined {
  return existsSync(PINNED) ? PINNED : findOnPath('sarif-multitool');
}

/**
 * Where the pinned one's answer about exactly these logs is, beside the tool. It reads its schema anew for each log, which
 * takes a minute of processor time in all; what another one says is not kept.
 */
function keptAnswer(multitool: string, logs: Logs): string {
  if (multitool !== PINNED) return '';
  const asked = createHash('sha256').update(JSON.stringify([...logs, CONFIGURATION, ARGUMENTS]));
  return join(dirname(BIN), `multitool-${asked.digest('hex').slice(0, 16)}.sarif`);
}

/** Once the test has passed with it. */
function keep(place: string, output: string): void {
  if (place === '' || existsSync(place)) return;
  const temporary = `${place}.${process.pid}`;
  writeFileSync(temporary, output);
  renameSync(temporary, place);
}

type Logs = ReadonlyMap<string, string>;

interface Answer {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Of rules that crashed: their silence would mean nothing. */
  readonly errors: readonly string[];
}

/** The log that it writes about the logs. */
function run(multitool: string, logs: Logs): string {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-multitool-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of logs) writeFileSync(join(folder, name), text);
  const rules = join(folder, 'rules.cfg');
  writeFileSync(rules, JSON.stringify(CONFIGURATION));
  const output = join(folder, 'answer');
  const places = [join(folder, '*.sarif'), '--output', output, '--config', rules];
  const result = spawnSync(multitool, ['validate', ...places, ...ARGUMENTS]);
  if (result.error) throw result.error;
  return readFileSync(output, 'utf8');
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
