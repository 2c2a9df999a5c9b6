import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { makeTempFolder, removeFolder, startRegistry, writeFiles } from '@railgate/testkit';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { npmConfiguration } from '../engines/npm-support.js';
import { NEW, OLD, linesWithout, reasonsOf, useNodeBench } from './node-bench.js';
import { lockWithNpm, repairsFor, textsOf, useNpm, versionsIn, type NpmSettings } from './support.js';

const bench = useNodeBench();
const { read } = bench;

/** A repository whose lockfile was made before the fixed versions came out. */
async function repository(
  manifest: object,
  files: Readonly<Record<string, string>> = {},
  settings: NpmSettings = {},
): Promise<void> {
  const { root, home, registry } = bench;
  await writeFiles(root, { 'package.json': `${JSON.stringify(manifest, null, '\t')}\n`, ...files });
  await lockWithNpm(root, npm, { registry: `${registry.url}/`, cache: join(home, 'npm-cache'), ...settings });
  registry.publish(...NEW);
  // npm keeps what it heard of a package, and would not ask again.
  vi.stubEnv('NPM_CONFIG_CACHE', join(home, 'npm-cache-2'));
}

/** The major version of npm in a test. */
let npm = '';
function use(major: string): Promise<void> {
  npm = major;
  return useNpm(bench.home, major);
}

describe.each(['10', '11', '12'])('npm %s', (major) => {
  beforeEach(() => use(major));

  it('ok: sets a direct dependency to the smallest fixed version, and changes nothing else', async () => {
    await repository({ name: 'app', dependencies: { minimist: '1.2.5', other: '^1.0.0' } });
    const { found, ...repairs } = await repairsFor(bench.root, bench.database);
    expect(found).toEqual(['pkg:npm/minimist@1.2.5 CVE-2021-44906']);
    expect(repairs.notDone).toEqual([]);
    expect(repairs.done).toMatchObject([
      {
        description: 'Upgrade minimist from 1.2.5 to 1.2.6.',
        paths: ['package-lock.json', 'package.json'],
        brings: ['pkg:npm/minimist@1.2.6'],
      },
    ]);
    const texts = textsOf(repairs);
    expect(texts.get('package.json')).toBe(read('package.json').replace('1.2.5', '1.2.6'));
    expect(versionsIn(texts.get('package-lock.json'))).toEqual({
      'node_modules/minimist': '1.2.6',
      'node_modules/other': '1.0.0',
    });
    const added = linesWithout(texts.get('package-lock.json'), read('package-lock.json'));
    expect(added.map((line) => line.trim().replace(/:.*/, ''))).toEqual([
      '"minimist"',
      '"version"',
      '"resolved"',
      '"integrity"',
    ]);
  });

  it('ok: brings a transitive dependency up where the range allows it, and leaves the manifest alone', async () => {
    await repository({ name: 'app', dependencies: { mkdirp: '0.5.5' } });
    const repairs = await repairsFor(bench.root, bench.database);
    expect([...textsOf(repairs).keys()]).toEqual(['package-lock.json']);
    expect(versionsIn(textsOf(repairs).get('package-lock.json'))).toEqual({
      'node_modules/minimist': '1.2.8',
      'node_modules/mkdirp': '0.5.5',
    });
  });

  it('ng: leaves what needs a new major version, and says the command', async () => {
    await repository({ name: 'app', dependencies: { cookie: '^0.6.0' } });
    const { texts, done, notDone } = await repairsFor(bench.root, bench.database);
    expect([texts, done]).toEqual([[], []]);
    expect(notDone).toMatchObject([
      {
        reason:
          'cookie@0.6.0 is fixed by 0.7.0 at the earliest, a new major version, which may break what uses it.',
        command: 'npm install cookie@0.7.0',
      },
    ]);
  });

  it('ng: says who holds the old version', async () => {
    await repository({ name: 'app', dependencies: { strict: '1.0.0' } });
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(reasonsOf(notDone)).toEqual([expect.stringContaining('does not allow it')]);
  });

  it('broken: ERESOLVE, and the other upgrades are made all the same', async () => {
    await repository({ name: 'app', dependencies: { minimist: '1.2.5', lodash: '4.17.20', other: '1.0.0' } });
    bench.registry.publish(
      { name: 'lodash', version: '4.17.21', peerDependencies: { other: '9.0.0' } },
      { name: 'other', version: '9.0.0' },
    );
    const repairs = await repairsFor(bench.root, bench.database);
    expect(versionsIn(textsOf(repairs).get('package-lock.json'))).toEqual({
      'node_modules/lodash': '4.17.20',
      'node_modules/minimist': '1.2.6',
      'node_modules/other': '1.0.0',
    });
    expect(textsOf(repairs).get('package.json')).toContain('"lodash": "4.17.20"');
    const refused = {
      reason: expect.stringMatching(/finds no tree.*ERESOLVE/) as string,
      command: 'npm install lodash@4.17.21',
    };
    expect(repairs.notDone).toMatchObject([refused, refused]);
  });
});

