import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RunManifest } from '@railgate/contract';
import { git, makeRepo, makeTempFolder, removeFolder, writeFiles, type Files } from '@railgate/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { runCli, reportsIn, type CliAnswer } from './run-cli.js';

// Each starts the command several times.
vi.setConfig({ testTimeout: 300_000 });

const roots: string[] = [];
afterEach(() => Promise.all(roots.splice(0).map(removeFolder)));

async function repository(files: Files = { 'a.txt': 'fine\n' }): Promise<string> {
  const root = await makeRepo(files, { git: true });
  roots.push(root);
  return root;
}

const secret = (): string => `RAILWAY_TOKEN=${randomUUID()}\n`;

interface Staged {
  readonly answer: CliAnswer;
  readonly manifest: RunManifest;
  /** Of the gate secrets, `path:line`. */
  readonly places: readonly string[];
  /** Ids of the rules that the report describes. */
  readonly rules: readonly string[];
  /** All that was written. */
  readonly written: string;
}

async function staged(root: string, env: Readonly<Record<string, string>> = {}): Promise<Staged> {
  const answer = await runCli(['run', root, '--staged'], { env });
  const out = join(root, '.railgate/staged');
  const manifest = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunManifest;
  const log = JSON.parse(readFileSync(join(out, 'report.sarif'), 'utf8')) as Log;
  const places = log.runs.flatMap(({ results = [] }) => results.map(placeOf));
  const rules = log.runs.flatMap(({ tool }) => (tool.driver.rules ?? []).map(({ id }) => id));
  const files = reportsIn(out).map((path) => readFileSync(join(out, path), 'utf8'));
  return { answer, manifest, places, rules, written: [...files, answer.stdout, answer.stderr].join('\n') };
}

const LOADED = 'the main thread loads the kinds of secrets';

/** Says when the main thread loads them. */
const PROBE = `
  const Module = require('node:module');
  const { isMainThread } = require('node:worker_threads');
  const load = Module._load;
  Module._load = function (name, ...rest) {
    if (isMainThread && name.startsWith('@railgate/secrets')) console.error('${LOADED}');
    return load.call(this, name, ...rest);
  };
`;

interface Log {
  readonly runs: readonly {
    readonly results?: readonly Result[];
    readonly tool: { readonly driver: { readonly rules?: readonly { readonly id: string }[] } };
  }[];
}

interface Result {
  readonly locations: readonly [
    { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } },
  ];
}

function placeOf({ locations: [{ physicalLocation }] }: Result): string {
  return `${physicalLocation.artifactLocation.uri}:${physicalLocation.region.startLine}`;
}

describe('ok: run --staged', () => {
  it('says that nothing is staged, and that is no failure', async () => {
    const root = await repository();
    const { answer, manifest } = await staged(root);
    expect(answer.exitCode).toBe(0);
    expect(answer.stdout).toContain('nothing is staged that could be looked at');
    expect(manifest.discovery).toMatchObject({ source: 'index', files: 0 });
    const verified = await runCli(['verify', join(root, '.railgate/staged/run.json')]);
    expect([verified.exitCode, verified.stderr]).toEqual([0, '']);
    expect((await git(root, 'status', '--porcelain')).trim()).toBe('');
  });

  it('looks at what is staged and at nothing else', async () => {
    const root = await repository({ 'old.sh': secret() });
    await writeFiles(root, { 'new.txt': 'fine\n', 'untracked.sh': secret() });
    await git(root, 'add', 'new.txt');
    // A user without any configuration: the container gate is on, too.
    const { answer, manifest, places } = await staged(root, { XDG_CONFIG_HOME: '/nonexistent' });
    expect([answer.exitCode, places]).toEqual([0, []]);
    expect(manifest.discovery.files).toBe(1);
    const skipped = manifest.outcomes.filter(({ status }) => status === 'skipped');
    expect(skipped.map(({ gate }) => gate)).toEqual(['lint', 'railway', 'sca', 'sbom', 'container']);
    for (const { reason } of skipped) expect(reason).toContain('needs the whole repository');
    const verified = await runCli(['verify', '--gate', 'lint', join(root, '.railgate/staged/run.json')]);
    expect(verified.exitCode).toBe(2);
  });

  it('loads the kinds of secrets in the thread that scans, and elsewhere only when there is something to say', async () => {
    const root = await repository();
    const folder = await makeTempFolder();
    roots.push(folder);
    writeFileSync(join(folder, 'probe.cjs'), PROBE);
    const env = { NODE_OPTIONS: `--require ${join(folder, 'probe.cjs')}` };
    await writeFiles(root, { 'new.txt': 'fine\n' });
    await git(root, 'add', 'new.txt');
    const clean = await staged(root, env);
    expect([clean.answer.exitCode, clean.answer.stderr]).toEqual([0, expect.not.stringContaining(LOADED)]);
    await writeFiles(root, { 'new.sh': secret() });
    await git(root, 'add', 'new.sh');
    expect((await staged(root, env)).answer.stderr).toContain(LOADED);
  });

  it('lets what is deleted go', async () => {
    const root = await repository({ 'a.sh': secret(), 'b.txt': 'fine\n' });
    await git(root, 'rm', '--quiet', 'a.sh');
    expect((await staged(root)).answer.exitCode).toBe(0);
  });
});

