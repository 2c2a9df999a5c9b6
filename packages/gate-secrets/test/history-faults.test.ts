import { chmod, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

import { GateError } from '@railgate/contract';
import { removeFolder, runGate } from '@railgate/testkit';
import { describe, expect, it, vi } from 'vitest';

import { gate } from '../src/gate.js';
import { Repo, commitsOf, folder, secretLine } from './history-support.js';

const { line, value } = secretLine(1);

async function errorOf(work: Promise<unknown>): Promise<GateError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GateError)) throw new Error('It did not throw a GateError.');
  return error;
}

/** The object of a file as a commit has it. */
async function objectOf(repo: Repo, name: string): Promise<string> {
  return (await repo.git('rev-parse', name)).trim();
}

describe('broken: the history', () => {
  it('is none outside of a repository', async () => {
    const error = await errorOf(runGate(gate, { 'a.txt': 'fine\n' }, { options: { history: true } }));
    expect(error).toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringContaining('no git repository') as string,
    });
    expect(error.remedy).toContain('fetch-depth: 0');
  });

  it('needs git', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.txt': 'fine\n' });
    vi.stubEnv('PATH', await folder());
    const error = await errorOf(repo.look());
    vi.unstubAllEnvs();
    expect(error).toMatchObject({
      code: 'NEED_UNMET',
      message: 'The history cannot be read: git is not installed.',
    });
    expect(error.remedy).toMatch(/^Install git/);
  });

  it.each([
    ['nowhere..HEAD', 'Git knows no revision nowhere, which the range nowhere..HEAD names.'],
    ['HEAD ^nowhere', 'Git knows no revision nowhere, which the range ^nowhere names.'],
    ['--output=x', 'The range of revisions holds the option --output=x, which does not belong there.'],
    ['HEAD..--output=x', 'Git knows no revision --output=x, which the range HEAD..--output=x names.'],
    ['a\u001b[31m', 'Git knows no revision a\\u001b[31m, which the range a\\u001b[31m names.'],
  ])('does not know the range %j', async (range, message) => {
    const repo = await Repo.make();
    await repo.commit({ 'a.txt': 'fine\n' });
    expect(await errorOf(repo.look(range))).toMatchObject({ code: 'NEED_UNMET', message });
  });

  it('is cut short in a shallow clone, and what is there is told', async () => {
    const origin = await Repo.make();
    await origin.commit({ 'a.sh': line });
    await origin.commit({ 'b.sh': secretLine(2).line, 'a.sh': null });
    await origin.commit({ 'b.sh': null });
    const clone = new Repo(join(await folder(), 'clone'));
    await origin.git('clone', '--quiet', '--depth=2', `file://${origin.root}`, clone.root);
    const { scan, findings } = await clone.look();
    expect(findings).toMatchObject([{ path: 'b.sh' }]);
    expect(scan.gaps).toMatchObject([
      { code: 'HISTORY_INCOMPLETE', remedy: expect.stringContaining('git fetch --unshallow') as string },
    ]);
    expect((await clone.look('HEAD~1..HEAD')).scan.gaps).toEqual([]);
    await clone.git('fetch', '--quiet', '--unshallow');
    const whole = await clone.look();
    expect(whole.scan.gaps).toEqual([]);
    expect(whole.findings.map(({ path }) => path)).toEqual(['a.sh', 'b.sh']);
  });

  it('lacks what a partial clone has left out, and nothing is fetched; its command mends it', async () => {
    const origin = await Repo.make();
    await origin.commit({ 'a.sh': line });
    await origin.commit({ 'a.sh': 'fine\n' });
    await origin.git('config', 'uploadpack.allowFilter', 'true');
    const clone = new Repo(join(await folder(), 'clone'));
    await origin.git('clone', '--quiet', '--filter=blob:none', `file://${origin.root}`, clone.root);
    for (let round = 0; round < 2; round++) {
      const { scan, findings } = await clone.look();
      expect(findings).toEqual([]);
      expect(scan.evidence).toMatchObject({ expected: { versions: 2 }, seen: { versions: 1 } });
      expect(scan.gaps).toMatchObject([
        { code: 'HISTORY_INCOMPLETE', message: '1 version of a file in the history is not in this clone.' },
      ]);
      expect(scan.gaps[0]?.remedy).toContain('`git fetch --refetch --no-filter origin`');
    }
    await clone.git('fetch', '--quiet', '--refetch', '--no-filter', 'origin');
    const { scan, findings } = await clone.look();
    expect(scan.gaps).toEqual([]);
    expect(findings).toMatchObject([{ path: 'a.sh' }]);
  });

  it('has a packed object that is damaged: it is named, and what lies behind it is read', async () => {
    const repo = await Repo.make();
    await repo.commit({
      'bad.txt': Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
      'z.sh': line,
    });
    await repo.commit({ 'z.sh': null });
    const bad = await objectOf(repo, 'HEAD:bad.txt');
    await repo.git('gc', '--quiet');
    await damage(repo, bad);
    const { scan, findings } = await repo.look();
    expect(findings).toMatchObject([{ path: 'z.sh' }]);
    expect(scan.gaps).toMatchObject([{ code: 'HISTORY_INCOMPLETE' }]);
    expect(scan.gaps[0]?.message).toContain(`The object ${bad} (bad.txt) cannot be read: git ended with 128`);
    expect(scan.gaps[0]?.remedy).toContain('`git fsck --full`');
  });

  it('cannot be walked where a tree is lost', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'sub/a.txt': 'one\n' });
    await repo.commit({ 'sub/a.txt': 'two\n' });
    const tree = await objectOf(repo, 'HEAD~1:sub');
    await removeFolder(join(repo.root, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    const { scan } = await repo.look();
    expect(scan.gaps.length).toBeGreaterThan(0);
    for (const gap of scan.gaps) expect(gap.code).toBe('HISTORY_INCOMPLETE');
  });

  it('has files that Git LFS keeps: a pointer is not the content, which is read where it is', async () => {
    const repo = await Repo.make();
    const content = `${line}\n`;
    const oid = createHash('sha256').update(content).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
    await repo.commit({ '.gitattributes': '*.big filter=lfs\n', 'a.big': pointer });
    const { scan } = await repo.look();
    expect(scan.notScanned).toEqual([
      { path: 'a.big', reason: 'Git LFS pointer: the content is not checked out' },
    ]);
    expect(scan.gaps).toMatchObject([
      { message: '1 version of a file in the history is kept by Git LFS and is not in this clone.' },
    ]);
    expect(scan.gaps[0]?.remedy).toContain('`git lfs fetch --all`');
    const path = join(repo.root, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    const fetched = await repo.look();
    expect(fetched.scan.gaps).toEqual([]);
    expect(fetched.findings).toMatchObject([{ path: 'a.big' }]);
    expect(JSON.stringify(fetched.log)).not.toContain(value);
  });
});

