import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UsageError } from '@railgate/contract';

import { asNobody, isRoot, TempRepository } from '../../test/temp-repository.js';
import { discover, type DiscoverOptions, type Discovery } from './discover.js';

let repository: TempRepository;

beforeEach(() => {
  repository = new TempRepository();
});
afterEach(() => repository.remove());

function run(options: Partial<DiscoverOptions> = {}, path = repository.path): Promise<Discovery> {
  return discover(path, { ignore: [], services: [], ...options });
}

function pathsOf(discovery: Discovery): string[] {
  return discovery.workspace.files.map(({ path }) => path);
}

function reasonsOf(discovery: Discovery): Record<string, string> {
  return Object.fromEntries(discovery.notScanned.map(({ path, reason }) => [path, reason]));
}

function gapsOf(discovery: Discovery): string[] {
  return discovery.gaps.map(({ code, path }) => `${code} ${path}`);
}

describe('ok: the file list', () => {
  it('comes from git, sorted by code unit, with sizes', async () => {
    repository.write({ 'b.js': 'bb', 'B.js': '', 'a/z.js': 'z', '.gitignore': 'dist/\n' }).commit();
    repository.write({ 'dist/x.js': '', 'ä.js': '', 'new.js': 'new' });
    const discovery = await run();
    expect(discovery.source).toBe('git');
    expect(pathsOf(discovery)).toEqual(['.gitignore', 'B.js', 'a/z.js', 'b.js', 'new.js', 'ä.js']);
    expect(discovery.workspace.files.find(({ path }) => path === 'b.js')?.size).toBe(2);
    expect(discovery).toMatchObject({ gaps: [], notScanned: [], ignored: 0 });
  });

  it('is that of a folder inside a repository', async () => {
    repository.write({ 'apps/api/a.js': '', 'b.js': '' }).commit();
    expect(pathsOf(await run({}, repository.at('apps')))).toEqual(['api/a.js']);
  });

  it('is what there is in a folder that the repository ignores', async () => {
    repository.write({ '.gitignore': 'build/\n', 'build/a.js': '' }).commit();
    const discovery = await run({}, repository.at('build'));
    expect(discovery.source).toBe('folder');
    expect(pathsOf(discovery)).toEqual(['a.js']);
  });

  it('comes from walking the folder without git, dependency and cache folders aside', async () => {
    repository.write({
      'a.js': '',
      'node_modules/x/index.js': '',
      'app/.venv/y.py': '',
      '.cache/z': '',
      '.nx/w': '',
    });
    const discovery = await run();
    expect(discovery.source).toBe('folder');
    expect(pathsOf(discovery)).toEqual(['a.js']);
    expect(reasonsOf(discovery)).toEqual({
      '.cache': 'cache',
      '.nx': 'cache',
      'app/.venv': 'dependency folder',
      node_modules: 'dependency folder',
    });
  });

  it('is empty for an empty folder', async () => {
    expect((await run()).workspace.files).toEqual([]);
  });

  it('never holds the reports of an earlier run', async () => {
    const left = `.railgate/.railgate-${'0'.repeat(32)}.tmp`;
    repository.write({ 'a.js': '', '.railgate/report.html': '', [left]: '' });
    const plain = await run();
    expect([pathsOf(plain), reasonsOf(plain)]).toEqual([['a.js'], {}]);
    repository.commit();
    const discovery = await run();
    expect(pathsOf(discovery)).toEqual(['a.js']);
    expect(reasonsOf(discovery)).toEqual({ '.railgate': 'output of Railgate' });
  });

  it('holds what somebody else put beside them', async () => {
    const paths = ['.railgate/evil.js', '.railgate/gates/evil.js'];
    repository.write({ '.railgate/report.html': '', ...Object.fromEntries(paths.map((path) => [path, ''])) });
    expect(pathsOf(await run())).toEqual(paths);
    repository.commit();
    expect(pathsOf(await run())).toEqual(paths);
  });

  it('is the same whichever link leads to the folder', async () => {
    repository.write({ 'real/a.js': '' });
    symlinkSync('real', repository.at('link'));
    expect(pathsOf(await run({}, repository.at('link')))).toEqual(['a.js']);
  });
});

