import { spawnSync } from 'node:child_process';
import { chmod, mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunManifest } from '@railgate/contract';
import { SAMPLE, git, makeRepo, makeTempFolder, removeFolder, type Files } from '@railgate/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { OTHER_USER, giveAway } from './other-user.js';
import { brokenReports, reportsIn, runCli, type CliAnswer, type CliOptions } from './run-cli.js';

// Each test starts the command once or twice, and CI machines are slow.
vi.setConfig({ testTimeout: 120_000 });

/** A repository that is removed when the test ends. */
async function repo(files: Files = {}, options: { git?: boolean } = { git: true }): Promise<string> {
  const root = await makeRepo({ ...SAMPLE, ...files }, options);
  onTestFinished(() => removeFolder(root));
  return root;
}

async function folder(): Promise<string> {
  const path = await makeTempFolder();
  onTestFinished(() => removeFolder(path));
  return path;
}

interface JsonRun extends CliAnswer {
  readonly manifest: RunManifest;
}

/** One gate where it does not matter which: starting ESLint for each test would cost a minute. */
type Options = CliOptions & { readonly gate?: 'lint' | 'railway' };

/** `railgate run ROOT --json`; fails when standard output is anything but the manifest. */
async function runJson(root: string, { gate = 'railway', ...options }: Options = {}): Promise<JsonRun> {
  const answer = await runCli(['run', root, '--gate', gate, '--json'], options);
  try {
    return { ...answer, manifest: JSON.parse(answer.stdout) as RunManifest };
  } catch {
    throw new Error(`No manifest, but exit code ${answer.exitCode}: ${answer.stdout}${answer.stderr}`);
  }
}

/** A run that could not look at everything: exit code 2, the reason named, complete reports beside it. */
async function expectIncomplete(
  root: string,
  code: string,
  message: RegExp,
  options: Options = {},
): Promise<JsonRun> {
  const run = await runJson(root, options);
  expect(run.manifest.verdict).toMatchObject({ status: 'incomplete', exitCode: 2 });
  expect(run.exitCode).toBe(2);
  const reasons = run.manifest.verdict.reasons.filter((reason) => reason.code === code);
  expect(reasons.map((reason) => reason.message)).toContainEqual(expect.stringMatching(message));
  for (const reason of reasons) expect(reason.remedy).toMatch(/\w.*\.$/s);
  expect(brokenReports(join(root, '.railgate'))).toEqual([]);
  expect(reportsIn(join(root, '.railgate'))).toEqual(
    expect.arrayContaining(['report.sarif', 'run.json', 'summary.md']),
  );
  return run;
}

/** A request that cannot be carried out: exit code 3, the thing and the remedy on standard error, nothing written. */
async function expectRefusal(
  args: readonly string[],
  message: RegExp,
  remedy: RegExp,
  options: CliOptions = {},
): Promise<void> {
  const { exitCode, stdout, stderr } = await runCli(['run', ...args], options);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(remedy);
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at /m);
}

describe('the sample of these tests', () => {
  it('is clean, so that each exit code below has its own reason', async () => {
    const { exitCode, manifest } = await runJson(await repo());
    expect(manifest.verdict).toMatchObject({ status: 'clean', reasons: [] });
    expect(exitCode).toBe(0);
  });
});

