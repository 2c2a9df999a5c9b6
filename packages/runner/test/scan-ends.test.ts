import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RunEvent } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { InterruptedError } from '../src/output-error.js';
import { makeFolder, outcomeOf, scan, scanOnce, stubGate } from './support.js';

/** Seconds in which a thread starts and a gate gets to where it hangs, also on a machine that is busy. */
const SHORT = 4;

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
  const cases = [
    ['hang-hostile', 'src/\\u001b[2J\\nevil.ts'],
    ['hang', 'src/slow.ts'],
    ['spin', 'src/spin.ts'],
    ['backtrack', 'src/regexp.ts'],
  ] as const;
  // They end at the same time, and what is slow about all of them is to wait for it.
  const partOf = scanOnce({
    gates: cases.map(([does]) => stubGate({ id: does, does, timeout: SHORT })),
    jobs: cases.length,
  });

  it.each(cases)('%s ends, and says on one line what it was at', async (does, at) => {
    expect((await partOf(does)).outcome).toMatchObject({
      status: 'broken',
      code: 'TOOL_TIMEOUT',
      message: `The gate did not answer within ${SHORT} s and was stopped, while it was at ${at}.`,
    });
  });

  it('goes by the configuration before the gate', async () => {
    const settings = { stub: { enabled: true, enforce: true, timeout: 1, options: {} } };
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