describe('ng: what is left out is told', () => {
  it('what git tracks and is gone', async () => {
    repository.write({ 'a.js': '', 'dir/b.js': '', 'c.js': '', 'd.js': '' }).commit();
    unlinkSync(repository.at('a.js'));
    rmSync(repository.at('dir'), { recursive: true });
    unlinkSync(repository.at('c.js'));
    repository.write({ 'c.js/inner.js': '' });
    const discovery = await run();
    expect(reasonsOf(discovery)).toEqual({
      'a.js': 'deleted',
      'dir/b.js': 'deleted',
      'c.js': 'deleted, a folder is in its place',
    });
    expect(pathsOf(discovery)).toEqual(['c.js/inner.js', 'd.js']);
  });

  it('what a sparse checkout leaves out', async () => {
    repository.write({ 'a/x.js': '', 'b/y.js': '' }).commit();
    repository.git('sparse-checkout', 'set', '--no-cone', '/a/');
    expect(reasonsOf(await run())).toEqual({ 'b/y.js': 'not checked out (sparse checkout)' });
  });

  it.each(['git', 'folder'])('symbolic links, and where they lead (%s)', async (source) => {
    repository.write({ 'src/a.js': '', '.gitignore': 'secret.txt\n' });
    const links = {
      file: 'src/a.js',
      folder: 'src',
      out: '/etc/hostname',
      outFolder: '/etc',
      gone: 'nowhere',
      hidden: 'secret.txt',
    };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, repository.at(name));
    if (source === 'git') repository.commit();
    repository.write({ 'secret.txt': '' });
    const discovery = await run();
    expect(discovery.source).toBe(source);
    expect(pathsOf(discovery).filter((path) => path !== 'secret.txt')).toEqual(['.gitignore', 'src/a.js']);
    expect(reasonsOf(discovery)).toEqual({
      file: 'symbolic link',
      folder: 'symbolic link',
      out: 'symbolic link out of the repository',
      outFolder: 'symbolic link out of the repository',
      gone: 'dangling symbolic link',
      hidden: source === 'git' ? 'symbolic link to something that is not in the file list' : 'symbolic link',
    });
  });

  it('what git tracks below a folder that became a link', async () => {
    repository.write({ 'src/passwd': '', 'a.js': '' }).commit();
    rmSync(repository.at('src'), { recursive: true });
    symlinkSync('/etc', repository.at('src'));
    const discovery = await run();
    expect(pathsOf(discovery)).toEqual(['a.js']);
    expect(reasonsOf(discovery)).toEqual({
      src: 'symbolic link out of the repository',
      'src/passwd': 'behind a symbolic link',
    });
  });

  it('named pipes', async () => {
    repository.write({ 'a.js': '', 'b.js': '' }).commit();
    unlinkSync(repository.at('b.js'));
    execFileSync('mkfifo', [repository.at('b.js')]);
    expect(reasonsOf(await run())).toEqual({ 'b.js': 'named pipe' });
    rmSync(repository.at('.git'), { recursive: true });
    expect(reasonsOf(await run())).toEqual({ 'b.js': 'named pipe' });
  });

  it('what the configuration ignores, also a pattern that takes nothing', async () => {
    repository.write({ 'a.js': '', 'test/fixtures/b.js': '', 'test/fixtures/c.js': '', 'd.min.js': '' });
    symlinkSync('/etc', repository.at('test/fixtures/out'));
    const discovery = await run({ ignore: ['**/fixtures/**', '*.min.js', 'fixtrues/'] });
    expect(pathsOf(discovery)).toEqual(['a.js']);
    expect(discovery.ignored).toBe(3);
    expect(reasonsOf(discovery)).toEqual({
      '**/fixtures/**': 'ignored by configuration (2 files)',
      '*.min.js': 'ignored by configuration (1 file)',
      'fixtrues/': 'ignored by configuration (0 files)',
    });
  });
});

