import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { installedTool, startRegistry, writeFiles, type StubPackage } from '@railgate/testkit';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { NEW, OLD, linesWithout, reasonsOf, useNodeBench } from './node-bench.js';
import { repairsFor, textsOf } from './support.js';

/** One that the fixed version brings along. */
const MORE: readonly StubPackage[] = [
  { name: 'lodash', version: '4.17.21', dependencies: { helper: '^1.0.0' } },
  { name: 'helper', version: '1.0.0' },
];

interface Sample {
  /** As `tools/ci/setup` calls it. */
  readonly client: string;
  readonly command: 'pnpm' | 'yarn';
  readonly lockfile: string;
  /** With which its owner makes the lockfile. */
  readonly install: readonly string[];
}

const PNPM = {
  command: 'pnpm',
  lockfile: 'pnpm-lock.yaml',
  install: ['install', '--lockfile-only', '--ignore-scripts', '--no-frozen-lockfile'],
} as const;
const YARN = { command: 'yarn', lockfile: 'yarn.lock' } as const;
const SAMPLES: readonly Sample[] = [
  { client: 'pnpm-8', ...PNPM },
  { client: 'pnpm-10', ...PNPM },
  { client: 'pnpm-12', ...PNPM },
  { client: 'yarn-1', ...YARN, install: ['install', '--ignore-scripts', '--non-interactive'] },
  { client: 'yarn-3', ...YARN, install: ['install', '--mode=update-lockfile'] },
  { client: 'yarn-4', ...YARN, install: ['install', '--mode=update-lockfile'] },
];

const bench = useNodeBench();
const { read } = bench;
beforeEach(() => {
  const { home, registry } = bench;
  vi.stubEnv('YARN_NPM_REGISTRY_SERVER', registry.url);
  vi.stubEnv('YARN_UNSAFE_HTTP_WHITELIST', '127.0.0.1');
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CACHE_HOME', join(home, 'cache'));
  vi.stubEnv('XDG_DATA_HOME', join(home, 'data'));
});

/** Puts the real client first in PATH. */
async function use({ client, command }: Sample): Promise<void> {
  const bin = join(bench.home, `bin-${client}`);
  await mkdir(bin, { recursive: true });
  await symlink(installedTool(client), join(bin, command));
  vi.stubEnv('PATH', [bin, process.env['PATH']].join(delimiter));
}

/** A repository whose lockfile was made before the fixed versions came out. */
async function repository(
  sample: Sample,
  manifest: object,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  await use(sample);
  await writeFiles(bench.root, {
    'package.json': `${JSON.stringify({ private: true, ...manifest }, null, '\t')}\n`,
    [sample.lockfile]: '',
    ...files,
  });
  const env = { ...process.env, YARN_ENABLE_IMMUTABLE_INSTALLS: '0', YARN_ENABLE_TELEMETRY: '0' };
  await promisify(execFile)(sample.command, [...sample.install], { cwd: bench.root, env });
  bench.registry.publish(...NEW, ...MORE);
  // Clients keep what they heard of a package, and would not ask again.
  vi.stubEnv('XDG_CACHE_HOME', join(bench.home, 'cache-2'));
  vi.stubEnv('YARN_CACHE_FOLDER', join(bench.home, 'yarn-cache-2'));
  vi.stubEnv('YARN_GLOBAL_FOLDER', join(bench.home, 'yarn-2'));
}

/** What a repository may bring to be executed or asked. */
async function becomeHostile(command: string): Promise<void> {
  const manifest = JSON.parse(read('package.json')) as object;
  const scripts = { preinstall: 'touch ran', postinstall: 'touch ran', prepare: 'touch ran' };
  const evil = "require('node:fs').writeFileSync('ran', '')";
  await writeFiles(bench.root, {
    'package.json': JSON.stringify({ ...manifest, scripts, packageManager: `${command}@1.0.0` }, null, 2),
    '.npmrc': 'registry=http://127.0.0.1:9/\nscript-shell=/bin/false\nignore-scripts=false\n',
    '.yarnrc': 'yarn-path "./evil.cjs"\nregistry "http://127.0.0.1:9/"\n',
    '.yarnrc.yml': `yarnPath: ./evil.cjs\nnpmRegistryServer: 'http://127.0.0.1:9'\nplugins:\n  - ./evil.cjs\n`,
    '.pnpmfile.cjs': evil,
    'evil.cjs': evil,
  });
}

/** Clients take seconds each time, and several are asked one after the other. */
const SLOW = { timeout: 120_000 };

describe.each(SAMPLES)('$client', SLOW, (sample) => {
  const { lockfile, command } = sample;

  it('ok: direct and transitive, the smallest fixed version, and nothing else', async () => {
    await repository(sample, {
      name: 'app',
      dependencies: { mkdirp: '0.5.5', lodash: '4.17.20', other: '^1.0.0' },
    });
    await becomeHostile(command);
    const repairs = await repairsFor(bench.root, bench.database);
    expect(repairs.notDone).toEqual([]);
    expect(repairs.done.map(({ description, paths }) => [description, paths])).toEqual(
      expect.arrayContaining([
        ['Upgrade minimist from 1.2.5 to 1.2.6.', [lockfile]],
        [
          `Upgrade lodash from 4.17.20 to 4.17.21. ${command} moves with it: helper@1.0.0.`,
          [lockfile, 'package.json'],
        ],
      ]),
    );
    const texts = textsOf(repairs);
    expect(texts.get('package.json')).toBe(read('package.json').replace('4.17.20', '4.17.21'));
    const added = linesWithout(texts.get(lockfile), read(lockfile)).join('\n');
    expect(added).toMatch(/minimist/);
    expect(added).not.toMatch(/other|1\.2\.8/);
    expect(texts.get(lockfile)).toContain('1.2.6');
    expect(texts.get(lockfile)).not.toMatch(/4\.17\.20|version: 1\.2\.5|minimist[@/]1\.2\.5/);
    expect(existsSync(join(bench.root, 'ran'))).toBe(false);
    // What is proposed is whole: nothing is left to repair in it.
    await writeFiles(bench.root, Object.fromEntries(texts));
    const again = await repairsFor(bench.root, bench.database);
    expect([again.found, again.texts]).toEqual([[], []]);
  });
});

