import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ProcessRegistry } from '@railgate/contract';
import { runTool, type RunToolOptions } from '@railgate/kit';
import { expect, it } from 'vitest';

import { writeStubTool, type ToolBehaviour } from './stub-tool.js';
import { withTempFolder } from './temp-folder.js';

const processes: ProcessRegistry = { started: () => undefined, ended: () => undefined };

async function run(
  behaviour: ToolBehaviour,
  options: Partial<RunToolOptions> = {},
  args: readonly string[] = [],
) {
  return withTempFolder(async (folder) => {
    const command = await writeStubTool(folder, 'stub', behaviour);
    const tool = { name: 'stub', command, answers: [0, 1], install: 'Install stub.' };
    const signal = new AbortController().signal;
    return runTool(tool, args, { cwd: folder, timeout: 20, signal, processes, ...options });
  });
}

it.each([
  ['answers', 0, '{"findings":[{"id":"STUB-1"}]}\n'],
  ['answers-1', 1, '{"findings":[{"id":"STUB-1"}]}\n'],
  ['contradicts', 0, '{"findings":[{"id":"STUB-1"}]}\n'],
  ['half-json', 0, '{"findings": [{"id": "STUB-'],
  ['no-output', 0, ''],
  ['not-json', 0, 'Everything is fine.\n'],
] as const)('%s ends with %i and says %j', async (behaviour, exitCode, stdout) => {
  expect(await run(behaviour)).toEqual({ exitCode, stdout, stderr: '' });
});

it.each(['hangs', 'ignores-sigterm'] as const)('%s is stopped', async (behaviour) => {
  await expect(run(behaviour, { timeout: 0.5 })).rejects.toMatchObject({ code: 'TOOL_TIMEOUT' });
});

it('floods is cut off', async () => {
  const running = run('floods', { outputLimit: 1_000_000 });
  await expect(running).rejects.toMatchObject({
    code: 'TOOL_CRASHED',
    message: expect.stringContaining('wrote more than') as string,
  });
});

it('reads-input finds its input closed', async () => {
  expect((await run('reads-input')).stdout).toBe('{"input":"closed"}\n');
});

it('hands arguments on as they are and no variable that was not asked for', async () => {
  process.env['RAILGATE_TEST_SECRET'] = 'not for tools';
  const args = ['a b', '$HOME', "it's", '*', '; exit 1'];
  const said = JSON.parse((await run('echoes', {}, args)).stdout) as {
    arguments: string[];
    environment: Record<string, string>;
  };
  delete process.env['RAILGATE_TEST_SECRET'];
  expect(said.arguments).toEqual(args);
  expect(said.environment).not.toHaveProperty('RAILGATE_TEST_SECRET');
});

it('leaves-children leaves none after a timeout', async () => {
  await withTempFolder(async (folder) => {
    const file = join(folder, 'pids.json');
    const abort = new AbortController();
    const running = run('leaves-children', { signal: abort.signal }, [file]);
    const ended = expect(running).rejects.toThrow();
    await expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
    const pids = JSON.parse(readFileSync(file, 'utf8')) as number[];
    expect(pids).toHaveLength(3);
    expect(pids.every(isAlive)).toBe(true);
    abort.abort();
    await ended;
    await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([]);
  });
});

/** A zombie that nobody has waited for yet is dead. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
