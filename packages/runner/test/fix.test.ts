import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError, type RunEvent } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { fix, type FixOptions } from '../src/fix/fix.js';
import { ENV } from './run-in.js';
import { makeFolder, makeRepository, stubGate } from './support.js';

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

function fixIn(root: string, options: Partial<FixOptions> = {}): ReturnType<typeof fix> {
  return fix({ root, gates: [stubGate({ id: 'lint', does: 'fixes' })], env: ENV, jobs: 1, ...options });
}

describe('ok: fix', () => {
  it('applies every safe fix, keeps all other bytes, the mode and the byte order mark', async () => {
    const root = makeRepository({
      'a.txt': '\uFEFFone bad\r\n\ttwo bad three  \r\nrisky',
      'b.txt': 'fine\n',
    });
    chmodSync(join(root, 'a.txt'), 0o751);
    const { files, left, verdict, refused, failed } = await fixIn(root);
    expect(read(root, 'a.txt')).toBe('\uFEFFone good\r\n\ttwo good three  \r\nrisky');
    expect(statSync(join(root, 'a.txt')).mode & 0o777).toBe(0o751);
    expect(files.map(({ path, findings }) => [path, findings.length])).toEqual([['a.txt', 2]]);
    expect(left.map(({ message }) => message)).toEqual(['risky is wrong.']);
    expect([refused, failed]).toEqual([[], []]);
    expect(verdict.exitCode).toBe(1);
  });

  it('writes nothing in a dry run, and says the same', async () => {
    const root = makeRepository({ 'a.txt': 'bad\n' });
    const { files, verdict } = await fixIn(root, { dryRun: true });
    expect(files).toMatchObject([{ path: 'a.txt', before: 'bad\n', after: 'good\n' }]);
    expect(verdict.exitCode).toBe(0);
    expect(read(root, 'a.txt')).toBe('bad\n');
  });

  it('goes on in rounds until nothing is left, and ends', async () => {
    const root = makeRepository({ 'a.txt': 'badbadbad\n' });
    const { left } = await fixIn(root);
    expect(read(root, 'a.txt')).toBe('goodgoodgood\n');
    expect(left).toEqual([]);
  });

  it('does nothing when nothing is safe', async () => {
    const root = makeRepository({ 'a.txt': 'risky\n' });
    expect(await fixIn(root)).toMatchObject({ files: [], verdict: { exitCode: 1 } });
  });

  it('leaves findings that are let through', async () => {
    const waiver = '{ rule: lint/planted, path: a.txt, reason: why, owner: me, expires: 2026-12-01 }';
    const root = makeRepository({
      'a.txt': 'bad\n',
      'b.txt': 'bad\n',
      'railgate.waivers.yaml': `- ${waiver}\n`,
    });
    await fixIn(root);
    expect([read(root, 'a.txt'), read(root, 'b.txt')]).toEqual(['bad\n', 'good\n']);
  });

  it('takes the rules that are named', async () => {
    const root = makeRepository({ 'a.txt': 'bad\n' });
    await expect(fixIn(root, { rules: ['lint/plantd'] })).rejects.toThrow(UsageError);
    expect((await fixIn(root, { rules: ['lint/planted'] })).files).toHaveLength(1);
  });
});

describe('ng: fix takes back', () => {
  it('what does not silence its rule, and applies the rest', async () => {
    const root = makeRepository({ 'a.txt': 'stuck\n', 'b.txt': 'bad\n' });
    const { files, left } = await fixIn(root);
    expect(files.map(({ path }) => path)).toEqual(['b.txt']);
    expect(left.map(({ path }) => path)).toEqual(['a.txt']);
    expect(read(root, 'a.txt')).toBe('stuck\n');
  });

  it('what makes a file unreadable', async () => {
    const root = makeRepository({ 'a.txt': 'broken\n', 'b.txt': 'bad\n' });
    expect(await fixIn(root)).toMatchObject({ files: [{ path: 'b.txt' }], verdict: { exitCode: 1 } });
    expect(read(root, 'a.txt')).toBe('broken\n');
  });

  it('what breaks a gate: that its findings are gone says nothing then', async () => {
    const root = makeRepository({ 'a.txt': 'fatal\n' });
    expect(await fixIn(root)).toMatchObject({ files: [], verdict: { exitCode: 1 } });
    expect(read(root, 'a.txt')).toBe('fatal\n');
  });

  it('what leaves a gate with a gap of no file: what it would have found behind it is unknown', async () => {
    const root = makeRepository({ 'a.txt': 'blinding\n' });
    expect(await fixIn(root)).toMatchObject({ files: [], verdict: { exitCode: 1 } });
    expect(read(root, 'a.txt')).toBe('blinding\n');
    const blind = makeRepository({ 'a.txt': 'bad\n', 'blind.txt': 'BLIND\n' });
    expect((await fixIn(blind)).files).toMatchObject([{ path: 'a.txt' }]);
  });

  it('what holds a secret: it would be printed, or its mask written', async () => {
    const root = makeRepository({ 'a.txt': 'secret\n' });
    expect((await fixIn(root)).files).toEqual([]);
    expect(read(root, 'a.txt')).toBe('secret\n');
  });
});

describe('ng: fix refuses', () => {
  it.each(['../victim.txt', '/etc/hostname'])('%s: the gate itself is broken', async (path) => {
    const root = makeRepository({ 'a.txt': `bad in:${path}\n` });
    expect(await fixIn(root)).toMatchObject({ files: [], failed: [], verdict: { exitCode: 2 } });
    expect(read(root, 'a.txt')).toContain('bad');
  });

  it.each(['nothing.txt', '.git/config', 'folder'])('a fix in %s', async (path) => {
    const root = makeRepository({ 'a.txt': `in:${path}\n`, 'folder/b.txt': 'fine\n' });
    const { files, refused, left } = await fixIn(root);
    expect(files).toEqual([]);
    expect(refused).toEqual([{ path, reason: 'is not on the file list of the repository' }]);
    expect(left).toHaveLength(1);
  });

  it('a symbolic link, wherever it leads', async () => {
    const outside = makeFolder();
    writeFileSync(join(outside, 'victim.txt'), 'victim\n');
    const root = makeRepository({ 'a.txt': 'in:out.txt in:same.txt\n', 'b.txt': 'fine\n' });
    symlinkSync(join(outside, 'victim.txt'), join(root, 'out.txt'));
    symlinkSync('b.txt', join(root, 'same.txt'));
    const { files, refused } = await fixIn(root);
    expect(files).toEqual([]);
    expect(refused.map(({ path }) => path)).toEqual(['out.txt', 'same.txt']);
    expect([readFileSync(join(outside, 'victim.txt'), 'utf8'), read(root, 'b.txt')]).toEqual([
      'victim\n',
      'fine\n',
    ]);
  });

  it('a file that has changed since it was read', async () => {
    const root = makeRepository({ 'a.txt': 'bad\n' });
    const change = () => writeFileSync(join(root, 'a.txt'), 'bad, and a line of the user\n');
    const onEvent = (event: RunEvent) => void (event.type === 'finished' && change());
    const { files, refused } = await fixIn(root, { onEvent });
    expect(files).toEqual([]);
    expect(refused).toEqual([{ path: 'a.txt', reason: 'has changed while Railgate looked at it' }]);
    expect(read(root, 'a.txt')).toBe('bad, and a line of the user\n');
  });
});
