import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('a requirements file', () => {
  it('locks what it pins, as pip understands it', async () => {
    const lockfile = await readLockfile({
      'api/requirements.txt': [
        '# comment',
        'Django[argon2,bcrypt] == 4.2.1 ; python_version >= "3.9"  # why',
        'flask==2.0.1 \\',
        '    --hash=sha256:aa \\',
        '    --hash=sha256:bb',
        'weird===1.0.dev-x',
        'epoch==1!2.0.post1+local.7',
        'My.Strange_Name==1',
        '',
        '-e git+https://user:token@example.com/x/Some_Repo.git@v1#egg=some_repo',
        'named @ https://example.com/named-3.1-py3-none-any.whl',
        './libs/wheel-1.2.3-py3-none-any.whl',
        '',
      ].join('\n'),
    });
    expect(brief(lockfile)).toEqual([
      'django 4.2.1 2 direct',
      'flask 2.0.1 3 direct',
      'weird 1.0.dev-x 6 direct',
      'epoch 1!2.0.post1+local.7 7 direct',
      'my-strange-name 1 8 direct',
      'some-repo - 10 direct git',
      'named 3.1 11 direct url',
      'wheel 1.2.3 12 direct file',
    ]);
    expect(lockfile.packages[1]?.integrity).toBe('sha256:aa sha256:bb');
    expect(lockfile.packages[5]?.resolved).toBe('git+https://example.com/x/Some_Repo.git@v1');
    expect(lockfile.projects).toMatchObject([{ path: 'api', manifest: 'api/requirements.txt' }]);
  });

  it('says what nothing pins', async () => {
    const { unpinned, lockfiles, gaps } = await readFiles({
      'requirements.txt':
        'requests\nurllib3>=1,<3\nsix==1.*\npinned==1\nfrom-env==${VERSION}\nother @ https://x.org/o.zip\n',
    });
    expect(unpinned).toMatchObject([{ path: 'requirements.txt', ecosystem: 'PyPI', manager: 'pip' }]);
    expect(unpinned[0]?.requirements.map(({ name, range, line }) => `${name} ${range} ${line}`)).toEqual([
      'requests  1',
      'urllib3 >=1,<3 2',
      'six ==1.* 3',
    ]);
    expect(lockfiles[0]?.packages.map(({ name }) => name)).toEqual(['pinned', 'other']);
    expect(gaps.map(({ line }) => line)).toEqual([5]);
  });

  it('tells from the notes of pip-compile who brings what', async () => {
    const lockfile = await readLockfile({
      'requirements/dev.txt': [
        'click==8.1.7',
        '    # via',
        '    #   flask',
        '    #   black[jupyter]',
        'black==24.1.0  # via -r dev.in',
        'flask==3.0.0',
        '    # via my-project (pyproject.toml)',
        'by-hand==1',
      ].join('\n'),
    });
    expect(brief(lockfile)).toEqual([
      'click 8.1.7 1 dev',
      'black 24.1.0 5 direct dev → 0',
      'flask 3.0.0 6 direct dev → 0',
      'by-hand 1 8 direct dev',
    ]);
    expect(lockfile.projects[0]?.path).toBe('.');
  });

  it('takes in what it includes, whatever that is called, once and without end', async () => {
    const read = await readFiles({
      'requirements.txt': '-r deps/base.lst\n-c deps/pins.lst\nflask\n',
      'deps/base.lst': '--requirement=../requirements.txt\n-r base.lst\ndjango==4.2\nopen-one\n',
      'deps/pins.lst': 'flask==2.0\nnot-asked-for>=1\n',
    });
    expect(read.lockfiles.map((lockfile) => [lockfile.path, ...brief(lockfile)])).toEqual([
      ['deps/base.lst', 'django 4.2 3 direct'],
      ['deps/pins.lst', 'flask 2.0 1 direct'],
      ['requirements.txt'],
    ]);
    expect(
      read.unpinned.map(({ path, requirements }) => [path, ...requirements.map(({ name }) => name)]),
    ).toEqual([['deps/base.lst', 'open-one']]);
    expect(read.gaps).toEqual([]);
    expect([read.expected, read.seen]).toEqual([{ files: 3 }, { files: 3 }]);
  });

  it('says what it includes and nobody can read', async () => {
    const read = await readFiles({
      'a/requirements.txt':
        '-r ../../outside.txt\n-r /etc/passwd\n-c https://example.com/c.txt\n-r missing.txt\nx==1\n',
    });
    expect(gapsOf(read)).toEqual([
      'PART_SKIPPED a/requirements.txt:1 a/requirements.txt includes ../../outside.txt, which lies outside of the repository.',
      'PART_SKIPPED a/requirements.txt:2 a/requirements.txt includes /etc/passwd, which lies outside of the repository.',
      'PART_SKIPPED a/requirements.txt:3 a/requirements.txt includes a file from elsewhere, which is not fetched.',
      'PART_SKIPPED a/requirements.txt:4 a/requirements.txt includes missing.txt, which is not among the files of the repository.',
    ]);
    expect([read.expected, read.seen]).toEqual([{ files: 1 }, { files: 0 }]);
    expect(read.lockfiles[0]?.packages).toHaveLength(1);
  });

  it('names the registries that it asks, without their passwords', async () => {
    const own = await readLockfile({
      'requirements.txt': '--index-url https://me:pw@pypi.internal/simple\nsecret-lib==1\n',
    });
    expect(own.registries).toEqual([{ url: 'https://pypi.internal/simple', line: 1 }]);
    expect(own.packages[0]?.resolved).toBe('https://pypi.internal/simple');
    const both = await readLockfile({ 'requirements.txt': '--extra-index-url=https://a.b/simple\nx==1\n' });
    expect(both.registries).toEqual([{ url: 'https://a.b/simple', line: 1 }]);
    expect(both.packages[0]?.resolved).toBeUndefined();
  });

  it.each([
    [
      'a line that is none',
      'ok==1\nthis is prose\nno = 1\n',
      'line 2 is no requirement that pip understands, nor are 1 lines after it.',
    ],
    ['an unknown option', '--frobnicate x\nok==1\n', 'line 1 is no requirement'],
    ['extras without an end', 'a[b==1\n', 'line 1 is no requirement'],
    ['conflict markers', 'a==1\n<<<<<<< HEAD\nb==1\n=======\nb==2\n>>>>>>> other\n', 'conflict markers'],
  ])('is a gap with %s', async (_, text, message) => {
    const { gaps } = await readFiles({ 'requirements.txt': text });
    expect(gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path: 'requirements.txt' }]);
    expect(gaps[0]?.message).toContain(message);
  });

  it('is read in UTF-16, as PowerShell writes it', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('django==4.2\r\n', 'utf16le')]);
    expect(brief(await readLockfile({ 'requirements.txt': bytes }))).toEqual(['django 4.2 1 direct']);
    const { gaps } = await readFiles({ 'requirements.txt': Buffer.from('django==4.2\r\n', 'utf16le') });
    expect(gaps).toMatchObject([{ code: 'FILE_BINARY' }]);
  });

  it('hides nothing behind a line end that only Python sees', async () => {
    const lockfile = await readLockfile({ 'requirements.txt': '# harmless\u2028evil==1\nnext==2\n' });
    expect(brief(lockfile)).toEqual(['evil 1 1 direct', 'next 2 2 direct']);
  });

  it('holds each version once, and names of prototypes like any other', async () => {
    const lockfile = await readLockfile({
      'requirements.txt':
        'a==1 ; python_version < "3.9"\nA==2\na[x]==1\n\nx__proto__x @ https://x.org/a.zip\nconstructor==1\n',
    });
    expect(brief(lockfile)).toEqual([
      'a 1 1 direct',
      'a 2 2 direct',
      'x-proto-x - 5 direct url',
      'constructor 1 6 direct',
    ]);
  });

  it.each([
    ['backslashes', `${'\\'.repeat(2_000_000)}x\n`],
    ['continuations', 'a\\\n'.repeat(300_000)],
    ['brackets', 'a['.repeat(500_000)],
    ['dashes', `a${'-'.repeat(1_000_000)}\n`],
    ['options', ' -'.repeat(200_000)],
    ['notes', `a==1 # via ${'b,'.repeat(300_000)}`],
    ['includes', '-r x.txt\n'.repeat(50_000)],
  ])('takes linear time for %s', async (_, text) => {
    const read = await readFiles({ 'requirements.txt': text });
    expect(read.gaps.length).toBeLessThan(30);
  });
});
