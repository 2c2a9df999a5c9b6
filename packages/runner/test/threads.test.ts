import type { RunEvent, Target, Workspace } from '@railgate/contract';
import { expect, it, onTestFinished } from 'vitest';

import type { GateEntry } from '../src/gate-entry.js';
import { loadGates } from '../src/load-gates.js';
import type { Part } from '../src/part.js';
import { makePlan } from '../src/plan.js';
import type { ScanThread } from '../src/scan-thread.js';
import { scanSteps } from '../src/scan-steps.js';
import { ThreadSupply } from '../src/thread-supply.js';
import { makeWorkspace, stubGate } from './support.js';

/** Too much to be called light. */
const LARGE = `${'// text\n'.repeat(10_000)}`;
const FILES = {
  'package.json': '{ "workspaces": ["packages/*"] }',
  'packages/a/package.json': '{ "name": "a" }',
  'packages/a/a.js': LARGE,
  'packages/b/package.json': '{ "name": "b" }',
  'packages/b/b.py': LARGE,
};

class CountedThreads extends ThreadSupply {
  readonly taken: ScanThread[] = [];

  override take(workspace: Workspace): ScanThread {
    const thread = super.take(workspace);
    this.taken.push(thread);
    return thread;
  }
}

/** What each thread had loaded in the end. */
async function enginesAfter(engine: ((target: Target) => string) | undefined): Promise<string[][]> {
  const workspace = await makeWorkspace(FILES);
  const entry = stubGate({ scope: 'project' });
  const load: GateEntry['load'] = async () => ({ ...(await entry.load()), ...(engine && { engine }) });
  const gates = await loadGates([{ ...entry, load }]);
  const { steps, titles } = await makePlan({ gates, workspace, settings: {}, selection: {} });
  const threads = new CountedThreads(1024);
  onTestFinished(() => threads.close());
  const { signal } = new AbortController();
  const date = { now: new Date(0), maxDataAge: undefined };
  const options = { workspace, jobs: 4, threads, titles, signal, ...date, offline: true };
  const parts = await scanSteps(steps, { ...options, heartbeat: 10_000, onEvent: () => undefined });
  expect(parts.map(({ outcome }) => outcome.status)).toEqual(['done', 'done', 'done']);
  return threads.taken.map(({ engines }) => [...engines].sort());
}

it('loads on one thread what all targets of a gate need', async () => {
  expect(await enginesAfter(undefined)).toEqual([['stub/']]);
});

it('does not let a target wait for a thread that has loaded something else', async () => {
  const engine = ({ path }: Target) => (path === 'packages/b' ? 'python' : 'javascript');
  expect(await enginesAfter(engine)).toEqual([['stub/javascript'], ['stub/python']]);
});

it('breaks a gate that cannot say what it loads', async () => {
  const entry = stubGate();
  const engine = () => {
    throw new Error('no idea');
  };
  const gates = await loadGates([{ ...entry, load: async () => ({ ...(await entry.load()), engine }) }]);
  const plan = await makePlan({ gates, workspace: await makeWorkspace(FILES), settings: {}, selection: {} });
  expect(plan.settled).toMatchObject([{ status: 'broken', code: 'INTERNAL' }]);
});

it.each([
  ['finding', 1],
  ['degraded', 1],
  ['ok', 0],
])('says before the answer that there is something to say: %s', async (does, times) => {
  const words = Array.from({ length: times }, () => 'words');
  const one = ['started', ...words, 'finished'];
  expect(await eventsOf(does, 2)).toEqual([...one, ...one]);
});

it.each(['finding', 'ok'])('does not wait for it where the scan is alone: %s', async (does) => {
  expect(await eventsOf(does, 1)).toEqual(['started', 'alone', 'finished']);
});

/** Of so many scans by one thread. */
async function eventsOf(does: string, scans: number): Promise<string[]> {
  const workspace = await makeWorkspace(FILES);
  const gates = await loadGates([stubGate({ does })]);
  const { steps, titles } = await makePlan({ gates, workspace, settings: {}, selection: {} });
  const threads = new ThreadSupply(1024);
  onTestFinished(() => threads.close());
  const said: string[] = [];
  const { signal } = new AbortController();
  const date = { now: new Date(0), maxDataAge: undefined };
  const options = { workspace, jobs: 1, threads, titles, signal, ...date, offline: true, heartbeat: 10_000 };
  // Of what it is at it tells only where the machine is slow.
  const onEvent = ({ type }: RunEvent) => type !== 'progress' && said.push(type);
  const all = Array.from({ length: scans }, () => steps).flat();
  await scanSteps(all, {
    ...options,
    onEvent,
    onWords: () => said.push('words'),
    onAlone: () => said.push('alone'),
  });
  return said;
}

it('has one object for the rules of a gate, whatever target a thread scans', async () => {
  const workspace = await makeWorkspace(FILES);
  const gates = await loadGates([stubGate({ scope: 'project', does: 'finding' })]);
  const { steps, titles } = await makePlan({ gates, workspace, settings: {}, selection: {} });
  const threads = new ThreadSupply(1024);
  onTestFinished(() => threads.close());
  const { signal } = new AbortController();
  const date = { now: new Date(0), maxDataAge: undefined };
  const options = { workspace, jobs: 1, threads, titles, signal, ...date, offline: true, heartbeat: 10_000 };
  const [first, ...others] = await scanSteps(steps, { ...options, onEvent: () => undefined });
  expect(first?.run?.tool.driver.rules).toHaveLength(1);
  expect(others).toHaveLength(2);
  for (const { run } of others) expect(run?.tool).toBe(first?.run?.tool);
});

it('says once that a thread has nothing more to do while another scans', async () => {
  const workspace = await makeWorkspace(FILES);
  const gates = await loadGates([stubGate({ id: 'hangs', does: 'hang' }), stubGate({ does: 'finding' })]);
  const { steps, titles } = await makePlan({ gates, workspace, settings: {}, selection: {} });
  const threads = new ThreadSupply(1024);
  onTestFinished(() => threads.close());
  const interruption = new AbortController();
  const { signal } = interruption;
  const date = { now: new Date(0), maxDataAge: undefined };
  const options = { workspace, jobs: 2, threads, titles, signal, ...date, offline: true, heartbeat: 10_000 };
  const spare: string[][] = [];
  const onSpare = (parts: readonly Part[]) => {
    spare.push(parts.map(({ outcome }) => outcome.gate));
    interruption.abort();
  };
  await expect(scanSteps(steps, { ...options, onEvent: () => undefined, onSpare })).rejects.toThrow();
  expect(spare).toEqual([['stub']]);
});
