import { spawnSync } from 'node:child_process';

import { expect, it } from 'vitest';

import { lateFlag } from './optimize-late.js';

it('names an option that this Node knows', () => {
  const flag = lateFlag(process.versions.node) ?? '--no-opt';
  const { status, stderr } = spawnSync(process.execPath, [flag, '-e', '0'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

it.each(['18.20.0', '24.4.0', '25.0.0'])('leaves Node %s as it is', (version) => {
  expect(lateFlag(version)).toBeUndefined();
});
