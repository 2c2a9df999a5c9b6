import { chmod } from 'node:fs/promises';
import { join } from 'node:path';

import type { Reason } from '@railgate/contract';
import {
  FAULT_CODES,
  FAULT_MATRIX,
  SAMPLE,
  isImpossible,
  makeRepo,
  removeFolder,
  stubGate,
  type FaultCase,
  type FaultCode,
} from '@railgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GATES } from '../src/gates.js';
import { dataHome } from './data-home.js';
import { manifestOf, runHarness, type Answer, type Order } from './run-harness.js';

interface Cell {
  readonly gate: string;
  readonly code: FaultCode;
  readonly fault: FaultCase;
}

const CELLS: readonly Cell[] = Object.entries(FAULT_MATRIX).flatMap(([gate, row]) =>
  FAULT_CODES.flatMap((code) => {
    const cell = row[code];
    return isImpossible(cell) ? [] : [{ gate, code, fault: cell }];
  }),
);

const folders: string[] = [];
const answers = new Map<Cell, Answer>();
/** The sample without a fault: it must be clean, or a cell could be incomplete for another reason than its own. */
let sample: Answer | undefined;

/** All cells in one process: starting one for each would take a minute. */
beforeAll(async () => {
  const clean = await makeRepo(SAMPLE, { git: true });
  folders.push(clean);
  const orders = [{ root: clean }, ...(await Promise.all(CELLS.map(toOrder)))];
  const [first, ...others] = await runHarness(orders);
  sample = first;
  CELLS.forEach((cell, i) => answers.set(cell, others[i] as Answer));
}, 300_000);

afterAll(() => Promise.all(folders.map(removeFolder)));

async function toOrder({ gate, fault }: Cell): Promise<Order> {
  const root = await makeRepo({ ...SAMPLE, ...fault.files }, { git: true });
  folders.push(root);
  for (const path of fault.locked ?? []) await chmod(join(root, path), 0o000);
  if (gate === 'discover') return { root };
  return { root, gates: [fault.stub ? stubGate(gate, fault.stub, fault.timeout) : { id: gate }] };
}

describe('the fault matrix', () => {
  it('has a row for each gate of the command, and for the file list', () => {
    expect(Object.keys(FAULT_MATRIX).sort()).toEqual(['discover', ...GATES.map(({ id }) => id)].sort());
  });

  it('starts from a repository that every gate calls clean', () => {
    expect(sample).toMatchObject({ manifest: { verdict: { status: 'clean', exitCode: 0, reasons: [] } } });
  });

  it.each(CELLS)('$gate says $code, why, and what to do', (cell) => {
    const manifest = manifestOf(answers.get(cell));
    const { gate, code, fault } = cell;
    expect(manifest.verdict.exitCode).toBe(fault.exitCode);
    const reason = manifest.verdict.reasons.find(
      (candidate) => candidate.gate === gate && candidate.code === code,
    );
    expect(manifest.verdict.reasons.map(brief)).toContainEqual({ gate, code });
    expect(reason?.message).toMatch(fault.message);
    expect(reason?.message).toMatch(/[.!]$/);
    expect(reason?.remedy).toBe(fault.remedy);
    expect(reason?.waived).toBe(false);
  });

  it.each(CELLS)('$gate says nothing of this machine with $code', async (cell) => {
    const text = JSON.stringify(manifestOf(answers.get(cell)).verdict);
    for (const folder of [...folders, await dataHome()]) expect(text).not.toContain(folder);
  });
});

function brief({ gate, code }: Reason): Pick<Reason, 'gate' | 'code'> {
  return { gate, code };
}
