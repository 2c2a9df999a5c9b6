import type { ScanInput } from '@railgate/contract';
import { expect, it, vi } from 'vitest';

import { missedByCanary } from '../src/canary.js';
import { gate } from '../src/gate.js';

vi.mock('../src/canary.js', () => ({ missedByCanary: vi.fn(() => Promise.resolve(['railway/some-rule'])) }));

it('broken: an engine that misses the canary while it warms up says so in every scan, and runs it once', async () => {
  const missed = { code: 'CANARY_MISSED', message: expect.stringContaining('railway/some-rule') as string };
  await expect(gate.warmUp?.()).rejects.toMatchObject(missed);
  const signal = new AbortController().signal;
  const workspace = { root: '/', files: [], projects: [], services: [] };
  const target = { id: 'root', kind: 'project', path: '.', name: 'made', files: [] } as const;
  const input: ScanInput = {
    ...{ target, workspace, options: {}, now: new Date(0), offline: true, signal },
    processes: { started: () => undefined, ended: () => undefined },
    progress: () => undefined,
  };
  for (let scan = 0; scan < 2; scan++)
    await expect((gate.scan as (input: ScanInput) => unknown)(input)).rejects.toMatchObject(missed);
  expect(missedByCanary).toHaveBeenCalledTimes(1);
});