/** Overwrites the packed bytes of an object. */
async function damage(repo: Repo, object: string): Promise<void> {
  const packs = join(repo.root, '.git/objects/pack');
  const [pack = ''] = (await readdir(packs)).filter((name) => name.endsWith('.pack'));
  const listed = await repo.git('verify-pack', '-v', join(packs, pack.replace(/pack$/, 'idx')));
  const [, size, offset] = new RegExp(`^${object} blob +\\d+ (\\d+) (\\d+)`, 'm').exec(listed) ?? [];
  const { readFile } = await import('node:fs/promises');
  const bytes = await readFile(join(packs, pack));
  bytes.fill(0xaa, Number(offset) + 20, Number(offset) + Number(size) - 4);
  await chmod(join(packs, pack), 0o644);
  await writeFile(join(packs, `${pack}.new`), bytes);
  await rename(join(packs, `${pack}.new`), join(packs, pack));
}

describe('what a history is', () => {
  it('holds stashes, the older ones too, tags, notes and other branches', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.txt': 'fine\n' });
    for (const seed of [3, 4]) {
      await writeFile(join(repo.root, 'a.txt'), `${secretLine(seed).line}\n`);
      await repo.git('stash', '--quiet');
    }
    await repo.git('checkout', '--quiet', '-b', 'side');
    await repo.commit({ 'side.sh': secretLine(5).line });
    await repo.git('tag', 'kept');
    await repo.git('checkout', '--quiet', 'main');
    await repo.git('branch', '-D', 'side');
    await repo.git('notes', 'add', '-m', secretLine(6).line);
    const { findings } = await repo.look();
    expect(findings.filter(({ path }) => path === 'a.txt')).toHaveLength(2);
    for (const { path, message } of findings)
      expect([path, message.includes('It is in a stash')]).toEqual([path, path === 'a.txt']);
    expect(findings.filter(({ path }) => path === 'side.sh')).toHaveLength(1);
    // The note is a file that has the commit's id as its name.
    expect(findings).toHaveLength(4);
  });

  it('is what a range names, and no more', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.sh': secretLine(3).line });
    const second = await repo.commit({ 'b.sh': secretLine(4).line });
    await repo.commit({ 'a.sh': null, 'b.sh': null });
    expect(commitsOf(await repo.look('HEAD~2..HEAD'))).toEqual([
      { at: 'b.sh:1', version: second, commits: { first: second, last: second, count: 1 } },
    ]);
    expect((await repo.look('HEAD~1..HEAD')).findings).toEqual([]);
    expect((await repo.look('HEAD --not HEAD~1')).findings).toEqual([]);
    expect((await repo.look('all')).findings).toHaveLength(2);
  });

  it('is told without the files where they are left to another run', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.sh': line, 'b.sh': secretLine(2).line });
    await repo.commit({ 'b.sh': null });
    const { findings, scan } = await runGate(gate, repo.root, { options: { history: true, files: false } });
    expect(findings.map(({ path, version }) => [path, version !== undefined])).toEqual([
      ['a.sh', true],
      ['b.sh', true],
    ]);
    expect(findings[0]?.message).toContain('The commit that is checked out has it, too.');
    expect(findings[1]?.message).toContain('It is not in the commit that is checked out any more');
    expect(scan.evidence.expected).toEqual({ commits: 2, versions: 2 });
  });

  it('leaves out what the configuration ignores', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'fixtures/a.sh': line, 'b.sh': secretLine(2).line });
    await repo.commit({ 'fixtures/a.sh': null, 'b.sh': null, 'c.txt': 'fine\n' });
    const ignoring = {
      ...gate,
      scan: (input: Parameters<typeof gate.scan>[0]) =>
        gate.scan({ ...input, workspace: { ...input.workspace, ignore: ['fixtures/**'] } }),
    };
    const { findings } = await runGate(ignoring, repo.root, { options: { history: true } });
    expect(findings.map(({ path }) => path)).toEqual(['b.sh']);
  });

  it('is that of the scanned folder alone', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'apps/api/a.sh': line, 'apps/web/b.sh': secretLine(2).line, 'apps/api/z': 'fine\n' });
    await repo.commit({ 'apps/api/a.sh': null, 'apps/web/b.sh': null, 'apps/web/z': 'fine\n' });
    const { findings } = await runGate(gate, join(repo.root, 'apps/api'), { options: { history: true } });
    expect(findings.map(({ path }) => path)).toEqual(['a.sh']);
  });

  it('has files whose names differ in case alone', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'Keys.sh': line, 'keys.sh': secretLine(2).line });
    expect((await repo.look()).findings.map(({ path }) => path)).toEqual(['Keys.sh', 'keys.sh']);
    await repo.commit({ 'Keys.sh': null, 'keys.sh': null });
    expect((await repo.look()).findings.map(({ path }) => path)).toEqual(['Keys.sh', 'keys.sh']);
  });

  it('has a file that only a tag names', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.txt': 'fine\n', 'b.sh': line });
    const object = await objectOf(repo, 'HEAD:b.sh');
    await repo.git('tag', 'a-file', object);
    await repo.git('rm', '--quiet', 'b.sh');
    await repo.git('commit', '--quiet', '--amend', '-m', 'Without');
    await repo.git('reflog', 'expire', '--expire=now', '--all');
    const { findings, log } = await repo.look();
    expect(findings).toMatchObject([
      { path: '.git', message: expect.stringContaining('a tag names') as string },
    ]);
    expect(JSON.stringify(log)).not.toContain(value);
  });

  it('has names with line feeds, quotes, bytes that are no text, and paths that lead out', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a\nb"c.sh': line, 'z.txt': 'fine\n' });
    await repo.commit({ 'a\nb"c.sh': null });
    const blob = await objectOf(repo, 'HEAD~1:a\nb"c.sh');
    const tree = await makeTree(repo, [Buffer.from('..'), Buffer.from('\xff\xfe.sh', 'latin1')], blob);
    const commit = (await repo.git('commit-tree', '-m', 'Hostile', tree)).trim();
    await repo.git('update-ref', 'refs/heads/hostile', commit);
    const { findings } = await repo.look();
    expect(findings.map(({ path }) => path).sort()).toEqual(['\\xFF\\xFE.sh', '_', 'a\nb"c.sh']);
  });

  it('is not shortened by grafts and replaced objects, and runs no program that the repository names', async () => {
    const repo = await Repo.make();
    const first = await repo.commit({ 'a.sh': line });
    const second = await repo.commit({ 'a.sh': null, 'b.txt': 'fine\n' });
    await mkdir(join(repo.root, '.git/info'), { recursive: true });
    await writeFile(join(repo.root, '.git/info/grafts'), `${second}\n`);
    const trace = join(await folder(), 'ran');
    for (const name of ['core.fsmonitor', 'gpg.program', 'diff.external', 'core.sshCommand', 'core.pager'])
      await repo.git('config', name, `touch ${trace}; false`);
    await repo.git('config', 'log.showSignature', 'true');
    expect(commitsOf(await repo.look())).toEqual([
      { at: 'a.sh:1', version: first, commits: { first, last: first, count: 1 } },
    ]);
    expect(await readdir(dirname(trace))).toEqual([]);
  });
});

/** A tree as git does not make them. */
async function makeTree(repo: Repo, names: readonly Buffer[], blob: string): Promise<string> {
  const entries = names.map((name) =>
    Buffer.concat([Buffer.from('100644 '), name, Buffer.from([0]), Buffer.from(blob, 'hex')]),
  );
  const file = join(await folder(), 'tree');
  await writeFile(file, Buffer.concat(entries));
  return (await repo.git('hash-object', '-t', 'tree', '-w', '--literally', file)).trim();
}
