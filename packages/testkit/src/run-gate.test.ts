import { expect, it } from 'vitest';

import { wordGate } from '../test/word-gate.js';
import { runGate, skipReason } from './run-gate.js';

it('runs a gate on files in memory and reads its findings', async () => {
  const run = await runGate(wordGate, { 'b.txt': 'a\nis forbidden here\n', 'a.txt': 'nothing' });
  expect(run.lines).toEqual(['b.txt:2 word/forbidden high']);
  expect(run.findings[0]?.region).toEqual({ startLine: 2, startColumn: 4, endColumn: 13 });
  expect(run.findings[0]?.snippet?.text).toContain('is forbidden here');
  expect(run.findings[0]?.identity).toMatch(/^[0-9a-f]{32}:\d+$/);
  expect(run.progress).toEqual(['a.txt', 'b.txt']);
});

it('fills in the default of an option and takes a given one', async () => {
  const files = { 'a.txt': 'forbidden\nother\n' };
  expect((await runGate(wordGate, files)).lines).toEqual(['a.txt:1 word/forbidden high']);
  expect((await runGate(wordGate, files, { options: { word: 'other' } })).lines).toEqual([
    'a.txt:2 word/forbidden high',
  ]);
});

it('refuses an option that the gate does not have', async () => {
  await expect(runGate(wordGate, { 'a.txt': '' }, { options: { wrod: 'x' } })).rejects.toThrow(
    'no option wrod',
  );
});

it('gives a project only the files that no deeper project owns', async () => {
  const files = {
    'apps/a/x.txt': 'forbidden',
    'apps/a/deep/y.txt': 'forbidden',
    'apps/b/z.txt': 'forbidden',
  };
  const run = await runGate(wordGate, files, { target: 'apps/a', projects: ['apps/a/deep'] });
  expect(run.lines).toEqual(['apps/a/x.txt:1 word/forbidden high']);
});

it('keeps the gaps beside the findings and hands on what a gate throws', async () => {
  const run = await runGate(wordGate, { 'a.txt': 'forbidden', 'b.txt': Buffer.from([0]) });
  expect(run.lines).toHaveLength(1);
  expect(run.scan.gaps.map((gap) => gap.code)).toEqual(['FILE_BINARY']);
  await expect(runGate(wordGate, { 'a.txt': '' }, { options: { word: '' } })).rejects.toMatchObject({
    code: 'NEED_UNMET',
  });
});

it('says when a gate skips, and refuses to call that a run', async () => {
  expect(await skipReason(wordGate, {})).toEqual({ kind: 'nothing-to-scan', message: 'There is no file.' });
  await expect(runGate(wordGate, {})).rejects.toThrow('There is no file.');
});