describe('ng: run --staged', () => {
  it('sees the staged content of a file that has another one on the disk', async () => {
    const root = await repository();
    const [inIndex, onDisk] = [secret(), secret()];
    await writeFiles(root, { 'a.txt': `1\n2\n${inIndex}`, 'b.txt': 'fine\n' });
    await git(root, 'add', '.');
    await writeFiles(root, { 'a.txt': 'clean again\n', 'b.txt': onDisk });
    const { answer, places, rules, written } = await staged(root);
    expect([answer.exitCode, places, rules]).toEqual([1, ['a.txt:3'], ['secrets/railway-token']]);
    for (const text of [inIndex, onDisk]) expect(written).not.toContain(text.trim().split('=')[1]);
  });

  it('sees renamed and copied files, in a first commit, too', async () => {
    const root = await makeTempFolder();
    roots.push(root);
    await git(root, 'init', '--quiet');
    await writeFiles(root, { 'a.sh': secret() });
    await git(root, 'add', '.');
    expect((await staged(root)).places).toEqual(['a.sh:1']);
    await git(root, 'commit', '--quiet', '-m', 'First');
    await git(root, 'mv', 'a.sh', 'b.sh');
    expect((await staged(root)).places).toEqual(['b.sh:1']);
  });

  it('heeds comments and the configuration of the repository', async () => {
    const root = await repository({ 'railgate.json': '{ "ignore": ["fixtures/**"] }' });
    const comment = '# railgate-ignore secrets/railway-token -- a token that was revoked\n';
    await writeFiles(root, { 'fixtures/a.sh': secret(), 'b.sh': `${comment}${secret()}` });
    await git(root, 'add', '.');
    writeFileSync(join(root, 'b.sh'), 'no comment here\n');
    const { answer, manifest } = await staged(root);
    expect(answer.exitCode).toBe(0);
    expect(manifest.verdict.counts.waived).toBe(1);
    expect(manifest.discovery.ignored).toBe(1);
  });

  it('looks at the index that git made for `git commit FILE`, and at no other repository’s', async () => {
    const root = await repository();
    await writeFiles(root, { 'a.sh': secret() });
    const other = join(root, '.git/next-index-1.lock');
    await git(root, 'add', '.');
    await git(root, 'read-tree', `--index-output=${other}`, 'HEAD');
    expect((await staged(root, { GIT_INDEX_FILE: other })).answer.exitCode).toBe(0);
    expect((await staged(root, { GIT_INDEX_FILE: join(await repository(), '.git/index') })).places).toEqual([
      'a.sh:1',
    ]);
    const gone = await runCli(['run', root, '--staged'], {
      env: { GIT_INDEX_FILE: join(root, '.git/gone') },
    });
    expect(gone.exitCode).toBe(3);
    expect(gone.stderr).toContain('GIT_INDEX_FILE');
  });
});

describe('broken: run --staged', () => {
  it('cannot know what a merge in conflict will be', async () => {
    const root = await repository();
    await git(root, 'checkout', '--quiet', '-b', 'side');
    await writeFiles(root, { 'a.txt': 'side\n' });
    await git(root, 'commit', '--quiet', '-am', 'Side');
    await git(root, 'checkout', '--quiet', 'main');
    await writeFiles(root, { 'a.txt': 'main\n' });
    await git(root, 'commit', '--quiet', '-am', 'Main');
    await git(root, 'merge', 'side').catch(() => undefined);
    const { answer, manifest } = await staged(root);
    expect(answer.exitCode).toBe(2);
    expect(manifest.discovery.gaps).toMatchObject([
      { path: 'a.txt', remedy: 'Resolve the conflict and `git add` the file.' },
    ]);
  });

  it.each([
    [['--staged', '--history', 'all'], '--staged and --history exclude each other'],
    [['--staged', '--project', 'x'], '--staged and --project exclude each other'],
    [['--history-only'], '--history-only needs --history'],
    [['--history', ' '], '--history is empty'],
  ])('takes %j for a mistake', async (args, message) => {
    const answer = await runCli(['run', await repository(), ...args]);
    expect([answer.exitCode, answer.stderr]).toEqual([3, expect.stringContaining(message)]);
  });

  it('needs a repository, and an index that can be read', async () => {
    const folder = await makeTempFolder();
    roots.push(folder);
    expect((await runCli(['run', folder, '--staged'])).exitCode).toBe(3);
    const root = await repository();
    writeFileSync(join(root, '.git/index'), 'no index');
    expect((await runCli(['run', root, '--staged'])).exitCode).toBe(3);
  });

  it('does not take for clean what only other gates could look at', async () => {
    const root = await repository();
    await writeFiles(root, { 'a.txt': 'more\n' });
    await git(root, 'add', '.');
    const answer = await runCli(['run', root, '--staged', '--gate', 'lint']);
    expect(answer.exitCode).toBe(2);
  });
});

describe('run --history', () => {
  it('goes before the configuration, and its findings are waived by no comment of today’s file', async () => {
    const root = await repository({ 'a.sh': secret() });
    await writeFiles(root, { 'a.sh': '# railgate-ignore secrets/railway-token -- not this one\n' });
    rmSync(join(root, '.railgate'), { recursive: true, force: true });
    await git(root, 'commit', '--quiet', '-am', 'Clean');
    expect((await runCli(['run', root, '--gate', 'secrets'])).exitCode).toBe(0);
    const answer = await runCli(['run', root, '--gate', 'secrets', '--history', 'all']);
    expect(answer.exitCode).toBe(1);
    expect(answer.stdout.replace(/\s+/g, ' ')).toContain('is in the history of the file');
    const range = await runCli(['run', root, '--gate', 'secrets', '--history', 'HEAD~1..HEAD']);
    expect(range.exitCode).toBe(0);
  });
});