/** One of each family for what concerns the frame or the family alone. */
const [PNPM_12, YARN_1, YARN_4] = ['pnpm-12', 'yarn-1', 'yarn-4'].map((client) =>
  SAMPLES.find((one) => one.client === client),
) as [Sample, Sample, Sample];

describe('pnpm', SLOW, () => {
  it('ok: workspaces, catalogs and overrides, each file with its own bytes', async () => {
    const workspace =
      "# ours\npackages:\n  - 'packages/*'\ncatalog:\n  minimist: '1.2.5' # why\noverrides:\n  other: 1.0.0\n";
    const member = { name: 'a', version: '1.0.0', dependencies: { minimist: 'catalog:', other: '^1.0.0' } };
    const sibling = {
      name: 'b',
      version: '1.0.0',
      devDependencies: { lodash: '~4.17.20', a: 'workspace:*' },
    };
    await repository(
      PNPM_12,
      { name: 'app' },
      {
        'pnpm-workspace.yaml': workspace,
        'packages/a/package.json': JSON.stringify(member),
        'packages/b/package.json': JSON.stringify(sibling),
      },
    );
    const crlf = read('pnpm-lock.yaml').replaceAll('\n', '\r\n');
    await writeFiles(bench.root, { 'pnpm-lock.yaml': crlf });
    const repairs = await repairsFor(bench.root, bench.database);
    expect(repairs.notDone).toEqual([]);
    const texts = textsOf(repairs);
    expect([...texts.keys()].sort()).toEqual(['pnpm-lock.yaml', 'pnpm-workspace.yaml']);
    expect(texts.get('pnpm-workspace.yaml')).toBe(workspace.replace("'1.2.5'", "'1.2.6'"));
    expect(texts.get('pnpm-lock.yaml')?.replaceAll('\r\n', '')).not.toContain('\n');
    expect(texts.get('pnpm-lock.yaml')).toMatch(/lodash@4\.17\.21/);
  });

  it('ng: what holds the old version, what a program of the repository decides, and another form are left', async () => {
    await repository(PNPM_12, { name: 'app', dependencies: { strict: '1.0.0' } });
    const lock = read('pnpm-lock.yaml');
    expect(reasonsOf((await repairsFor(bench.root, bench.database)).notDone)).toEqual([
      expect.stringContaining('does not allow it') as string,
    ]);
    await writeFiles(bench.root, {
      'pnpm-lock.yaml': lock.replace('\nimporters', '\npnpmfileChecksum: abc\n\nimporters'),
    });
    expect((await repairsFor(bench.root, bench.database)).notDone).toMatchObject([
      {
        reason: expect.stringContaining('.pnpmfile.cjs') as string,
        command: 'pnpm update --recursive minimist',
      },
    ]);
    await writeFiles(bench.root, {
      'package.json': read('package.json').replace('"strict"', '"other": "^1.0.0", "strict"'),
    });
    await writeFiles(bench.root, { 'pnpm-lock.yaml': lock });
    expect(reasonsOf((await repairsFor(bench.root, bench.database)).notDone)).toEqual([
      expect.stringMatching(/bring it up to date first.*other@/) as string,
    ]);
    await use({ ...PNPM_12, client: 'pnpm-8' });
    expect(reasonsOf((await repairsFor(bench.root, bench.database)).notDone)).toEqual([
      expect.stringMatching(/writes lockfiles of version 6\.0, and this one is of version 9\.0/) as string,
    ]);
  });

  it('broken: it is missing, it does not answer, the registry is down', async () => {
    await repository(PNPM_12, { name: 'app', dependencies: { minimist: '1.2.5', lodash: '4.17.20' } });
    await bench.registry.close();
    const down = await repairsFor(bench.root, bench.database);
    expect(down.texts).toEqual([]);
    expect(new Set(reasonsOf(down.notDone))).toEqual(
      new Set([expect.stringMatching(/registry does not answer pnpm \(.*refused/i) as string]),
    );
    bench.registry = await startRegistry();
    vi.stubEnv('PATH', '/bin');
    const missing = await repairsFor(bench.root, bench.database);
    expect(missing.notDone).toMatchObject([
      {
        reason: expect.stringMatching(/pnpm cannot be started.*Install pnpm/) as string,
        command: 'pnpm update lodash@4.17.21',
      },
      {},
      {},
    ]);
  });
});

describe('yarn', SLOW, () => {
  it('ng: another yarn than the one that wrote the lockfile is not used', async () => {
    await repository(YARN_1, { name: 'app', dependencies: { minimist: '1.2.5' } });
    await use(YARN_4);
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(notDone).toMatchObject([
      { reason: expect.stringMatching(/yarn 4\.18\.1 writes another form.*Install yarn 1/) as string },
    ]);
  });

  it('broken: the registry does not have the fixed version', async () => {
    await repository(YARN_4, { name: 'app', dependencies: { lodash: '^4.17.20' } });
    await bench.registry.close();
    bench.registry = await startRegistry({ packages: OLD });
    vi.stubEnv('YARN_NPM_REGISTRY_SERVER', bench.registry.url);
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(reasonsOf(notDone)[0]).toMatch(/does not have what is needed \(.*No candidates found/);
  });
});
