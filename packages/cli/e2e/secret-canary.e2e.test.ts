import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { git, makeRepo, makeTempFolder, removeFolder } from '@railgate/testkit';
import { FORMATS } from '@railgate/secrets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { LeakFinder } from './canary/find-leaks.js';
import { isEvident, plantAll, type Planted } from './canary/planted.js';
import { repositoryWith } from './canary/repository.js';
import { runCli, type CliAnswer } from './run-cli.js';
import { runHarness } from './run-harness.js';

const planted = plantAll(Date.now() % 1_000_000);
const finder = new LeakFinder(planted);
/** Streams, caches and temporary files of the commands go below this one. */
let home: string;
let root: string;
beforeAll(async () => {
  home = await makeTempFolder();
  await mkdir(join(home, 'tmp'));
  root = await makeRepo(repositoryWith(planted), { git: true });
  await git(root, 'checkout', '--quiet', '-b', `feature/${evident()}`);
}, 120_000);
afterAll(async () => {
  for (const folder of [home, root]) await removeFolder(folder);
});

describe('no secret of any kind leaves', () => {
  it('is planted for most formats, and some are known wherever they stand', () => {
    const kinds = new Set(planted.map(({ what }) => what));
    expect(kinds.size).toBeGreaterThan(Math.min(100, FORMATS.length / 2));
    expect(planted.flatMap(({ values }) => values).filter(isEvident).length).toBeGreaterThan(20);
  });

  it('a leak would be seen', () => {
    const [one] = planted as [Planted];
    const [value = ''] = one.values;
    for (const stdout of [value, encodeURIComponent(value), Buffer.from(`ab${value}cd`).toString('base64')])
      expect(finder.find({ streams: { stdout }, folders: [] })).not.toEqual([]);
    expect(finder.find({ streams: { stdout: one.what }, folders: [] })).toEqual([]);
  });

  it.each([
    ['run', ['run', '.', '--json']],
    ['run with another engine and the history', ['run', '.', '--config', 'CONFIG', '--history', 'all']],
    ['fix --dry-run', ['fix', '--dry-run', '.', '--gate', 'lint', '--gate', 'railway']],
    ['scan', ['scan', '.', '--project', 'root']],
    ['env', ['env', '.']],
    ['migrate', ['migrate', '--dry-run', '.']],
  ])(
    '%s',
    async (_, args) => {
      await rm(join(root, '.railgate'), { recursive: true, force: true });
      const answer = await command(args.map((arg) => (arg === 'CONFIG' ? join(home, 'config.json') : arg)));
      expect(answer.stdout + answer.stderr).not.toBe('');
      expect(leaksOf(answer)).toEqual([]);
    },
    400_000,
  );

  it.each(['throws', 'exits', 'hangs'])('a gate that %s with a secret in its hands', async (does) => {
    const folder = await makeRepo({ 'a.ts': '' });
    const module = join(folder, `${does}.mjs`);
    await writeFile(module, gateThat(does, planted.map(({ text }) => text).slice(0, 60)));
    const [answer] = await runHarness([{ root: folder, gates: [{ id: 'faulty', module }] }]);
    expect(answer).toHaveProperty('manifest');
    const outputs = { streams: { answer: JSON.stringify(answer) }, folders: [join(folder, '.railgate')] };
    expect(finder.find(outputs)).toEqual([]);
    await removeFolder(folder);
  });

  it.each(['explain', 'doctor', 'gates', 'nonsense', 'verify', 'validate', 'report'])(
    '%s, given a secret',
    async (name) => {
      expect(leaksOf(await command([name, evident()]))).toEqual([]);
    },
  );

  it.each([
    ['an unknown key', (value: string) => ({ [value]: 1 })],
    ['a wrong value', (value: string) => ({ failOn: value })],
    ['an unknown gate', (value: string) => ({ gates: { [value]: {} } })],
    ['an unknown option', (value: string) => ({ gates: { lint: { [value]: value } } })],
    ['a password', (value: string) => ({ failOn: `postgres://app:${value}@db.internal.acme.io/app` })],
  ])(
    'a configuration with %s',
    async (_, config) => {
      const values = planted.flatMap(({ values: all }) => all.filter(isEvident));
      const folder = await makeRepo({ 'a.ts': '' });
      for (const value of values.slice(0, 12)) {
        await writeFile(join(folder, 'railgate.json'), JSON.stringify(config(value)));
        const answer = await command(['run', '.'], folder);
        expect(answer.exitCode).toBe(3);
        expect(leaksOf(answer, folder)).toEqual([]);
      }
      await writeFile(join(folder, 'railgate.json'), `{ "${values[0]}" `);
      expect(leaksOf(await command(['run', '.'], folder), folder)).toEqual([]);
      await removeFolder(folder);
    },
    120_000,
  );
});

async function command(args: readonly string[], cwd = root): Promise<CliAnswer> {
  await writeFile(
    join(home, 'config.json'),
    JSON.stringify({ gates: { secrets: { engines: ['secretlint'] } } }),
  );
  const env = { HOME: home, TMPDIR: join(home, 'tmp'), XDG_CACHE_HOME: join(home, 'cache') };
  return runCli(args, { cwd, env });
}

function leaksOf({ stdout, stderr }: CliAnswer, folder = root): string[] {
  return finder.find({ streams: { stdout, stderr }, folders: [join(folder, '.railgate'), home] });
}

function evident(): string {
  return planted.flatMap(({ values }) => values).find(isEvident) ?? '';
}

/** A module of a gate that fails in this way, and says these texts while it does. */
function gateThat(does: string, texts: readonly string[]): string {
  const said = JSON.stringify(texts.join('\n').slice(0, 6000));
  const ends = {
    throws: `throw new Error(${said});`,
    exits: `process.stderr.write(${said}); process.exit(1);`,
    hangs: `input.progress(${said}); return new Promise(() => setInterval(() => undefined, 60_000));`,
  }[does];
  return `export const gate = {
  meta: { id: 'faulty', title: 'Faulty', question: 'Does it fail?', scope: 'workspace', needs: [], inputs: ['**/*'], timeout: 1 },
  options: { type: 'object', properties: {}, additionalProperties: false },
  rules: [],
  skip: () => undefined,
  async scan(input) { ${ends} },
};
`;
}
