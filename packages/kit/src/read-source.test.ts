import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readSource } from './read-source.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'railgate-read-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, content: string | Buffer) => writeFileSync(join(root, path), content);
const code = (path: string) => {
  const read = readSource({ root }, path);
  return 'gap' in read ? read.gap.code : read.text;
};

describe('readSource', () => {
  it('reads text and drops a byte order mark', () => {
    write('a.ts', Buffer.from('\ufeffconst ü = 1;', 'utf8'));
    expect(code('a.ts')).toBe('const ü = 1;');
  });

  it('reads what a file is to say instead of what it says', () => {
    write('a.ts', 'old');
    expect(readSource({ root, edited: new Map([['a.ts', 'new']]) }, 'a.ts')).toEqual({
      text: 'new',
      bytes: 3,
    });
  });

  it('follows a link that stays inside', () => {
    write('a.ts', 'a');
    symlinkSync('a.ts', join(root, 'b.ts'));
    expect(code('b.ts')).toBe('a');
  });

  it('does not follow a link that leaves', () => {
    symlinkSync('/etc/passwd', join(root, 'b.ts'));
    expect(code('b.ts')).toBe('FILE_UNREADABLE');
  });

  it('takes a path for what it says, and not for more: it leads nowhere out of the root', () => {
    mkdirSync(join(root, 'a/b'), { recursive: true });
    write('a/c.ts', 'c');
    for (const path of ['a/c.ts', 'a//c.ts', './a/c.ts', 'a/b/../c.ts']) expect(code(path), path).toBe('c');
    mkdirSync(join(root, 'inner'));
    const inner = { root: join(root, 'inner') };
    for (const path of ['..', '../a/c.ts', '../a/b/../c.ts', '.', ''])
      expect(readSource(inner, path), path).toHaveProperty('gap.code', 'FILE_UNREADABLE');
  });

  it('does not follow a folder that leaves', () => {
    symlinkSync('/etc', join(root, 'etc'));
    expect(code('etc/passwd')).toBe('FILE_UNREADABLE');
  });

  it.each([
    ['binary data', Buffer.from([1, 0, 2]), 'FILE_BINARY'],
    ['invalid UTF-8', Buffer.from([0x61, 0xff]), 'FILE_ENCODING'],
    ['an overlong form', Buffer.from([0xc0, 0xaf]), 'FILE_ENCODING'],
  ])('refuses %s', (_, content, expected) => {
    write('a.ts', content);
    expect(code('a.ts')).toBe(expected);
  });

  it('refuses 2 GB without reading them', () => {
    write('a.ts', '');
    truncateSync(join(root, 'a.ts'), 2 * 1024 ** 3);
    expect(code('a.ts')).toBe('FILE_TOO_LARGE');
  });

  it('refuses a loop, a folder, a missing file and a pipe without waiting', () => {
    symlinkSync('y.ts', join(root, 'x.ts'));
    symlinkSync('x.ts', join(root, 'y.ts'));
    mkdirSync(join(root, 'folder.ts'));
    execFileSync('mkfifo', [join(root, 'pipe.ts')]);
    expect(['x.ts', 'folder.ts', 'gone.ts', 'pipe.ts'].map(code)).toEqual(Array(4).fill('FILE_UNREADABLE'));
  });

  it('names the file without its control characters', () => {
    const read = readSource({ root }, 'a\u001b[2J\n.ts');
    expect('gap' in read && read.gap.message).toBe(
      'a\\u001b[2J\\n.ts cannot be read: it is not there, or a symbolic link points nowhere.',
    );
  });
});