describe('repositories inside the repository', () => {
  function addSubmodule(): TempRepository {
    const other = new TempRepository().write({ 'lib.js': '', '.gitignore': 'ignored\n' }).commit();
    repository.write({ 'a.js': '' }).commit();
    repository.git('submodule', 'add', '-q', other.path, 'libs/other');
    repository.git('commit', '-qm', 'submodule');
    return other;
  }

  it('ok: the files of a submodule are listed by its own rules', async () => {
    const other = addSubmodule();
    repository.write({ 'libs/other/ignored': '', 'libs/other/new.js': '' });
    const discovery = await run();
    expect(pathsOf(discovery)).toEqual([
      '.gitmodules',
      'a.js',
      'libs/other/.gitignore',
      'libs/other/lib.js',
      'libs/other/new.js',
    ]);
    expect(discovery.notScanned).toEqual([]);
    other.remove();
  });

  it('ng: a submodule that is not checked out is told', async () => {
    const other = addSubmodule();
    repository.git('submodule', 'deinit', '-q', '-f', 'libs/other');
    expect(reasonsOf(await run())).toEqual({ 'libs/other': 'submodule, not checked out' });
    rmSync(repository.at('libs'), { recursive: true });
    expect(reasonsOf(await run())).toEqual({ 'libs/other': 'deleted' });
    other.remove();
  });

  it('ng: a submodule that became a link out is not entered', async () => {
    const other = addSubmodule();
    rmSync(repository.at('libs/other'), { recursive: true });
    symlinkSync(other.path, repository.at('libs/other'));
    const discovery = await run();
    expect(pathsOf(discovery)).toEqual(['.gitmodules', 'a.js']);
    expect(reasonsOf(discovery)).toEqual({ 'libs/other': 'symbolic link out of the repository' });
    other.remove();
  });

  it('ng: a submodule behind a link out is not entered', async () => {
    const other = addSubmodule();
    const elsewhere = new TempRepository().write({ 'other/private.js': '' });
    rmSync(repository.at('libs'), { recursive: true });
    symlinkSync(elsewhere.path, repository.at('libs'));
    const discovery = await run();
    expect(pathsOf(discovery)).toEqual(['.gitmodules', 'a.js']);
    expect(reasonsOf(discovery)).toEqual({
      libs: 'symbolic link out of the repository',
      'libs/other': 'behind a symbolic link',
    });
    other.remove();
    elsewhere.remove();
  });

  it('broken: a submodule whose git is gone is walked', async () => {
    const other = addSubmodule();
    unlinkSync(repository.at('libs/other/.git'));
    expect(pathsOf(await run())).toContain('libs/other/lib.js');
    writeFileSync(repository.at('libs/other/.git'), 'gitdir: /nonexistent/place\n');
    const discovery = await run();
    expect(pathsOf(discovery)).toContain('libs/other/lib.js');
    expect(pathsOf(discovery)).not.toContain('libs/other/.git');
    expect(reasonsOf(discovery)['libs/other/.git']).toMatch(/^git ended with 128: .*; the folder was walked/);
    expect(JSON.stringify(discovery.notScanned)).not.toContain('/nonexistent');
    other.remove();
  });

  it('ok: the files of a repository that nobody tracks are listed', async () => {
    repository.write({ 'a.js': '' }).commit();
    const inner = new TempRepository().write({ 'b.js': '' }).commit();
    renameSync(inner.path, repository.at('inner'));
    expect(pathsOf(await run())).toEqual(['a.js', 'inner/b.js']);
  });
});

