import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { TOOL_NAME } from '@railgate/contract';
import { expect, it, vi } from 'vitest';

import { expectationKey, forgetExpectation } from '../src/expectation.js';
import { loadAhead, memoryLimitOf, startThreadAhead, takeThread } from '../src/thread-start.js';

const BUILT = fileURLToPath(new URL('../bundle/thread-start.js', import.meta.url));

it('gives the thread that was started ahead, once', async () => {
  startThreadAhead();
  const limit = memoryLimitOf(availableParallelism());
  const first = takeThread(limit);
  const second = takeThread(limit);
  expect(first.worker.threadId).toBeLessThan(second.worker.threadId);
  await Promise.all([first.worker.terminate(), second.worker.terminate()]);
  expect(first.hasEnded && second.hasEnded).toBe(true);
});

it('starts none for a command line that was remembered last time', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'railgate-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
  const folder = join(cache, TOOL_NAME, 'expected');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, expectationKey()), '');
  const before = takeThread(77);
  startThreadAhead();
  const after = takeThread(77);
  expect(after.worker.threadId).toBe(before.worker.threadId + 1);
  forgetExpectation();
  startThreadAhead();
  const last = takeThread(77);
  expect(last.worker.threadId).toBe(after.worker.threadId + 2);
  await Promise.all([before, after, last].map(({ worker }) => worker.terminate()));
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

it('does not give one that may take more memory than asked', async () => {
  startThreadAhead();
  const thread = takeThread(77);
  expect(thread.memoryLimit).toBe(77);
  expect(thread.worker.resourceLimits?.maxOldGenerationSizeMb).toBe(77);
  await thread.worker.terminate();
});

it('loads a gate ahead, and goes on after one that does not load', async () => {
  const says = `import { parentPort } from 'node:worker_threads';
    export const gate = { meta: { id: 'warm' }, scan() {}, async warmUp() { parentPort.postMessage('warmed up'); } };`;
  startThreadAhead();
  loadAhead('broken', 'data:text/javascript,throw new Error("broken")');
  loadAhead('warm', `data:text/javascript,${encodeURIComponent(says)}`);
  const { worker } = takeThread(memoryLimitOf(availableParallelism()));
  expect(await once(worker, 'message')).toEqual(['warmed up']);
  await worker.terminate();
});

it('keeps no process alive that runs nothing', () => {
  const program = `import { startThreadAhead } from ${JSON.stringify(BUILT)}; startThreadAhead();`;
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 20_000 });
  expect([result.status, result.signal, String(result.stderr)]).toEqual([0, null, '']);
});

it('shares the memory between those that run at once', () => {
  expect(memoryLimitOf(1)).toBeGreaterThanOrEqual(memoryLimitOf(4));
  expect(memoryLimitOf(10_000)).toBe(1024);
});
