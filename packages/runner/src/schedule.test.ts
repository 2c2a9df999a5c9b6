import { describe, expect, it } from 'vitest';

import type { ScanStep } from './plan.js';
import { pickStep } from './schedule.js';

function step(gate: string, bytes = 100): ScanStep {
  const target = { id: gate, kind: 'workspace', path: '.', name: gate, files: [] } as const;
  return { gate, module: '', target, options: {}, enforced: true, timeout: 1, bytes, cost: bytes };
}

const thread = (...gates: string[]) => ({ gates: new Set(gates) });

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
});