describe('a folder', () => {
  it('without git is scanned as it is, and says so', async () => {
    const root = await repo(
      {
        'eval.js':
          "import express from 'express';\nexpress().get('/', (req, res) => res.json(eval(req.query.x)));\n",
      },
      {},
    );
    const { exitCode, manifest } = await runJson(root, { gate: 'lint' });
    expect(manifest.discovery).toMatchObject({ source: 'folder' });
    expect(manifest.verdict.reasons).toContainEqual(
      expect.objectContaining({ gate: 'lint', code: 'FINDINGS' }),
    );
    expect(exitCode).toBe(1);
  });

  it('with a broken .git is scanned as it is, and says why', async () => {
    const root = await repo({ '.git/HEAD': 'garbage' }, {});
    const { manifest } = await runJson(root);
    expect(manifest.discovery.source).toBe('folder');
    expect(manifest.notScanned).toContainEqual({
      path: '.git',
      reason: expect.stringMatching(/^git ended with 128: .*walked instead/) as string,
    });
  });

  // Only root can give a folder away. Git refuses to list it for anybody else (CVE-2022-24765).
  if (OTHER_USER.uid !== undefined) {
    it('that belongs to somebody else is scanned all the same', async () => {
      const out = await folder();
      giveAway(out);
      const root = await repo({ 'ignored.js': '', '.gitignore': 'ignored.js\n' });
      await chmod(root, 0o755);
      const { exitCode, stdout } = await runCli(['run', root, '--gate', 'railway', '--json', '--out', out], {
        ...OTHER_USER,
        cwd: '/',
      });
      expect((JSON.parse(stdout) as RunManifest).discovery).toMatchObject({ source: 'git', gaps: [] });
      expect(exitCode).toBe(0);
    });
  }

  it('without any file is incomplete', async () => {
    await expectIncomplete(await folder(), 'LOOKED_AT_NOTHING', /./);
  });

  it('that does not exist is refused', async () => {
    const path = join(await folder(), 'nowhere');
    await expectRefusal([path], /nowhere does not exist\./, /Give the path of a folder/);
    expect(reportsIn(path)).toEqual([]);
  });

  it('that is a bare repository, or the inside of one, is refused', async () => {
    const bare = await folder();
    await git(bare, 'init', '--quiet', '--bare');
    for (const path of [bare, join(await repo(), '.git')])
      await expectRefusal([path], /is what git keeps/, /Give the folder of a working tree/);
  });

  it('that is a file is refused', async () => {
    const root = await repo();
    await expectRefusal([join(root, 'server.js')], /server\.js is not a folder\./, /Give the folder/);
  });

  it('that nobody may read is refused', async () => {
    const root = await repo();
    giveAway(root);
    await chmod(root, 0o000);
    await expectRefusal([root], /cannot be read: permission denied\./, /Run as a user who may/, {
      ...OTHER_USER,
      cwd: '/',
    });
  });

  it('with a part that nobody may read is incomplete', async () => {
    const root = await repo({ 'closed/a.js': '' }, {});
    giveAway(root);
    await chmod(join(root, 'closed'), 0o000);
    await expectIncomplete(root, 'FILE_UNREADABLE', /closed cannot be listed: permission denied\./, {
      ...OTHER_USER,
      cwd: '/',
    });
  });

  it('that takes no reports is refused before anything starts', async () => {
    const root = await repo();
    giveAway(root);
    await chmod(root, 0o500);
    await expectRefusal([root], /\.railgate cannot be written: permission denied\./, /--out DIR/, {
      ...OTHER_USER,
      cwd: '/',
    });
  });
});

describe('a file', () => {
  it('that is a loop of symbolic links is named', async () => {
    const root = await repo({ 'a.ts': { linkTo: 'b.ts' }, 'b.ts': { linkTo: 'a.ts' } });
    await expectIncomplete(root, 'FILE_UNREADABLE', /^a\.ts .*loop/);
  });

  it('of 2 GB is named and not read', async () => {
    const root = await repo({ 'big.ts': '' }, {});
    await truncate(join(root, 'big.ts'), 2 * 1024 ** 3);
    await expectIncomplete(root, 'FILE_TOO_LARGE', /^big\.ts has 2147483648 bytes/, { gate: 'lint' });
  });

  it('that is binary under the name of a source file is named', async () => {
    await expectIncomplete(
      await repo({ 'logo.ts': Buffer.from([0x89, 0x50, 0, 1]) }),
      'FILE_BINARY',
      /^logo\.ts holds binary data/,
      { gate: 'lint' },
    );
  });

  it('that is not UTF-8 is named', async () => {
    await expectIncomplete(
      await repo({ 'old.ts': Buffer.from('// caf\xe9\n', 'latin1') }),
      'FILE_ENCODING',
      /^old\.ts is not valid UTF-8/,
      { gate: 'lint' },
    );
  });

  it('whose name breaks the line is named in one line', async () => {
    const { stderr } = await expectIncomplete(
      await repo({ 'a\nrailgate: all clean.ts': '' }),
      'NAME_UNSAFE',
      /^a\\nrailgate: all clean\.ts /,
    );
    expect(stderr).not.toMatch(/^railgate: all clean/m);
  });

  it('whose name is an escape sequence does not reach the terminal', async () => {
    const root = await repo({ '\u001b]0;owned\u0007.ts': '' });
    const { stderr, stdout } = await expectIncomplete(root, 'NAME_UNSAFE', /^\\u001b\]0;owned\\u0007\.ts /);
    // eslint-disable-next-line no-control-regex -- these characters are what it is about
    expect(stderr + stdout).not.toMatch(/[\u001b\u0007]/);
    const human = await runCli(['run', root, '--gate', 'railway']);
    // eslint-disable-next-line no-control-regex -- as above
    expect(human.stdout + human.stderr).not.toMatch(/[\u001b\u0007]/);
  });
});

