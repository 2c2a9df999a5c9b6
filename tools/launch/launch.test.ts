import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const BUILD_STAMP = join(ROOT, 'node_modules/.cache/railgate/build');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'railgate-launch-'));
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'app/a.js'), 'export const a = 1;\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As a user types it, from a folder of their own. */
function npmRun(script: string, args: readonly string[]) {
  const result = spawnSync('npm', ['--prefix', ROOT, 'run', '--silent', script, '--', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

describe('npm run railgate', () => {
  it('says nothing but the answer when nothing is missing', () => {
    expect(npmRun('railgate', ['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('does not build again what has not changed', () => {
    const before = statSync(BUILD_STAMP).mtimeMs;
    npmRun('railgate', ['--version']);
    expect(statSync(BUILD_STAMP).mtimeMs).toBe(before);
  });

  it('takes paths from where the user stands', () => {
    const { code, stdout } = npmRun('railgate', ['run', 'app', '--gate', 'lint', '--json']);
    const manifest = JSON.parse(stdout) as {
      verdict: { status: string };
      outcomes: { gate: string; status: string }[];
    };
    expect([code, manifest.verdict.status]).toEqual([0, 'clean']);
    expect(manifest.outcomes).toContainEqual(expect.objectContaining({ gate: 'lint', status: 'done' }));
  });

  it('keeps the exit code of the command', () => {
    expect(npmRun('railgate', ['run', 'no-such-folder']).code).toBe(3);
    expect(npmRun('railgate', ['rum']).stderr).toContain('Did you mean `railgate run`?');
  });
});

describe('npm run security', () => {
  it('scans the path it is given', () => {
    const { code, stdout } = npmRun('security', ['app', '--json', '--quiet', '--gate', 'lint']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: { exitCode: 0 } });
  });
});
