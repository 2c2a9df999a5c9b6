import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { afterEach, expect, it, vi } from 'vitest';

import { wordGate } from '../test/word-gate.js';
import { checkCase, listCases } from './cases.js';
import { writeFiles, type Files } from './make-repo.js';
import { withTempFolder } from './temp-folder.js';

afterEach(() => vi.unstubAllEnvs());

/** Writes golden files for these cases, then changes some files, then checks every case without writing. */
async function check(cases: Files, changes: Files = {}): Promise<string[]> {
  return withTempFolder(async (folder) => {
    await writeFiles(folder, cases);
    vi.stubEnv('UPDATE_GOLDEN', '1');
    await problems(folder);
    vi.unstubAllEnvs();
    await writeFiles(folder, changes);
    return problems(folder);
  });
}

async function problems(folder: string): Promise<string[]> {
  const said: string[] = [];
  for (const testCase of listCases(folder)) {
    await checkCase(wordGate, testCase).catch((error: Error) =>
      said.push(error.message.replaceAll(folder, '')),
    );
  }
  return said;
}

it('accepts each family as it is', async () => {
  const files = {
    'ok.other-word/input/a.txt': 'fine',
    'ng.word/input/a.txt': 'forbidden',
    'ng.option/input/a.txt': 'other',
    'ng.option/options.json': '{"options":{"word":"other"}}',
    'broken.binary/input/a.txt': Buffer.from([0]),
    'broken.no-word/input/a.txt': '',
    'broken.no-word/options.json': '{"options":{"word":""}}',
  };
  expect(await check(files)).toEqual([]);
});

it('fails when the input says something else than the golden file', async () => {
  const said = await check({ 'ng.word/input/a.txt': 'forbidden' }, { 'ng.word/input/a.txt': '\nforbidden' });
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^ng\.word: The log differs from .*expected\.sarif:\nline \d+/);
});

it.each([
  ['ok.word', 'forbidden', 'found The word forbidden stands here.'],
  ['ng.nothing', 'fine', 'found nothing.'],
  ['broken.nothing', 'fine', 'has no gap and no error.'],
  ['ok.binary', '\0', 'has a gap: a.txt holds binary data'],
])('fails when %s is not what its family says', async (name, content, problem) => {
  const said = await check({ [`${name}/input/a.txt`]: content });
  expect(said[0]).toContain(`${name}: ${problem}`);
});

it('fails when the error of a gate changes', async () => {
  const options = (word: string) => JSON.stringify({ options: { word } });
  const files = { 'broken.no-word/input/a.txt': '', 'broken.no-word/options.json': options('') };
  const golden = { 'broken.no-word/expected-error.json': '{}' };
  expect(await check(files)).toEqual([]);
  expect((await check(files, golden))[0]).toContain('the error differs');
  expect((await check(files, { 'broken.no-word/options.json': options('x') }))[0]).toContain(
    'has no gap and no error',
  );
});

it('fails when the golden file is missing or breaks the schema', async () => {
  await withTempFolder(async (folder) => {
    await writeFiles(folder, { 'ng.word/input/a.txt': 'forbidden' });
    expect((await problems(folder))[0]).toContain('expected.sarif is missing');
    const golden = join(folder, 'ng.word/expected.sarif');
    expect(existsSync(golden)).toBe(false);
    await mkdir(dirname(golden), { recursive: true });
    await writeFile(golden, '{"version":"2.1.0"}');
    expect((await problems(folder))[0]).toContain('breaks the SARIF schema');
  });
});

it('keeps versions and rule texts out of golden files', async () => {
  await withTempFolder(async (folder) => {
    await writeFiles(folder, { 'ng.word/input/a.txt': 'forbidden' });
    vi.stubEnv('UPDATE_GOLDEN', '1');
    await problems(folder);
    const golden = readFileSync(join(folder, 'ng.word/expected.sarif'), 'utf8');
    expect(golden).not.toContain('1.2.3');
    expect(golden).not.toContain('Use another word');
    expect(golden).toContain('"word/forbidden"');
  });
});

it('refuses a folder that no family would run', async () => {
  await withTempFolder(async (folder) => {
    await writeFiles(folder, { 'nok.word/input/a.txt': '' });
    expect(() => listCases(folder)).toThrow('nok.word is of no family');
  });
});