describe('a configuration', () => {
  it('with a typo is refused with a suggestion', async () => {
    const root = await repo({ 'railgate.json': '{ "failOnn": "high" }' });
    await expectRefusal([root], /railgate\.json.*failOnn/, /failOn\b(?!n)/);
    expect(reportsIn(join(root, '.railgate'))).toEqual([]);
  });

  it('with a typo in a gate is refused with a suggestion', async () => {
    await expectRefusal(
      [await repo({ 'railgate.json': '{ "gates": { "lnt": {} } }' })],
      /railgate\.json.*lnt/,
      /\blint\b/,
    );
  });

  it('that is no JSON is refused with the place', async () => {
    await expectRefusal([await repo({ 'railgate.json': '{\n  "failOn": \n}' })], /railgate\.json/, /./);
  });

  it('that is a folder is refused', async () => {
    const root = await repo();
    await mkdir(join(root, 'railgate.json'));
    await expectRefusal([root], /railgate\.json.*(folder|regular file)/, /./);
  });

  it('that is not there is refused', async () => {
    const root = await repo();
    await expectRefusal([root, '--config', join(root, 'no.json')], /no\.json/, /./);
  });
});

describe('writing the reports', () => {
  it('on a disk that fills up leaves none half written', async ({ skip }) => {
    if (!canMount()) skip('no user namespaces here: `unshare --map-root-user --mount true` fails');
    const root = await repo({ 'eval.js': 'eval(location.hash);\n'.repeat(200) });
    const out = await folder();
    const { exitCode, stderr } = await runOnSmallDisk(root, out);
    expect(stderr).toMatch(/The reports cannot be written into .*: the disk is full\./);
    expect(stderr).toMatch(/Make room on the disk, or name another folder/);
    expect(stderr).toMatch(/^LEFT:\s*$/m);
    expect(exitCode).toBe(2);
  });

  it('is not stopped half way by a limit of the file size either', async () => {
    const root = await repo();
    const { exitCode, stderr } = await runCli(['run', root, '--gate', 'railway'], {
      through: ['sh', '-c', 'ulimit -f 8; exec "$@"', 'sh'],
    });
    expect(stderr).toMatch(/The reports cannot be written into/);
    expect(exitCode).toBe(2);
    expect(reportsIn(join(root, '.railgate')).filter((path) => path !== '.gitignore')).toEqual([]);
  });
});

function canMount(): boolean {
  return spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0;
}

/** On a file system of 64 kB in a mount namespace of its own; what is left on it follows on standard error. */
async function runOnSmallDisk(root: string, out: string): Promise<CliAnswer> {
  const script = `mount -t tmpfs -o size=64k tmpfs "$0" && { "$@" --out "$0"; code=$?; echo "LEFT: $(ls -A "$0")" >&2; exit $code; }`;
  return runCli(['run', root, '--gate', 'railway'], {
    through: ['unshare', '--map-root-user', '--mount', 'sh', '-c', script, out],
  });
}

describe('Ctrl-C', () => {
  it.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s in the middle ends with %i and leaves no report', async (signal, code) => {
    const root = await repo(manyFiles(1500));
    const { exitCode, stderr } = await runCli(['run', root], {
      interrupt: (said) => (said === '' ? undefined : signal),
    });
    expect(exitCode).toBe(code);
    expect(stderr).toMatch(/interrupted/);
    expect(reportsIn(join(root, '.railgate')).filter((path) => path !== '.gitignore')).toEqual([]);
  });
});

describe('a reader that goes away', () => {
  const UNREAD = {
    stdout: '{ { "$@"; echo "CODE: $?" >&3; } | true; } 3>&2',
    stderr: '{ { "$@" 2>&1 >/dev/null; echo "CODE: $?" >&3; } | true; } 3>&2',
  };

  it.each([
    ['stdout', 'eval(location.hash);\n', 'low', 1],
    ['stderr', 'add(1, 2);\n', 'high', 0],
  ] as const)('of %s leaves the verdict as it is', async (stream, code, threshold, exitCode) => {
    const root = await repo({ 'unread.js': code });
    const { stderr } = await runCli(['run', root, '--gate', 'lint', '--fail-on', threshold], {
      through: ['sh', '-c', UNREAD[stream], 'sh'],
    });
    expect(stderr).toMatch(new RegExp(`^CODE: ${exitCode}$`, 'm'));
    expect(reportsIn(join(root, '.railgate'))).toContain('run.json');
  });
});

function manyFiles(count: number): Files {
  const text = 'export function add(a: number, b: number): number {\n  return a + b;\n}\n'.repeat(20);
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`src/file-${i}.ts`, text]));
}
