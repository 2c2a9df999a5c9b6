import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fix, type FixOptions } from '../src/fix/fix.js';
import { ENV } from './run-in.js';
import { makeRepository, stubGate } from './support.js';

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

function repairIn(root: string, options: Partial<FixOptions> = {}): ReturnType<typeof fix> {
  return fix({
    root,
    gates: [stubGate({ id: 'sca', does: 'repairs' })],
    selection: { gates: ['sca'] },
    env: ENV,
    jobs: 1,
    ...options,
  });
}

describe('ok: repairs of packages', () => {
  it('are made together, checked and written', async () => {
    const root = makeRepository({ 'a.txt': '\uFEFFgood@1\nother@1\nfine@3\n' });
    const { files, left, notRepaired, verdict } = await repairIn(root);
    expect(read(root, 'a.txt')).toBe('\uFEFFgood@2\nother@2\nfine@3\n');
    expect(files).toMatchObject([
      { path: 'a.txt', findings: [{ fix: { description: 'Upgrade good.' } }, { fix: {} }] },
    ]);
    expect([left, notRepaired, verdict.exitCode]).toEqual([[], [], 0]);
  });

  it('are shown and not written in a dry run', async () => {
    const root = makeRepository({ 'a.txt': 'good@1\n' });
    const { files } = await repairIn(root, { dryRun: true });
    expect(files).toMatchObject([{ before: 'good@1\n', after: 'good@2\n' }]);
    expect(read(root, 'a.txt')).toBe('good@1\n');
  });

  it('are not asked for where no gate is named', async () => {
    const root = makeRepository({ 'a.txt': 'good@1\n' });
    expect(await repairIn(root, { selection: {} })).toMatchObject({ files: [], notRepaired: [] });
  });

  it('leave what is waived', async () => {
    const waiver = '{ rule: sca/planted, path: a.txt, reason: why, owner: me, expires: 2026-12-01 }';
    const root = makeRepository({
      'a.txt': 'good@1\n',
      'b.txt': 'good@1\n',
      'railgate.waivers.yaml': `- ${waiver}\n`,
    });
    await repairIn(root);
    expect([read(root, 'a.txt'), read(root, 'b.txt')]).toEqual(['good@1\n', 'good@2\n']);
  });
});

describe('ng: a repair is taken back alone, and the others stay', () => {
  it.each([
    ['useless', 'The finding is there all the same after it.'],
    ['worse', 'It would bring sca/planted in pkg:npm/evil@1.'],
  ])('%s', async (name, reason) => {
    const root = makeRepository({ 'a.txt': `good@1\n${name}@1\n` });
    const { notRepaired, left } = await repairIn(root);
    expect(notRepaired).toEqual([
      { ruleId: 'sca/planted', path: 'a.txt', purl: `pkg:npm/${name}@1`, reason },
    ]);
    expect(left).toHaveLength(1);
    expect(read(root, 'a.txt')).toBe(`good@2\n${name}@1\n`);
  });

  it('one after which its file cannot be read', async () => {
    const root = makeRepository({ 'a.txt': 'good@1\n', 'b.txt': 'breaks@1\n' });
    const { notRepaired } = await repairIn(root);
    expect(notRepaired).toMatchObject([{ reason: expect.stringContaining('cannot be checked') as string }]);
    expect([read(root, 'a.txt'), read(root, 'b.txt')]).toEqual(['good@2\n', 'breaks@1\n']);
  });

  it('what the gate could not do is said, without secrets', async () => {
    const root = makeRepository({ 'a.txt': 'unknown@1\n' });
    const { notRepaired, verdict } = await repairIn(root);
    expect(notRepaired).toMatchObject([{ purl: 'pkg:npm/unknown@1', command: 'npm x' }]);
    expect(JSON.stringify(notRepaired)).not.toContain('hunter2');
    expect(verdict.exitCode).toBe(1);
  });
});

describe('broken: what must not be written is not', () => {
  it('a file outside of the repository: the gate proposes nothing', async () => {
    const root = makeRepository({ 'a.txt': 'good@1\nescapes@1\n' });
    expect(await repairIn(root)).toMatchObject({ files: [], notRepaired: [] });
    expect(read(root, 'a.txt')).toContain('good@1');
  });

  it('a file that somebody changed in between', async () => {
    const root = makeRepository({ 'a.txt': 'good@1\n', 'b.txt': 'good@1\n' });
    const { files, notRepaired } = await repairIn(root, {
      onEvent: ({ type }) => {
        if (type === 'finished') writeFileSync(join(root, 'a.txt'), 'good@1\nmine\n');
      },
    });
    expect(files.map(({ path }) => path)).toEqual(['b.txt']);
    expect(notRepaired).toMatchObject([
      { path: 'a.txt', reason: 'a.txt has changed while Railgate looked at it.' },
    ]);
    expect(read(root, 'a.txt')).toBe('good@1\nmine\n');
  });
});
