import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Gate, Outcome, RunEvent, Workspace } from '@railgate/contract';
import { onTestFinished } from 'vitest';

import { discover } from '../src/discover/index.js';
import type { GateEntry } from '../src/gate-entry.js';
import type { GateSettings } from '../src/gate-settings.js';
import { settledPart, type Part } from '../src/part.js';
import { loadGates } from '../src/load-gates.js';
import { makePlan } from '../src/plan.js';
import { scanSteps } from '../src/scan-steps.js';
import type { Selection } from '../src/selection.js';
import { ThreadSupply } from '../src/thread-supply.js';
import { makeGate } from './gates/make-gate.mjs';

export interface Stub {
  readonly id?: string;
  readonly does?: string;
  readonly scope?: 'workspace' | 'project';
  /** Seconds. */
  readonly timeout?: number;
  /** Seconds. */
  readonly cleanup?: number;
}

/** A gate of `gates/`, as the command would list it. */
export function stubGate(stub: Stub = {}): GateEntry {
  const given = Object.fromEntries(Object.entries(stub).map(([key, value]) => [key, String(value)]));
  const url = new URL(
    `./gates/gate.mjs?${new URLSearchParams({ id: 'stub', ...given }).toString()}`,
    import.meta.url,
  );
  return { id: stub.id ?? 'stub', module: url.href, load: () => Promise.resolve(makeGate(given) as Gate) };
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-runner-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const SAMPLE = {
  'package.json': '{ "name": "sample" }\n',
  'src/a.ts': 'export const a = 1;\nexport const b = eval(input);\nexport const c = 3;\n',
};

/** A folder with these files, no git in it. */
export function makeRepository(files: Readonly<Record<string, string>> = SAMPLE): string {
  const root = makeFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

export async function makeWorkspace(files?: Readonly<Record<string, string>>): Promise<Workspace> {
  return (await discover(makeRepository(files), { ignore: [], services: [] })).workspace;
}

export interface ScanSetup {
  readonly gates: readonly GateEntry[];
  readonly workspace?: Workspace;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, GateSettings>>;
  readonly selection?: Selection;
  readonly jobs?: number;
  readonly signal?: AbortSignal;
  readonly memoryLimit?: number;
  readonly heartbeat?: number;
  readonly events?: RunEvent[];
}

/** Plans and scans; the parts in the order in which they came. */
export async function scan(setup: ScanSetup): Promise<Part[]> {
  const workspace = setup.workspace ?? (await makeWorkspace());
  const { gates, options = {}, selection = {} } = setup;
  const settings =
    setup.settings ??
    Object.fromEntries(gates.map(({ id }) => [id, { enabled: true, enforce: true, options }]));
  const plan = await makePlan({ gates: await loadGates(gates), workspace, settings, selection });
  const threads = new ThreadSupply(setup.memoryLimit ?? 256);
  onTestFinished(() => threads.close());
  const parts = await scanSteps(plan.steps, {
    workspace,
    jobs: setup.jobs ?? 1,
    threads,
    now: new Date('2026-03-04T00:00:00Z'),
    offline: false,
    maxDataAge: undefined,
    signal: setup.signal ?? new AbortController().signal,
    onEvent: (event) => void setup.events?.push(event),
    heartbeat: setup.heartbeat ?? 10_000,
    titles: plan.titles,
  });
  return [...plan.settled.map((outcome) => settledPart(outcome, 'Stub')), ...parts];
}

/** Scans when it is first asked, with all of these gates at once; gives the part of a gate. A thread takes its time to start. */
export function scanOnce(setup: ScanSetup): (gate: string) => Promise<Part> {
  let parts: Promise<readonly Part[]> | undefined;
  return async (gate) => {
    parts ??= scan(setup);
    const part = (await parts).find(({ outcome }) => outcome.gate === gate);
    if (!part) throw new Error(`There is no part of ${gate}.`);
    return part;
  };
}

/** The only part of a gate that does this. */
export async function scanOne(
  does: string,
  setup: Partial<ScanSetup> & { timeout?: number; cleanup?: number } = {},
): Promise<Part> {
  const { timeout, cleanup } = setup;
  const gate = stubGate({
    does,
    ...(timeout !== undefined && { timeout }),
    ...(cleanup !== undefined && { cleanup }),
  });
  const [part] = await scan({ gates: [gate], ...setup });
  if (!part) throw new Error('there is no part');
  return part;
}

export async function outcomeOf(does: string, setup: Parameters<typeof scanOne>[1] = {}): Promise<Outcome> {
  return (await scanOne(does, setup)).outcome;
}
