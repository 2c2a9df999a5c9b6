import { describe, expect, it } from 'vitest';

import type { ScanStep } from './plan.js';
import { isLight, pickStep } from './schedule.js';

function step(gate: string, bytes = 100): ScanStep {
  const target = { id: gate, kind: 'workspace', path: '.', name: gate, files: [] } as const;
  return {
    gate,
    engine: gate,
    module: '',
    target,
    inputs: [],
    options: {},
    enforced: true,
    timeout: 1,
    bytes,
    cost: bytes,
  };
}

const thread = (...engines: string[]) => ({ engines: new Set(engines) });

describe('pickStep', () => {
  it('takes the slowest when nothing is loaded', () => {
    expect(pickStep([step('a'), step('b')], thread(), [], false)).toBe(0);
  });

  it('leaves a gate to the thread that has loaded it', () => {
    expect(pickStep([step('a'), step('b')], thread(), [thread('a')], false)).toBe(1);
    expect(pickStep([step('a')], thread(), [thread('a')], false)).toBeUndefined();
  });

  it('takes what is loaded here, whoever else has it', () => {
    expect(pickStep([step('a'), step('b')], thread('a'), [thread('a', 'b')], false)).toBe(0);
  });

  it('loads a gate once more when enough waits for it', () => {
    const queue = Array.from({ length: 6 }, () => step('a', 100 * 1024));
    expect(pickStep(queue, thread(), [thread('a')], false)).toBe(0);
  });

  it('loads a gate once more when its thread keeps everybody waiting', () => {
    expect(pickStep([step('a')], thread(), [thread('a')], true)).toBe(0);
  });

  it('lets a thread that is yet to start take what nobody has loaded', () => {
    expect(pickStep([step('a'), step('b')], undefined, [thread('a')], false)).toBe(1);
    expect(pickStep([step('a')], undefined, [thread('a')], false)).toBeUndefined();
  });
});

it('calls work light by what all steps read together', () => {
  expect(isLight([step('a', 30_000), step('b', 30_000)])).toBe(true);
  expect(isLight([step('a', 40_000), step('b', 40_000)])).toBe(false);
});
