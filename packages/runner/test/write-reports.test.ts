import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { UsageError } from '@railgate/contract';
import { describe, expect, it, onTestFinished } from 'vitest';

import { OutputError } from '../src/output-error.js';
import { openOutput, openReports } from '../src/output-folder.js';
import { lockReports } from '../src/report-lock.js';
import { writeFileSafely, writeReports } from '../src/write-reports.js';
import { makeFolder } from './support.js';

const REPORTS = [
  { path: 'run.json', content: '{ "new": true }\n' },
  { path: 'report.sarif', content: 'archive' },
  { path: 'gates/lint--apps--web.sarif', content: 'lint' },
];

describe('ok: reports are written', () => {
  it('into .railgate, which git ignores', () => {
    const root = makeFolder();
    writeReports(openOutput(root), REPORTS);
    expect(listing(join(root, '.railgate'))).toEqual([
      '.gitignore',
      'gates/lint--apps--web.sarif',
      'report.sarif',
      'run.json',
    ]);
    expect(readFileSync(join(root, '.railgate/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('into a folder of the user, and nothing else is made there', () => {
    const folder = join(makeFolder(), 'deep/out');
    writeReports(openOutput(makeFolder(), folder), REPORTS);
    expect(listing(folder)).toEqual(['gates/lint--apps--web.sarif', 'report.sarif', 'run.json']);
  });

  it('through a link that the user has outside the repository', () => {
    const [real, links] = [makeFolder(), makeFolder()];
    symlinkSync(real, join(links, 'out'));
    writeReports(openOutput(makeFolder(), join(links, 'out')), REPORTS);
    expect(listing(real)).toContain('run.json');
  });

  it('instead of those of an earlier run, of which none stays', () => {
    const root = makeFolder();
    const output = openOutput(root);
    const old = [
      'report.sarif',
      'report.html',
      'summary.md',
      'gates/sca--root.sarif',
      'upload/github-3.sarif',
      'sbom/root.cdx.json',
    ];
    writeReports(
      output,
      old.map((path) => ({ path, content: 'old' })),
    );
    writeFileSync(join(output.path, `.railgate-${'0'.repeat(32)}.tmp`), 'left by a run that was killed');
    writeReports(output, REPORTS);
    expect(listing(output.path)).toEqual([
      '.gitignore',
      'gates/lint--apps--web.sarif',
      'report.sarif',
      'run.json',
    ]);
    expect(readFileSync(join(output.path, 'report.sarif'), 'utf8')).toBe('archive');
  });

  it('and files of the user stay', () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'gates'));
    for (const name of ['report.ts', 'notes.md', 'gates/index.ts']) writeFileSync(join(folder, name), 'mine');
    writeReports(openOutput(makeFolder(), folder), REPORTS);
    expect(listing(folder)).toEqual(expect.arrayContaining(['gates/index.ts', 'notes.md', 'report.ts']));
  });

  it('without following a link under the name of a report', () => {
    const [root, elsewhere] = [makeFolder(), makeFolder()];
    writeFileSync(join(elsewhere, 'precious'), 'precious');
    mkdirSync(join(root, '.railgate'));
    for (const name of ['report.sarif', '.gitignore'])
      symlinkSync(join(elsewhere, 'precious'), join(root, '.railgate', name));
    writeReports(openOutput(root), REPORTS);
    expect(readFileSync(join(elsewhere, 'precious'), 'utf8')).toBe('precious');
    expect(lstatSync(join(root, '.railgate/report.sarif')).isFile()).toBe(true);
  });
});

describe('ok: runs that end at once', () => {
  it('do not remove what the others write', async () => {
    const root = makeFolder();
    const codes = await Promise.all(Array.from({ length: 4 }, () => writeOften(root)));
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(listing(join(root, '.railgate'))).toEqual([
      '.gitignore',
      'gates/lint--apps--web.sarif',
      'report.sarif',
      'run.json',
    ]);
  });
});