describe('npm 11', () => {
  beforeEach(() => use('11'));

  it('broken: the registry is down, said once for all that npm is for', async () => {
    await repository({ name: 'app', dependencies: { minimist: '1.2.5', lodash: '4.17.20' } });
    await bench.registry.close();
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(new Set(reasonsOf(notDone))).toEqual(
      new Set([expect.stringMatching(/does not answer npm.*npm ping/) as string]),
    );
    expect(notDone).toHaveLength(3);
    bench.registry = await startRegistry();
  });

  it('broken: the registry does not have the fixed version', async () => {
    await repository({ name: 'app', dependencies: { lodash: '4.17.20' } });
    await bench.registry.close();
    bench.registry = await startRegistry({ packages: OLD });
    await npmConfiguration(bench.home, `registry=${bench.registry.url}/`);
    vi.stubEnv('NPM_CONFIG_CACHE', join(bench.home, 'npm-cache-3'));
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(reasonsOf(notDone)[0]).toMatch(/does not have what is needed \(ETARGET/);
  });

  it('broken: offline, npm is not started, with the command for later', async () => {
    await repository({ name: 'app', dependencies: { minimist: '1.2.5' } });
    const before = bench.registry.requests.length;
    const { texts, notDone } = await repairsFor(bench.root, bench.database, { offline: true });
    expect(texts).toEqual([]);
    expect(notDone).toMatchObject([
      { reason: expect.stringContaining('--offline') as string, command: 'npm install minimist@1.2.6' },
    ]);
    expect(bench.registry.requests).toHaveLength(before);
  });

  it('ok: keeps the form of the range, and takes the smallest version although it allows newer ones', async () => {
    await repository({
      name: 'app',
      dependencies: { minimist: '^1.2.5' },
      devDependencies: { lodash: '~4.17.20' },
    });
    const texts = textsOf(await repairsFor(bench.root, bench.database));
    // Both ranges allow the fixed version already.
    expect([...texts.keys()]).toEqual(['package-lock.json']);
    expect(versionsIn(texts.get('package-lock.json'))).toEqual({
      'node_modules/lodash': '4.17.21',
      'node_modules/minimist': '1.2.6',
    });
  });

  it('ok: a workspace asks for it; its folder, patterns and scripts stay as they are', async () => {
    const member = {
      name: 'a',
      version: '1.0.0',
      scripts: { postinstall: 'touch ran' },
      dependencies: { minimist: '1.2.5' },
    };
    await repository(
      { name: 'app', workspaces: ['packages/*'], bin: { app: 'app.js' } },
      { 'packages/a/package.json': JSON.stringify(member, null, 4).replaceAll('\n', '\r\n') },
    );
    const texts = textsOf(await repairsFor(bench.root, bench.database));
    expect([...texts.keys()].sort()).toEqual(['package-lock.json', 'packages/a/package.json']);
    const manifest = texts.get('packages/a/package.json');
    expect(manifest).toBe(read('packages/a/package.json').replace('1.2.5', '1.2.6'));
    const differing = linesWithout(texts.get('package-lock.json'), read('package-lock.json'));
    expect(differing.every((line) => /minimist|version|resolved|integrity/.test(line))).toBe(true);
    expect(texts.get('package-lock.json')).toContain('"packages/*"');
    expect(existsSync(join(bench.root, 'ran')) || existsSync(join(bench.root, 'packages/a/ran'))).toBe(false);
  });

  it('ok: npm-shrinkwrap.json with CR LF and tabs stays so', async () => {
    await repository({ name: 'app', dependencies: { minimist: '1.2.5' } });
    const made = read('package-lock.json').replaceAll('\n', '\r\n');
    await rm(join(bench.root, 'package-lock.json'));
    await writeFiles(bench.root, { 'npm-shrinkwrap.json': made });
    const text = textsOf(await repairsFor(bench.root, bench.database)).get('npm-shrinkwrap.json') ?? '';
    expect(versionsIn(text)).toEqual({ 'node_modules/minimist': '1.2.6' });
    expect(made).toContain('\r\n\t"name"');
    expect(linesWithout(text, made)).toHaveLength(4);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('ok: version 2 says everything twice, and says the same twice', async () => {
    await repository(
      { name: 'app', dependencies: { lodash: '4.17.20', other: '1.0.0' } },
      {},
      { lockfileVersion: 2 },
    );
    const repairs = await repairsFor(bench.root, bench.database);
    expect(repairs.done).toMatchObject([
      { removes: [{ ruleId: 'CVE-2020-28500' }, { ruleId: 'CVE-2021-23337' }] },
    ]);
    const text = textsOf(repairs).get('package-lock.json') ?? '';
    expect(JSON.parse(text)).toMatchObject({
      lockfileVersion: 2,
      packages: { 'node_modules/lodash': { version: '4.17.21' } },
      dependencies: { lodash: { version: '4.17.21' }, other: { version: '1.0.0' } },
    });
    expect(text).not.toContain('4.17.20');
  });

  it('ok: where the owner leaves addresses out, none is put in', async () => {
    await repository(
      { name: 'app', dependencies: { minimist: '1.2.5' } },
      {},
      { omitLockfileRegistryResolved: true },
    );
    expect(read('package-lock.json')).not.toContain('resolved');
    const text = textsOf(await repairsFor(bench.root, bench.database)).get('package-lock.json') ?? '';
    expect(versionsIn(text)).toEqual({ 'node_modules/minimist': '1.2.6' });
    expect(text).not.toContain('resolved');
  });

  it('ng: what asks in another form is left: an alias, a range of two sides', async () => {
    await repository({
      name: 'app',
      dependencies: { mini: 'npm:minimist@1.2.5', lodash: '>=4.17.0 <4.17.21' },
    });
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(reasonsOf(notDone).join('\n')).toMatch(
      /range >=4\.17\.0 <4\.17\.21 is not[^]*under another name, mini/,
    );
  });

  it('ng: a lockfile that is not up to date is not brought up to date by the way', async () => {
    await repository({ name: 'app', dependencies: { minimist: '1.2.5' } });
    const manifest = { name: 'app', dependencies: { minimist: '1.2.5', other: '^1.0.0' } };
    await writeFiles(bench.root, { 'package.json': JSON.stringify(manifest) });
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(reasonsOf(notDone)).toEqual([expect.stringMatching(/not up to date.*other/) as string]);
  });

  it('ng: a lockfile of version 1 is not made anew as a whole', async () => {
    await writeFiles(bench.root, {
      'package.json': '{"name":"app","dependencies":{"minimist":"1.2.5"}}',
      'package-lock.json': '{"lockfileVersion":1,"dependencies":{"minimist":{"version":"1.2.5"}}}',
    });
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(reasonsOf(notDone)).toEqual([expect.stringContaining('version 1')]);
  });
});

describe('a hostile repository', () => {
  beforeEach(() => use('11'));

  it('runs nothing, is not asked for its configuration, and changes nothing outside', async () => {
    const outside = await makeTempFolder();
    try {
      const victim = '{"name":"victim","dependencies":{"minimist":"1.2.5"}}';
      await writeFiles(outside, { 'package.json': victim });
      await repository(
        { name: 'app', dependencies: { minimist: '1.2.5' } },
        { '.npmrc': '', '.pnpmfile.cjs': "require('fs').writeFileSync('ran','')" },
      );
      const manifest = {
        name: 'app',
        scripts: Object.fromEntries(
          ['preinstall', 'prepare', 'dependencies'].map((name) => [name, 'touch ran']),
        ),
        packageManager: 'npm@1.0.0',
        workspaces: [`../${basename(outside)}`],
        dependencies: { minimist: '1.2.5' },
      };
      await writeFiles(bench.root, {
        'package.json': JSON.stringify(manifest),
        '.npmrc': 'registry=http://127.0.0.1:9/\nscript-shell=/bin/false\n',
      });
      const texts = textsOf(await repairsFor(bench.root, bench.database));
      expect([...texts.keys()].sort()).toEqual(['package-lock.json', 'package.json']);
      expect(texts.get('package.json')).toBe(JSON.stringify(manifest).replace('1.2.5', '1.2.6'));
      expect(readFileSync(join(outside, 'package.json'), 'utf8')).toBe(victim);
      expect(existsSync(join(bench.root, 'ran'))).toBe(false);
    } finally {
      await removeFolder(outside);
    }
  });

  it('whose lockfile links to a folder outside is left alone', async () => {
    await repository({ name: 'app', dependencies: { minimist: '1.2.5' } });
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, object> };
    lock.packages['node_modules/out'] = { resolved: '../../etc', link: true };
    await writeFiles(bench.root, { 'package-lock.json': JSON.stringify(lock) });
    const { texts, notDone } = await repairsFor(bench.root, bench.database);
    expect(texts).toEqual([]);
    expect(reasonsOf(notDone)).toEqual([expect.stringContaining('lead out')]);
  });
});
