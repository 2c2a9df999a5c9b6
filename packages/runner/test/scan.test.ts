import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ERROR_CODES, ERRORS, type RunEvent } from '@railgate/contract';
import { schemaViolations, toLog } from '@railgate/sarif';
import { describe, expect, it } from 'vitest';

import { InterruptedError } from '../src/output-error.js';
import { makeFolder, makeWorkspace, outcomeOf, scan, scanOne, stubGate } from './support.js';

/** Seconds in which a thread starts and a gate gets to where it hangs, also on a machine that is busy. */
const SHORT = 4;

describe('ok: a gate that looks', () => {
  it('is done, with its evidence', async () => {
    const { outcome, run } = await scanOne('ok');
    expect(outcome).toMatchObject({
      gate: 'stub',
      target: 'root',
      enforced: true,
      status: 'done',
      findings: [],
      gaps: [],
      evidence: { expected: { files: 2 }, seen: { files: 2 } },
    });
    expect(run?.invocations).toEqual([{ executionSuccessful: true }]);
    expect(run?.automationDetails?.id).toBe('railgate/stub/root/');
  });

  it('gets its options, the day, whether it may go online, and its files', async () => {
    const { run } = await scanOne('echo-input', { options: { a: 1 } });
    expect(run?.results?.[0]?.message.text).toBe('2026-03-04T00:00:00.000Z false {"a":1} 2.');
  });

  it('keeps artifacts, degraded engines and what was not scanned', async () => {
    expect((await scanOne('artifact')).artifacts).toMatchObject([{ path: 'sbom/root.cdx.json' }]);
    expect((await scanOne('not-scanned')).notScanned).toEqual([
      { path: 'dist/app.min.js', reason: 'minified' },
    ]);
    expect(await outcomeOf('degraded')).toMatchObject({ degraded: [{ engine: 'other' }] });
  });

  it('takes data of the future as of now', async () => {
    expect(await outcomeOf('future-data')).toMatchObject({ status: 'done' });
  });

  it('drops what is no data and no finding', async () => {
    expect(await outcomeOf('with-function')).toMatchObject({ status: 'done' });
  });

  it('never lets a gate print', async () => {
    const output = captured();
    expect(await outcomeOf('prints')).toMatchObject({ status: 'done' });
    expect(output()).toBe('');
  });
});

describe('ng: a gate that finds', () => {
  it('finishes the run: fingerprints, snippets, valid SARIF', async () => {
    const { outcome, run } = await scanOne('finding');
    expect(outcome).toMatchObject({
      findings: [{ ruleId: 'stub/planted', severity: 'high', path: 'src/a.ts', line: 2, state: 'new' }],
    });
    const result = run?.results?.[0];
    expect(result?.locations?.[0]?.physicalLocation?.contextRegion?.snippet?.text).toContain('eval(input)');
    expect(result?.partialFingerprints?.['railgateId/v1']).toMatch(/^[0-9a-f]{32}:\d+$/);
    expect(schemaViolations(toLog(run ? [run] : []))).toEqual([]);
  });

  it('masks secrets in messages', async () => {
    const { run } = await scanOne('secret-in-message');
    expect(JSON.stringify(run)).not.toContain('hunter2hunter2');
  });
});

describe('broken: errors of the gate', () => {
  it.each(ERROR_CODES)('keeps %s with its message and remedy, and no path of this machine', async (code) => {
    const part = await scanOne('throws', { options: { code } });
    expect(part.outcome).toMatchObject({
      status: 'broken',
      code,
      message: `It is ${code} below src/a.ts.`,
      remedy: 'Do this.',
    });
    expect(part.run?.invocations?.[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', descriptor: { id: code } }],
    });
    expect(part.run).not.toHaveProperty('results');
  });

  it('knows a GateError of another copy of the contract', async () => {
    expect(await outcomeOf('throws-foreign')).toMatchObject({ code: 'NEED_UNMET', remedy: 'Do that.' });
  });

  it.each([
    ['throws-error', /^The gate failed: TypeError: Cannot read properties of undefined\.$/],
    ['throws-undefined', /^The gate failed: undefined\.$/],
    ['throws-hostile', /cannot be shown\.$/],
    ['throws-secret', /^(?!.*hunter2).*redacted/],
  ])('calls %s a defect', async (does, message) => {
    const outcome = await outcomeOf(does);
    expect(outcome).toMatchObject({ status: 'broken', code: 'INTERNAL', remedy: ERRORS.INTERNAL.advice });
    expect(outcome).toHaveProperty('message', expect.stringMatching(message));
  });

  it('is broken when the module is not there, and when it is another gate', async () => {
    const gate = { ...stubGate(), module: 'file:///no/such/gate.mjs' };
    expect((await scan({ gates: [gate] }))[0]?.outcome).toMatchObject({ status: 'broken', code: 'INTERNAL' });
    const other = { ...stubGate({ id: 'one' }), module: stubGate({ id: 'two' }).module };
    expect((await scan({ gates: [other] }))[0]?.outcome).toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('no gate of that id'),
    });
  });
});

