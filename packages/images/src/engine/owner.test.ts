import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';

import { expect, it } from 'vitest';

import { isGone, ownerOf, ownerOfTag, ownerTag } from './owner.js';

const DAY = 24 * 60 * 60 * 1000;
const now = Date.now();

it('is not gone while it runs', () => {
  expect(isGone(ownerOf(), 0, now)).toBe(false);
  expect(isGone(ownerOf(process.ppid), 0, now)).toBe(false);
});

it('is gone when its process has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)']);
  const owner = ownerOf(child.pid);
  expect(isGone(owner, now, now)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isGone(owner, now, now)).toBe(true);
});

it('is gone when another process has its number', () => {
  const other = ownerOf().replace(/\d+$/, '1');
  expect(isGone(other, now, now)).toBe(process.platform === 'linux');
});

it.each([
  ['of another host', () => ownerOf(999_999_999).replace(hostname(), 'elsewhere')],
  ['of another container on this host', () => ownerOf().replace(/-\d+-\d+$/, '-12345-1')],
  ['from before a restart, a minute ago', () => ownerOf().replace(/:[0-9a-f]{8}-/, ':00000000-')],
  ['that nobody wrote', () => ''],
  ['in another form', () => `${hostname()}:x:y`],
])('is never gone: %s', (_name, owner) => {
  expect(isGone(owner(), now - 60_000, now)).toBe(false);
});

it('from before a restart is gone after a day', () => {
  const owner = ownerOf().replace(/:[0-9a-f]{8}-/, ':00000000-');
  expect(isGone(owner, now - 2 * DAY, now)).toBe(process.platform === 'linux');
  expect(isGone(owner.replace(hostname(), 'elsewhere'), now - 2 * DAY, now)).toBe(false);
});

it('is read back from a tag', () => {
  expect(ownerOfTag(`${ownerTag()}_1a2b3c4d`)).toBe(ownerOf());
  expect(`${ownerTag()}_1a2b3c4d`).toMatch(/^\w[\w.-]{0,127}$/);
});
