import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ROOT } from './pages.js';
import { argumentsOf, stepsOf } from './walkthrough.js';

const steps = stepsOf(readFileSync(join(ROOT, 'docs/walkthrough.md'), 'utf8'));

/** The date decides about cutoffs, and the page was written on this one. */
const ENVIRONMENT = { ...process.env, NO_COLOR: '1', CI: '1', SOURCE_DATE_EPOCH: '1795219200' };

/** Of a user who has no advisories yet. */
let dataHome: string;
/** A repository with nothing but the example, at its place: other tests read the real one while this writes reports. */
let root: string;
beforeAll(() => {
  dataHome = mkdtempSync(join(tmpdir(), 'railgate-walkthrough-data-'));
  root = mkdtempSync(join(tmpdir(), 'railgate-walkthrough-'));
  const example = 'packages/testkit/example';
  const filter = (path: string) => !path.endsWith('/.railgate');
  cpSync(join(ROOT, example), join(root, example), { recursive: true, filter });
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  execFileSync('git', ['add', '--all', '--force'], { cwd: root });
});
afterAll(() => {
  for (const folder of [root, dataHome]) rmSync(folder, { recursive: true, force: true });
});

describe('the walkthrough', () => {
  it('has steps, and they show something', () => {
    expect(steps.length).toBeGreaterThan(4);
    expect(steps.flatMap(({ shows }) => shows).length).toBeGreaterThan(10);
  });

  it.each(steps)('$line', ({ line, exitCode, shows }) => {
    const { status, output } = follow(line);
    expect({ line, status }).toEqual({ line, status: exitCode });
    const lines = output.split('\n').map((text) => text.trim().replace(/\s+/g, ' '));
    for (const shown of shows) expect(lines).toContain(shown.replace(/\s+/g, ' '));
  });

  it('says how each command ends', () => {
    expect(() => stepsOf('```sh\nnpm test\n```\n')).toThrow('npm test: say "# ends with N" behind it.');
    expect(stepsOf('```sh\nx --y  # ends with 3\n```\n\n```text\na  b\n… cut\n```\n')).toEqual([
      { line: 'x --y', exitCode: 3, shows: ['a  b'] },
    ]);
  });
});

function follow(line: string) {
  const args = argumentsOf(line);
  const env = { ...ENVIRONMENT, XDG_DATA_HOME: dataHome };
  const options = { cwd: root, encoding: 'utf8', env } as const;
  const { status, stdout, stderr } = args
    ? spawnSync(process.execPath, [join(ROOT, 'packages/cli/bundle/main.js'), ...args], options)
    : spawnSync('sh', ['-c', line], options);
  return { status, output: stdout + stderr };
}