describe('broken: the thread ends', () => {
  it.each([
    ['exit', /exit code 0\./],
    ['prints-and-exits', /exit code 7\. It said: the engine says why/],
    ['throws-later', /Error: from a timer\./],
    ['out-of-memory', /used up its memory/],
  ])('%s is a crash', async (does, message) => {
    const outcome = await outcomeOf(does, { memoryLimit: 32 });
    expect(outcome).toMatchObject({
      status: 'broken',
      code: 'TOOL_CRASHED',
      message: expect.stringMatching(message),
    });
  });

  it('leaves its neighbours alone, before and after it on the same thread', async () => {
    const gates = ['ok', 'exit', 'finding', 'blocks', 'gap'].map((does) =>
      stubGate({ id: `g-${does}`, does, timeout: does === 'blocks' ? SHORT : 60 }),
    );
    const parts = await scan({ gates, jobs: 1 });
    const byGate = Object.fromEntries(parts.map(({ outcome }) => [outcome.gate, outcome.status]));
    expect(byGate).toEqual({
      'g-ok': 'done',
      'g-exit': 'broken',
      'g-finding': 'done',
      'g-blocks': 'broken',
      'g-gap': 'done',
    });
  });
});

describe('a gate that leaves something behind', () => {
  it('breaks none that comes after it on its thread', async () => {
    const gates = [
      stubGate({ id: 'first', does: 'throws-afterwards' }),
      stubGate({ id: 'second', does: 'slow' }),
    ];
    const parts = await scan({ gates, jobs: 1 });
    expect(parts.map(({ outcome }) => `${outcome.gate} ${outcome.status}`)).toEqual([
      'first done',
      'second done',
    ]);
  });
});

describe('broken: timeouts', () => {
  it('names a hostile file on one line', async () => {
    const outcome = await outcomeOf('hang-hostile', { timeout: SHORT });
    expect(outcome).toHaveProperty(
      'message',
      expect.stringContaining('while it was at src/\\u001b[2J\\nevil.ts.'),
    );
  });

  it.each([
    ['hang', 'src/slow.ts'],
    ['spin', 'src/spin.ts'],
    ['backtrack', 'src/regexp.ts'],
  ])('%s ends, and says what it was at', async (does, at) => {
    const outcome = await outcomeOf(does, { timeout: SHORT });
    expect(outcome).toMatchObject({
      status: 'broken',
      code: 'TOOL_TIMEOUT',
      message: `The gate did not answer within ${SHORT} s and was stopped, while it was at ${at}.`,
    });
  });

  it('goes by the configuration before the gate', async () => {
    const settings = { stub: { enabled: true, enforce: true, timeout: SHORT, options: {} } };
    expect(await outcomeOf('hang', { timeout: 3600, settings })).toMatchObject({ code: 'TOOL_TIMEOUT' });
  });
});

