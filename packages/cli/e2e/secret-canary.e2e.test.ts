import { readFileSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { git, makeRepo, makeTempFolder, removeFolder } from '@railgate/testkit';
import { FORMATS, KINDS } from '@railgate/secrets';
import type * as sarif from 'sarif';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { LeakFinder } from './canary/find-leaks.js';
import { isEvident, plantAll, type Planted } from './canary/planted.js';
import { GONE, MISSING, isKnownInCode, placeOf, repositoryWith } from './canary/repository.js';
import { runCli, type CliAnswer } from './run-cli.js';
import { runHarness } from './run-harness.js';

/** The same ones each time, so that one commit has one verdict; `RAILGATE_SEED=random` looks further. */
const { RAILGATE_SEED: seed = '20261122' } = process.env;
const planted = plantAll(seed === 'random' ? Date.now() % 1_000_000 : Number(seed));
const finder = new LeakFinder(planted);
/** Streams, caches and temporary files of the commands go below this one. */
let home: string;
let root: string;
beforeAll(async () => {
  home = await makeTempFolder();
  root = await makeRepo(repositoryWith(planted), { git: true });
  await git(root, 'rm', '--quiet', GONE);
  await git(root, 'commit', '--quiet', '--message', evident());
  await git(root, 'checkout', '--quiet', '-b', `feature/${evident()}`);
}, 60_000);
beforeEach(async () => {
  await rm(home, { recursive: true, force: true });
  await mkdir(join(home, 'tmp'), { recursive: true });
  await writeFile(
    join(home, 'config.json'),
    JSON.stringify({ gates: { secrets: { engines: ['secretlint'], require: 'all' } } }),
  );
  await rm(join(root, '.railgate'), { recursive: true, force: true });
});
afterAll(async () => {
  for (const folder of [home, root]) await removeFolder(folder);
});

/** Attributes of XML: in code they stand in quotes that are escaped. */
const ONLY_ELSEWHERE = ['aspnet-machine-key'];

describe('no secret of any kind leaves', () => {
  it('is planted for every kind, and for nearly every format in code, too', () => {
    expect(new Set(planted.map(({ kind }) => kind))).toEqual(new Set(KINDS.map(({ id }) => id)));
    expect(planted.filter(({ values }) => values.length === 0).map(({ kind }) => kind)).toEqual([]);
    const inCode = new Set(planted.filter(isKnownInCode).map(({ kind }) => kind));
    expect(FORMATS.map(({ id }) => id).filter((id) => !inCode.has(id))).toEqual(ONLY_ELSEWHERE);
    expect(planted.flatMap(({ values }) => values).filter(isEvident).length).toBeGreaterThan(100);
  });

  it('a leak would be seen', () => {
    // A part of it without a digit is hardly ever made.
    const one = planted.find(({ values: [value = ''] }) => /^[0-9a-f]{40,}$/.test(value)) as Planted;
    const [value = ''] = one.values;
    const ways = [
      value,
      encodeURIComponent(value),
      value.slice(0, 30),
      Buffer.from(`ab${value}cd`).toString('base64'),
    ];
    for (const stdout of ways) expect(finder.find({ streams: { stdout }, folders: [] })).not.toEqual([]);
    expect(finder.find({ streams: { stdout: one.kind }, folders: [] })).toEqual([]);
  });

  it('run, with another engine and the history, which finds every one of them', async () => {
    const args = ['run', '.', '--json', '--config', join(home, 'config.json'), '--history', 'all'];
    const answer = await command(args);
    expect(leaksOf(answer)).toEqual([]);
    const found = reportedIn(join(root, '.railgate/report.sarif'));
    const missed = planted.filter(({ kind, path }, i) => !found.has(`secrets/${kind} ${placeOf(i, path)}`));
    expect(missed.map(({ kind, path }) => `${kind} in ${path}`)).toEqual([]);
    expect([...found].filter((one) => one.endsWith(` ${GONE}`)).length).toBeGreaterThan(100);
    expect([...found].filter((one) => one.startsWith('lint/')).length).toBeGreaterThan(3);
    expect(JSON.parse(answer.stdout)).toHaveProperty('verdict');
  }, 120_000);

  it('fix --dry-run, whose patch has secrets beside it', async () => {
    const answer = await command(['fix', '--dry-run', '.', '--gate', 'lint', '--gate', 'railway']);
    expect(answer.stdout.match(/^\+healthcheckPath = "\/health"/gm) ?? []).toHaveLength(21);
    expect(leaksOf(answer)).toEqual([]);
  }, 60_000);

  it('scan, which keeps a shard', async () => {
    const answer = await command(['scan', '.', '--project', 'root']);
    const shard = readFileSync(join(root, '.railgate/shards/root.json'), 'utf8');
    expect(shard.length).toBeGreaterThan(0);
    expect(leaksOf(answer)).toEqual([]);
  }, 60_000);

  it('env, which names the variables', async () => {
    for (const args of [[], ['--json'], ['--dry-run']]) {
      const answer = await command(['env', '.', ...args]);
      expect(answer.stdout).toMatch(new RegExp(`\\bVARIABLE_${MISSING}\\b`));
      expect(leaksOf(answer)).toEqual([]);
    }
  }, 60_000);

  it('migrate --dry-run, which carries commands and comments', async () => {
    const answer = await command(['migrate', '--dry-run', '.']);
    expect(answer.stdout).toContain('startCommand: ');
    expect(leaksOf(answer)).toEqual([]);
  }, 60_000);

  it.each(['throws', 'exits', 'hangs'])('a gate that %s with a secret in its hands', async (does) => {
    const folder = await makeRepo({ 'a.ts': '' });
    const module = join(folder, `${does}.mjs`);
    await writeFile(
      module,
      gateThat(
        does,
        planted.filter(isKnownInCode).map(({ text }) => text),
      ),
    );
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
      const folder = await makeRepo({ 'a.ts': '' });
      for (const value of evidentValues().slice(0, 3)) {
        await writeFile(join(folder, 'railgate.json'), JSON.stringify(config(value)));
        const answer = await command(['run', '.'], folder);
        expect(answer.exitCode).toBe(3);
        expect(leaksOf(answer, folder)).toEqual([]);
      }
      await removeFolder(folder);
    },
    120_000,
  );

  it('what only a rule of the user calls a secret, beside what another gate found', async () => {
    const value = 'plain words of ours';
    const lines = [`const a = "${value}";`, 'eval(process.argv[2]);', ''];
    const rules = [{ id: 'ours', title: 'Words of ours', pattern: 'plain words of [a-z]+' }];
    const config = { gates: { secrets: { rules } } };
    const folder = await makeRepo({ 'a.js': lines.join('\n') });
    await writeFile(join(home, 'config.json'), JSON.stringify(config));
    const asked = ['.', '--config', join(home, 'config.json')];
    const gates = ['--gate', 'lint', '--gate', 'secrets'];
    const answers = [
      await command(['run', ...asked, ...gates], folder),
      await command(['scan', ...asked, '--project', 'root'], folder),
    ];
    const own = join(folder, '.railgate');
    const found = reportedIn(join(own, 'report.sarif'));
    expect([...found].filter((one) => one.endsWith(' a.js')).length).toBeGreaterThan(1);
    expect(found).toContain('secrets/custom-ours a.js');
    const files = readdirSync(own, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
    const streams = answers.flatMap(({ stdout, stderr }) => [stdout, stderr]);
    expect([...texts, ...streams].filter((text) => text.includes(value))).toEqual([]);
    expect(texts.filter((text) => text.includes('const a = \\"[redacted]\\";')).length).toBeGreaterThan(1);
    await removeFolder(folder);
  }, 60_000);

  it('a configuration that ends behind a secret', async () => {
    const folder = await makeRepo({ 'railgate.json': `{ "${evident()}" ` });
    const answer = await command(['run', '.'], folder);
    expect(answer.exitCode).toBe(3);
    expect(leaksOf(answer, folder)).toEqual([]);
    await removeFolder(folder);
  });
});

async function command(args: readonly string[], cwd = root): Promise<CliAnswer> {
  const env = { HOME: home, TMPDIR: join(home, 'tmp'), XDG_CACHE_HOME: join(home, 'cache') };
  return runCli(args, { cwd, env });
}

/** Rule and path of every result. */
function reportedIn(file: string): Set<string> {
  const log = JSON.parse(readFileSync(file, 'utf8')) as sarif.Log;
  const results = log.runs.flatMap((run) => run.results ?? []);
  return new Set(
    results.map(({ ruleId, locations }) => {
      const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
      return `${ruleId} ${decodeURIComponent(uri)}`;
    }),
  );
}

function leaksOf({ stdout, stderr }: CliAnswer, folder = root): string[] {
  return finder.find({ streams: { stdout, stderr }, folders: [join(folder, '.railgate'), home] });
}

function evident(): string {
  return evidentValues()[0] ?? '';
}

function evidentValues(): string[] {
  return planted.flatMap(({ values }) => values.filter(isEvident));
}

/** A module of a gate that fails in this way, and says these texts while it does. */
function gateThat(does: string, texts: readonly string[]): string {
  const said = JSON.stringify(texts.join('\n'));
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