describe('broken: what cannot be known is a gap', () => {
  it('names with control characters: listed, one gap for a folder', async () => {
    repository
      .write({ 'a\nb.js': '', 'x\u001b[31m/c.js': '', 'x\u001b[31m/d.js': '', 'e\u202ef.js': '' })
      .commit();
    const discovery = await run();
    expect(pathsOf(discovery)).toContain('a\nb.js');
    expect(gapsOf(discovery)).toEqual([
      'NAME_UNSAFE a\nb.js',
      'NAME_UNSAFE e\u202ef.js',
      'NAME_UNSAFE x\u001b[31m',
    ]);
    expect(discovery.gaps.map(({ message }) => message)).toEqual([
      'a\\nb.js has control characters in its name.',
      'e\\u202ef.js has control characters in its name.',
      'x\\u001b[31m has control characters in its name.',
    ]);
    expect((await run({ ignore: ['*\u001b*/', '*\n*', 'e*'] })).gaps).toEqual([]);
  });

  it.each(['git', 'folder'])('names that are not valid UTF-8 (%s)', async (source) => {
    const name = Buffer.concat([
      Buffer.from(`${repository.path}/caf`),
      Buffer.from([0xe9]),
      Buffer.from('.js'),
    ]);
    writeFileSync(name, '');
    const folder = Buffer.concat([Buffer.from(`${repository.path}/`), Buffer.from([0xff])]);
    mkdirSync(folder);
    writeFileSync(Buffer.concat([folder, Buffer.from('/inner.js')]), '');
    if (source === 'git') repository.commit();
    const discovery = await run();
    expect(discovery.source).toBe(source);
    expect(discovery.workspace.files).toEqual([]);
    expect(gapsOf(discovery)).toEqual([
      source === 'git' ? 'NAME_UNSAFE \\xFF/inner.js' : 'NAME_UNSAFE \\xFF',
      'NAME_UNSAFE caf\\xE9.js',
    ]);
  });

  it.each(['git', 'folder'])('loops of symbolic links (%s)', async (source) => {
    symlinkSync('loop-b', repository.at('loop-a'));
    symlinkSync('loop-a', repository.at('loop-b'));
    symlinkSync('.', repository.at('self'));
    if (source === 'git') repository.commit();
    const discovery = await run();
    expect(gapsOf(discovery)).toEqual(['FILE_UNREADABLE loop-a', 'FILE_UNREADABLE loop-b']);
    expect(reasonsOf(discovery)).toEqual({ self: 'symbolic link' });
    expect((await run({ ignore: ['loop-?'] })).gaps).toEqual([]);
  });

  it('a repository that git cannot read is walked, and the reason told', async () => {
    repository.write({ 'a.js': '', '.gitignore': 'b.js\n', 'b.js': '' }).commit();
    writeFileSync(repository.at('.git/index'), 'no index'.repeat(20));
    const discovery = await run();
    expect(discovery.source).toBe('folder');
    expect(pathsOf(discovery)).toEqual(['.gitignore', 'a.js', 'b.js']);
    expect(reasonsOf(discovery)['.git']).toMatch(/^git ended with 128: .*; the folder was walked instead$/);
  });

  it('a folder so deep that no path leads there', async () => {
    const name = 'd'.repeat(250);
    const script = `import os\nfor i in range(20):\n  os.mkdir('${name}')\n  os.chdir('${name}')\nopen('x.js','w')\n`;
    execFileSync('python3', ['-c', script], { cwd: repository.path });
    const discovery = await run();
    expect(discovery.gaps.map(({ code }) => code)).toEqual(['FILE_UNREADABLE']);
    expect(discovery.gaps[0]?.message).toMatch(/cannot be listed: ENAMETOOLONG\.$/);
  });
});

if (!isRoot) process.stderr.write('Skipped: looking at a repository as another user needs root.\n');