describe('ok: a lock that a run has left does not hold up the next one', () => {
  const leftBy = (id: number | undefined): string => {
    const folder = makeFolder();
    lockReports(folder)();
    lockReports(folder);
    const lock = join(folder, '.railgate-lock');
    writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(id)));
    return folder;
  };
  const died = (): number | undefined => spawnSync(process.execPath, ['-e', '']).pid;

  it.each<[string, () => string]>([
    ['its process is gone', () => leftBy(died())],
    ['its process had our id', () => leftBy(process.pid)],
    [
      'it is older than anybody writes',
      () => {
        const folder = leftBy(undefined);
        utimesSync(join(folder, '.railgate-lock'), 1, 1);
        return folder;
      },
    ],
    [
      'it is an empty folder, as earlier versions had it',
      () => {
        const folder = makeFolder();
        utimesSync(join(folder, folderAt(folder, '.railgate-lock')), 1, 1);
        return folder;
      },
    ],
  ])('%s', (_, make) => {
    const folder = make();
    const waited: string[] = [];
    writeReports(openOutput(makeFolder(), folder), REPORTS, (message) => waited.push(message));
    expect(waited).toEqual([]);
    expect(listing(folder)).toEqual(REPORTS.map(({ path }) => path).sort());
  });

  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'of a process that is there',
      (folder) => {
        lockReports(folder);
        const lock = join(folder, '.railgate-lock');
        writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(process.ppid)));
      },
      /^Another run \(process \d+\) writes its reports into .*: waiting for it, 0\.02 s at most\.$/,
    ],
    [
      'of another machine',
      (folder) => writeFileSync(join(folder, '.railgate-lock'), '1 elsewhere\n'),
      /^Another run \(process 1\)/,
    ],
    [
      'of nobody knows whom',
      (folder) => writeFileSync(join(folder, '.railgate-lock'), ''),
      /^Another run writes/,
    ],
    [
      'that is a folder with files',
      (folder) => void fileAt(join(folder, folderAt(folder, '.railgate-lock')), 'a'),
      /^Another run writes/,
    ],
  ])('but one %s is waited for, and that is said once', (_, make, message) => {
    const folder = makeFolder();
    make(folder);
    // However long this machine took to get here: an old one is taken away.
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(folder, '.railgate-lock'), later, later);
    const waited: string[] = [];
    lockReports(folder, { onWait: (told) => waited.push(told), patience: 20 })();
    expect(waited).toEqual([expect.stringMatching(message)]);
  });
});