describe('what a gate started elsewhere', () => {
  it.each([
    [60, 'cleared away'],
    [undefined, 'started'],
  ])('is cleared away after a timeout where it takes up to %s s', async (cleanup, left) => {
    const pids = join(makeFolder(), 'state');
    const given = cleanup === undefined ? {} : { cleanup };
    const outcome = await outcomeOf('clears-away', { timeout: SHORT, options: { pids }, ...given });
    expect(outcome).toMatchObject({ status: 'broken', code: 'TOOL_TIMEOUT' });
    expect(readFileSync(pids, 'utf8')).toBe(left);
  });

  it('is cleared away on Ctrl-C', async () => {
    const pids = join(makeFolder(), 'state');
    const controller = new AbortController();
    const gates = [stubGate({ does: 'clears-away', cleanup: 60 })];
    const scanning = scan({ gates, options: { pids }, signal: controller.signal });
    await until(() => existsSync(pids));
    controller.abort('SIGINT');
    await expect(scanning).rejects.toThrow(InterruptedError);
    expect(readFileSync(pids, 'utf8')).toBe('cleared away');
  });
});

describe('process trees', () => {
  it.each([
    ['stubborn-child', 'TOOL_TIMEOUT', 2 * SHORT],
    ['stubborn-child-blocks', 'TOOL_TIMEOUT', 2 * SHORT],
    ['stubborn-child-exit', 'TOOL_CRASHED', 60],
    ['forgotten-child', undefined, 60],
  ])('%s leaves nothing behind, in any session', async (does, code, timeout) => {
    const pids = join(makeFolder(), 'pids');
    const outcome = await outcomeOf(does, { timeout, options: { pids } });
    expect('code' in outcome ? outcome.code : undefined).toBe(code);
    await until(() => alive(pids).length === 0);
  });

  it('ends them on Ctrl-C too, and says that it was interrupted', async () => {
    const pids = join(makeFolder(), 'pids');
    const controller = new AbortController();
    const gates = [stubGate({ does: 'stubborn-child' }), stubGate({ id: 'other', does: 'spin' })];
    const scanning = scan({ gates, jobs: 2, options: { pids }, signal: controller.signal });
    await until(() => existsSync(pids) && readFileSync(pids, 'utf8').includes(' '));
    controller.abort('SIGINT');
    const error: unknown = await scanning.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error).toHaveProperty('reason', 'SIGINT');
    await until(() => alive(pids).length === 0);
  });

  it('starts nothing when it was interrupted before', async () => {
    const events: RunEvent[] = [];
    await expect(scan({ gates: [stubGate()], signal: AbortSignal.abort('SIGTERM'), events })).rejects.toThrow(
      InterruptedError,
    );
    expect(events).toEqual([]);
  });
});