describe.runIf(isRoot)('as another user', () => {
  it('ok: a checkout that belongs to somebody else is listed by git', async () => {
    repository.write({ 'a.js': '', '.gitignore': 'b.js\n', 'b.js': '' }).commit();
    const discovery = await asNobody(() => run());
    expect(discovery).toMatchObject({ source: 'git', gaps: [], notScanned: [] });
    expect(pathsOf(discovery)).toEqual(['.gitignore', 'a.js']);
  });

  it.each(['git', 'folder'])('broken: folders that cannot be listed or entered (%s)', async (source) => {
    repository.write({ 'a.js': '', 'tracked/b.js': '' });
    if (source === 'git') repository.commit();
    repository.write({ 'apps/closed/c.js': '', 'apps/listed-only/d.js': '', 'apps/listed-only/e.js': '' });
    chmodSync(repository.at('tracked'), 0o700);
    chmodSync(repository.at('apps/closed'), 0o700);
    chmodSync(repository.at('apps/listed-only'), 0o744);
    const discovery = await asNobody(() => run());
    expect(discovery.source).toBe(source);
    expect(pathsOf(discovery)).toEqual(['a.js']);
    expect([...new Set(gapsOf(discovery))]).toEqual([
      'FILE_UNREADABLE apps/closed',
      'FILE_UNREADABLE apps/listed-only',
      'FILE_UNREADABLE tracked',
    ]);
    const ignoring = await asNobody(() => run({ ignore: ['apps/**', 'tracked/'] }));
    expect(ignoring.gaps).toEqual([]);
  });

  it('broken: folders that cannot be listed, seen from a folder of the repository', async () => {
    repository.write({ 'apps/a.js': '' }).commit().write({ 'apps/closed/c.js': '' });
    chmodSync(repository.at('apps/closed'), 0o700);
    expect(gapsOf(await asNobody(() => run({}, repository.at('apps'))))).toEqual(['FILE_UNREADABLE closed']);
  });

  it('broken: a .git that cannot be read', async () => {
    repository.write({ 'a.js': '' }).commit();
    chmodSync(repository.at('.git'), 0o700);
    const discovery = await asNobody(() => run());
    expect(discovery.source).toBe('folder');
    expect(pathsOf(discovery)).toEqual(['a.js']);
    expect(reasonsOf(discovery)['.git']).toContain('the folder was walked instead');
  });

  it('ng: the .git of a stranger in a folder above does not count', async () => {
    repository.write({ 'mine/a.js': '', 'mine/b.md': '' });
    repository.git('init', '-q');
    writeFileSync(repository.at('.git/info/exclude'), '*.js\n');
    execFileSync('chown', ['-R', '1234', repository.path]);
    execFileSync('chown', ['-R', '65534', repository.at('mine')]);
    const discovery = await asNobody(() => run({}, repository.at('mine')));
    expect(discovery.source).toBe('folder');
    expect(pathsOf(discovery)).toEqual(['a.js', 'b.md']);
  });

  it.each([0o700, 0o744, 0o711])('broken: a root with mode %o is refused', async (mode) => {
    const folder = repository.at('closed');
    mkdirSync(folder);
    chmodSync(folder, mode);
    const attempt = asNobody(() => run({}, folder));
    await expect(attempt).rejects.toThrow(UsageError);
    await expect(attempt).rejects.toThrow('cannot be read: permission denied.');
  });
});

describe('broken: a root that is none', () => {
  it.each([
    ['nowhere', 'does not exist.'],
    ['a.js', 'is not a folder.'],
    ['a.js/b', 'leads through a file.'],
    ['loop', 'is a loop of symbolic links.'],
    ['dangling', 'does not exist.'],
  ])('%s %s', async (path, message) => {
    repository.write({ 'a.js': '' });
    symlinkSync('loop', repository.at('loop'));
    symlinkSync('nothing', repository.at('dangling'));
    const attempt = run({}, repository.at(path));
    await expect(attempt).rejects.toThrow(UsageError);
    await expect(attempt).rejects.toThrow(`${repository.at(path)} ${message}`);
  });

  it('shows no control characters', async () => {
    await expect(run({}, join(repository.path, '\u001b[31m'))).rejects.toThrow(
      '/\\u001b[31m does not exist.',
    );
  });

  it('refuses globs that cannot be used', async () => {
    await expect(run({ ignore: ['{a,b}'.repeat(20)] })).rejects.toThrow(UsageError);
  });
});
