import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The build compiles sources only, and vitest drops types unread: without this nobody would check those of tests. */
describe('the types of the tests', () => {
  it('are right', () => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    // As a build: of the sources it reads the declarations, which must be new, and what has not changed is not checked again.
    const { status, stdout } = spawnSync(process.execPath, [tsc, '--build', 'tsconfig.tests.json'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});