describe('broken: answers that prove nothing', () => {
  it.each([
    ['returns-nothing', 'REPORT_UNREADABLE', /the answer is no object/],
    ['returns-text', 'REPORT_UNREADABLE', /the answer is no object/],
    ['with-bigint', 'REPORT_UNREADABLE', /no plain data/],
    ['with-cycle', 'REPORT_UNREADABLE', /no plain data/],
    ['no-evidence', 'REPORT_UNREADABLE', /evidence is no object/],
    ['nan-evidence', 'REPORT_UNREADABLE', /evidence\.seen\.files is no count/],
    ['no-gaps', 'REPORT_UNREADABLE', /gaps is no list/],
    ['unknown-gap', 'REPORT_UNREADABLE', /gaps\.code is unknown/],
    ['absolute-gap', 'REPORT_UNREADABLE', /gaps\.path is absolute/],
    ['bad-level', 'REPORT_UNREADABLE', /breaks the SARIF schema: .*level/],
    ['bad-results', 'REPORT_UNREADABLE', /breaks the SARIF schema: .*results/],
    ['no-tool', 'REPORT_UNREADABLE', /breaks the SARIF schema: .*tool/],
    ['undeclared-rule', 'REPORT_UNREADABLE', /stub\/other, which it does not declare/],
    ['no-location', 'REPORT_UNREADABLE', /not exactly one location/],
    ['absolute-path', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['file-uri', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['dots-path', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['encoded-dots', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['related-outside', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['artifact-outside', 'REPORT_UNREADABLE', /artifacts\.path is absolute or leaves/],
    ['artifact-over-manifest', 'REPORT_UNREADABLE', /run\.json is no name for an artifact/],
    ['zero-files', 'LOOKED_AT_NOTHING', /read none of 2 files and does not say why/],
    ['expects-nothing', 'LOOKED_AT_NOTHING', /expected nothing to look at/],
    ['expects-no-key', 'LOOKED_AT_NOTHING', /expected nothing to look at/],
    ['canary-missed', 'CANARY_MISSED', /stub 1\.0\.0 did not find/],
  ])('%s is %s', async (does, code, message) => {
    expect(await outcomeOf(does)).toMatchObject({
      status: 'broken',
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('gaps', () => {
  it('stand beside what was found', async () => {
    const { outcome, run } = await scanOne('finding-and-gap');
    expect(outcome).toMatchObject({
      status: 'done',
      findings: [{}],
      gaps: [{ code: 'FILE_UNPARSEABLE', line: 3 }],
    });
    expect(run?.invocations?.[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: 'FILE_UNPARSEABLE' } }],
    });
  });

  it('are added for a file that the gate lost', async () => {
    const { outcome, run } = await scanOne('loses-a-file');
    expect(outcome).toMatchObject({
      status: 'done',
      gaps: [{ code: 'PART_SKIPPED', message: expect.stringContaining('8 of 9 files') }],
    });
    expect(run?.invocations?.[0]?.executionSuccessful).toBe(false);
  });

  it('explain why nothing was seen', async () => {
    expect(await outcomeOf('all-gaps')).toMatchObject({ status: 'done', gaps: [{}, {}] });
  });

  it('are added for an engine that missed its canary while another did not', async () => {
    expect(await outcomeOf('one-canary-missed')).toMatchObject({
      status: 'done',
      findings: [{}],
      gaps: [{ code: 'ENGINE_FAILED', message: expect.stringContaining('two 2.0.0') }],
    });
  });

  it('name no secret and no path of this machine', async () => {
    const { outcome, run } = await scanOne('leaky-gap');
    expect(outcome).toMatchObject({ gaps: [{ message: 'src: postgres://me:[redacted]@db failed.' }] });
    expect(JSON.stringify(run)).not.toContain('hunter2');
  });
});

describe('events', () => {
  it('say what starts, what it is at and how it ended', async () => {
    const events: RunEvent[] = [];
    await scan({ gates: [stubGate({ does: 'hang', timeout: SHORT })], events, heartbeat: 200 });
    expect(events[0]).toEqual({ type: 'started', gate: 'stub', target: 'root' });
    expect(events).toContainEqual({ type: 'progress', at: 'src/slow.ts', gate: 'stub', target: 'root' });
    expect(events).toContainEqual({
      type: 'heartbeat',
      seconds: expect.any(Number) as number,
      at: 'src/slow.ts',
      gate: 'stub',
      target: 'root',
    });
    expect(events.at(-1)).toMatchObject({ type: 'finished', outcome: { code: 'TOOL_TIMEOUT' } });
  });
});

describe('threads', () => {
  it('scan every project once, on several threads', async () => {
    const folders = Array.from({ length: 12 }, (_, index) => `packages/p${index}/package.json`);
    const files = Object.fromEntries(folders.map((path) => [path, `{ "name": "${path.split('/')[1]}" }`]));
    const workspace = await makeWorkspace({ ...files, 'package.json': '{ "workspaces": ["packages/*"] }' });
    const gates = ['one', 'two'].map((id) => stubGate({ id, scope: 'project' }));
    const parts = await scan({ gates, workspace, jobs: 2 });
    expect(parts).toHaveLength(2 * 13);
    expect(new Set(parts.map(({ outcome }) => `${outcome.gate} ${outcome.target}`)).size).toBe(26);
    expect(parts.every(({ outcome }) => outcome.status === 'done')).toBe(true);
  });
});

function alive(file: string): number[] {
  const pids = readFileSync(file, 'utf8').split(' ').map(Number);
  expect(pids).toHaveLength(2);
  return pids.filter(isAlive);
}

/** A zombie has ended. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Until the test's own time is up: a signal takes a moment to arrive. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function captured(): () => string {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => {
    const original = stream.write.bind(stream);
    stream.write = ((chunk: unknown) => written.push(String(chunk)) > 0) as typeof stream.write;
    return () => (stream.write = original);
  });
  return () => {
    for (const restore of streams) restore();
    return written.filter((text) => text.includes('RAILGATE-TEST')).join('');
  };
}
