import type { ScanInput } from '@railgate/contract';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import type * as Canary from '../src/canary.js';

const missedByCanary = vi.fn<typeof Canary.missedByCanary>(() => Promise.resolve(['railway/some-rule']));

// Files of tests share what they load, and another one may have loaded the canary that is meant.
beforeAll(() => {
  vi.resetModules();
  vi.doMock('../src/canary.js', () => ({ missedByCanary }));
});
afterAll(() => {
  vi.doUnmock('../src/canary.js');
  vi.resetModules();
});

it('broken: an engine that misses the canary while it warms up says so in every scan, and runs it once', async () => {
  const missed = { code: 'CANARY_MISSED', message: expect.stringContaining('railway/some-rule') as string };
  const { gate } = await import('../src/gate.js');
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