/** In a process of its own, as runs are. */
function writeOften(root: string): Promise<number | null> {
  const load = (name: string) => JSON.stringify(new URL(`../dist/${name}.js`, import.meta.url).href);
  const script = `
    const { openOutput } = await import(${load('output-folder')});
    const { writeReports } = await import(${load('write-reports')});
    for (let i = 0; i < 20; i++) writeReports(openOutput(${JSON.stringify(root)}), ${JSON.stringify(REPORTS)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', resolve));
}

describe('ng: a folder that cannot be used is said before any gate starts', () => {
  it.each<[string, (root: string) => string | undefined, RegExp]>([
    ['a file', (root) => fileAt(root, 'out'), /is a file/],
    ['below a file', (root) => join(fileAt(root, 'out'), 'deep'), /is a file or lies below one/],
    ['.railgate is a file', (root) => void fileAt(root, '.railgate'), /is a file/],
    [
      '.railgate is a link out of the repository',
      (root) => void linkAt(root, '.railgate', makeFolder()),
      /symbolic link of the scanned repository/,
    ],
    [
      '.railgate is a link inside the repository',
      (root) => void linkAt(root, '.railgate', '.'),
      /symbolic link of the scanned repository/,
    ],
    [
      'a folder above is a link out of the repository',
      (root) => join(linkAt(root, 'build', makeFolder()), 'out'),
      /symbolic link of the scanned repository/,
    ],
    [
      'gates is a link',
      (root) => void linkAt(join(root, folderAt(root, '.railgate')), 'gates', makeFolder()),
      /is to be a folder for reports/,
    ],
    [
      'run.json is a folder',
      (root) => void folderAt(root, '.railgate/run.json'),
      /folder under the name of a report/,
    ],
    [
      'a loop of links',
      (root) => linkAt(makeFolder(), 'out', 'out') + root.slice(0, 0),
      /loop of symbolic links/,
    ],
  ])('%s', (_name, prepare, message) => {
    const root = makeFolder();
    const out = prepare(root);
    expect(() => openOutput(root, out)).toThrow(UsageError);
    expect(() => openOutput(root, out)).toThrow(message);
  });

  it('no permission', () => {
    const folder = makeFolder();
    const out = join(folder, 'locked');
    mkdirSync(out);
    chmodSync(out, 0o555);
    chmodSync(folder, 0o755);
    const script = `
      const { openOutput } = await import(${JSON.stringify(new URL('../dist/output-folder.js', import.meta.url).href)});
      for (const out of ${JSON.stringify([out, join(out, 'deep')])}) {
        try { openOutput('/', out); } catch (error) { console.log(error.name, error.message.split('/').pop()); }
      }`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      ...(process.geteuid?.() === 0 && { uid: 65534, gid: 65534 }),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toBe(
      'UsageError locked cannot be written: permission denied.\nUsageError deep cannot be written: permission denied.\n',
    );
  });
});

describe('ng: reports do not replace what somebody else has written', () => {
  const OURS = '{\n  "schemaVersion": "1.0.0",\n  "tool": {\n    "name": "railgate"\n  }\n}\n';
  const filled = (files: Readonly<Record<string, string>>, name = 'out'): string => {
    const folder = join(makeFolder(), name);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return folder;
  };

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a page of the user', { 'summary.md': '# Ours\n' }, 'summary.md'],
    ['a manifest of another tool', { 'run.json': '{ "tool": "other" }', 'summary.md': '' }, 'run.json'],
    ['a bill of another tool', { 'sbom/app.cdx.json': '{}' }, 'sbom/app.cdx.json'],
  ])('%s', (_, files, named) => {
    const out = filled(files);
    expect(() => openReports(makeFolder(), out)).toThrow(UsageError);
    expect(() => openReports(makeFolder(), out)).toThrow(`The reports would replace ${named} in ${out}`);
    expect(listing(out)).toEqual(Object.keys(files).sort());
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['an earlier run', { 'run.json': OURS, 'summary.md': '' }],
    ['a run that was killed while it wrote', { '.railgate-lock': '', 'summary.md': '' }],
    ['nobody, under the name of a report', { 'notes.md': '', 'sbom/readme.txt': '' }],
  ])('but they go where %s has left something', (_, files) => {
    expect(openReports(makeFolder(), filled(files)).isDefault).toBe(false);
  });

  it('but .railgate is theirs', () => {
    expect(() => openReports(makeFolder(), filled({ 'summary.md': '' }, '.railgate'))).not.toThrow();
    const root = makeFolder();
    folderAt(root, '.railgate');
    fileAt(join(root, '.railgate'), 'summary.md');
    expect(openReports(root).isDefault).toBe(true);
  });
});

describe('broken: the disk', () => {
  it('is full: nothing stays, not even the reports of an earlier run, and a later run works again', (context) => {
    const folder = mountSmall();
    if (folder === undefined) return context.skip('a small file system cannot be mounted here');
    const output = openOutput(makeFolder(), folder);
    writeReports(output, REPORTS);
    const large = { path: 'report.html', content: 'x'.repeat(256 * 1024) };
    expect(() => writeReports(output, [...REPORTS, large])).toThrow(OutputError);
    expect(() => writeReports(output, [...REPORTS, large])).toThrow(/the disk is full/);
    expect(listing(folder)).toEqual([]);
    writeReports(output, REPORTS);
    expect(listing(folder)).toContain('run.json');
  });

  it('is full of something else: the folder is refused with another error than a usage error', (context) => {
    const folder = mountSmall();
    if (folder === undefined) return context.skip('a small file system cannot be mounted here');
    expect(() => writeFileSync(join(folder, 'filler'), 'x'.repeat(256 * 1024))).toThrow(/ENOSPC/);
    expect(() => writeFileSafely(join(folder, 'shard.json'), 'x'.repeat(8192))).toThrow(OutputError);
    expect(listing(folder)).toEqual(['filler']);
  });

  it('fails in the middle: no report under its name', () => {
    const output = openOutput(makeFolder());
    mkdirSync(join(output.path, 'sbom'));
    // Written after the others, and not possible.
    const impossible = { path: `sbom/${'x'.repeat(300)}.cdx.json`, content: '' };
    expect(() => writeReports(output, [...REPORTS, impossible])).not.toThrow(UsageError);
    expect(() => writeReports(output, [...REPORTS, impossible])).toThrow(OutputError);
    expect(listing(output.path).filter((name) => name !== '.gitignore')).toEqual([]);
  });
});

describe('a defect of ours', () => {
  it.each([
    ['a name that is no report', [{ path: '../run.json', content: '' }]],
    ['one name twice', [REPORTS[0], REPORTS[0]]],
  ])('%s is refused before anything is removed', (_name, files) => {
    const output = openOutput(makeFolder());
    writeReports(output, REPORTS);
    expect(() => writeReports(output, files as typeof REPORTS)).toThrow(/No name for a report/);
    expect(existsSync(join(output.path, 'run.json'))).toBe(true);
  });
});

function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function fileAt(root: string, name: string): string {
  writeFileSync(join(root, name), '');
  return join(root, name);
}

function linkAt(root: string, name: string, target: string): string {
  symlinkSync(target, join(root, name));
  return join(root, name);
}

function folderAt(root: string, name: string): string {
  mkdirSync(join(root, name), { recursive: true });
  return name;
}

/** A file system of 64 kB; nothing where this process may not mount. */
function mountSmall(): string | undefined {
  const folder = makeFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}
