import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { GateError } from '@railgate/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { runTool, toolEnvironment, type RunToolOptions, type Tool } from './run-tool.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'railgate-tool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tool = (script: string): Tool => {
  const file = join(folder, 'tool.mjs');
  writeFileSync(file, `#!${process.execPath}\n${script}`);
  chmodSync(file, 0o755);
  return { name: 'stub', command: file, answers: [0, 10], install: 'Install the stub.' };
};
const options = (more: Partial<RunToolOptions> = {}): RunToolOptions => ({
  cwd: folder,
  timeout: 20,
  signal: new AbortController().signal,
  processes: { started: () => undefined, ended: () => undefined },
  ...more,
});
const failure = async (stub: Tool, more: Partial<RunToolOptions> = {}): Promise<GateError> => {
  const ended = runTool(stub, [], options(more));
  return ended.then(
    () => expect.fail('it answered'),
    (error: GateError) => error,
  );
};

describe('runTool', () => {
  it('gives the answer, also with an exit code that is one', async () => {
    const answer = await runTool(
      tool('console.log(process.argv.slice(2).join("|")); process.exit(10)'),
      ['a b', '$(x)'],
      options(),
    );
    expect(answer).toEqual({ exitCode: 10, stdout: 'a b|$(x)\n', stderr: '' });
  });

  it('is NEED_UNMET with the way to install it when the command is not there', async () => {
    const error = await failure({
      name: 'gone',
      command: join(folder, 'gone'),
      answers: [0],
      install: 'Install it so.',
    });
    expect([error.code, error.remedy]).toEqual(['NEED_UNMET', 'Install it so.']);
  });

  it('is TOOL_CRASHED on any other exit code, and says what the tool said, masked', async () => {
    const error = await failure(
      tool('console.error("no luck, password=" + "abcdefgh".repeat(2)); process.exit(1)'),
    );
    expect(error.code).toBe('TOOL_CRASHED');
    expect(error.message).toContain('exit code 1');
    expect(error.message).toContain('no luck');
  });

  it('is TOOL_CRASHED on a signal', async () => {
    expect((await failure(tool('process.kill(process.pid, "SIGSEGV")'))).message).toContain('SIGSEGV');
  });

  it('is TOOL_CRASHED when the output has no end', async () => {
    const error = await failure(
      tool('const more = () => process.stdout.write("x".repeat(65536), more); more()'),
      { outputLimit: 1_000_000 },
    );
    expect([error.code, error.message]).toEqual([
      'TOOL_CRASHED',
      'stub wrote more than 1000000 bytes and was stopped.',
    ]);
  });

  it('closes standard input, so that a question ends the tool instead of waiting', async () => {
    const answer = await runTool(
      tool('let n = 0; process.stdin.on("data", () => n++).on("end", () => console.log("end", n))'),
      [],
      options(),
    );
    expect(answer.stdout).toBe('end 0\n');
  });

  it('ends the whole tree on timeout, also a grandchild in a session of its own that ignores SIGTERM', async () => {
    const pidFile = join(folder, 'pid');
    const grandchild = `process.on("SIGTERM", () => {}); require("fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const stub = tool(`
      import { spawn } from 'node:child_process';
      process.on('SIGTERM', () => {});
      spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { detached: true, stdio: 'ignore' });
      setInterval(() => {}, 1000);
    `);
    const error = await failure(stub, { timeout: 6 });
    expect(error.code).toBe('TOOL_TIMEOUT');
    expect(existsSync(pidFile)).toBe(true);
    // A process that was killed takes a moment to be gone, on a busy machine a longer one.
    await expect.poll(() => isAlive(Number(readFileSync(pidFile, 'utf8'))), { timeout: 2000 }).toBe(false);
  });

  it('hands on no secret of the environment', () => {
    process.env['SECRET_TOKEN'] = 'x';
    process.env['STUB_KEY'] = 'y';
    try {
      expect(toolEnvironment(tool(''))).not.toHaveProperty('SECRET_TOKEN');
      expect(toolEnvironment({ ...tool(''), credentials: ['STUB_KEY'] })).toHaveProperty('STUB_KEY', 'y');
    } finally {
      delete process.env['SECRET_TOKEN'];
      delete process.env['STUB_KEY'];
    }
  });
});

/** A zombie, which only waits for its parent to read its exit code, does not live. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z');
  } catch {
    return false;
  }
}
