import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import {
  OSV_RECORDS,
  installedTool,
  makeTempFolder,
  removeFolder,
  startPythonIndex,
  writeFiles,
  type PythonIndexStub,
  type StubDistribution,
} from '@railgate/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { importRecords } from '../engines/support.js';
import { repairsFor, textsOf } from './support.js';

const OLD: readonly StubDistribution[] = [
  { name: 'jinja2', version: '2.10', requires: ['markupsafe>=0.23'] },
  { name: 'markupsafe', version: '1.0' },
  { name: 'requests', version: '2.28.2' },
  { name: 'framework', version: '1.0', requires: ['jinja2>=2.10'] },
];
/** What came out afterwards. jinja2 2.10.1 and requests 2.31.0 are the first without the vulnerability. */
const NEW: readonly StubDistribution[] = [
  { name: 'jinja2', version: '2.10.1', requires: ['markupsafe>=0.23'] },
  { name: 'jinja2', version: '2.11', requires: ['markupsafe>=0.23'] },
  { name: 'markupsafe', version: '1.1' },
  { name: 'requests', version: '2.31.0', requires: ['helper'] },
  { name: 'requests', version: '2.31.5', requires: ['helper'] },
  { name: 'helper', version: '1.0' },
];

let root: string;
let home: string;
let shared: string;
let database: string;
let index: PythonIndexStub;
beforeAll(async () => {
  // Asked once, before `HOME` is another one: the tools are below it.
  installedTool('uv');
  shared = await makeTempFolder();
  database = await importRecords(shared, { PyPI: OSV_RECORDS.PyPI });
});
afterAll(() => removeFolder(shared));
beforeEach(async () => {
  [root, home, index] = await Promise.all([makeTempFolder(), makeTempFolder(), startPythonIndex(OLD)]);
  vi.stubEnv('HOME', home);
  for (const name of ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'])
    vi.stubEnv(name, join(home, name));
  vi.stubEnv('UV_DEFAULT_INDEX', index.index);
  vi.stubEnv('UV_CACHE_DIR', join(home, 'uv'));
  vi.stubEnv('POETRY_CACHE_DIR', join(home, 'poetry'));
  vi.stubEnv('POETRY_REPOSITORIES_STUB_URL', index.index);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await index.close();
  await Promise.all([root, home].map(removeFolder));
});

interface Sample {
  readonly client: 'uv' | 'poetry';
  readonly lockfile: string;
  /** A manifest that asks for these, with words of the client's own for a range. */
  manifest(requirements: readonly string[], url: string): string;
}

const SAMPLES: readonly Sample[] = [
  {
    client: 'uv',
    lockfile: 'uv.lock',
    manifest: (requirements) =>
      `# kept\n[project]\nname = "app"\nversion = "1.0"\nrequires-python = ">=3.9"\ndependencies = [\n${listOf(requirements)}]\n`,
  },
  {
    client: 'poetry',
    lockfile: 'poetry.lock',
    manifest: (requirements, url) =>
      `# kept\n[project]\nname = "app"\nversion = "1.0"\nrequires-python = ">=3.9"\ndependencies = [\n${listOf(requirements)}]\n\n[[tool.poetry.source]]\nname = "stub"\nurl = "${url}"\npriority = "primary"\n`,
  },
];

function listOf(requirements: readonly string[]): string {
  return requirements.map((one) => `  "${one}",\n`).join('');
}

/** A repository whose lockfile was made before the fixed versions came out. */
async function repository(
  { client, manifest }: Sample,
  requirements: readonly string[],
  extra: (text: string) => string = (text) => text,
): Promise<void> {
  const bin = join(home, 'bin');
  await mkdir(bin);
  await symlink(installedTool(client), join(bin, client));
  vi.stubEnv('PATH', [bin, process.env['PATH']].join(delimiter));
  const text = manifest(requirements, index.index);
  await writeFiles(root, { 'pyproject.toml': text });
  const env = { ...process.env, POETRY_VIRTUALENVS_CREATE: 'false' };
  await promisify(execFile)(client, ['lock'], { cwd: root, env });
  index.publish(...NEW);
  await writeFiles(root, { 'pyproject.toml': extra(text) });
  vi.stubEnv('UV_CACHE_DIR', join(home, 'uv-2'));
  vi.stubEnv('POETRY_CACHE_DIR', join(home, 'poetry-2'));
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const reasons = (notDone: readonly { reason: string }[]): string[] => notDone.map(({ reason }) => reason);

/** Clients take seconds each time, and several are asked one after the other. */
const SLOW = { timeout: 120_000 };

describe.each(SAMPLES)('$client', SLOW, (sample) => {
  const { client, lockfile } = sample;

  it('ok: direct and transitive, the smallest fixed version, and nothing else', async () => {
    const hostile = '\n[build-system]\nrequires = ["evil"]\nbuild-backend = "evil"\nbackend-path = ["."]\n';
    await repository(
      sample,
      ['framework==1.0', 'Requests ~= 2.28.2', 'markupsafe'],
      (text) => text + hostile,
    );
    await writeFiles(root, {
      'evil.py': "open('ran', 'w')",
      'poetry.toml': '[virtualenvs]\ncreate = true\n',
    });
    // uv says of a project with a build system that it is editable, which is another line of the lockfile.
    if (client === 'uv')
      await writeFiles(root, { [lockfile]: read(lockfile).replace('virtual = "."', 'editable = "."') });
    const repairs = await repairsFor(root, database);
    expect(repairs.notDone).toEqual([]);
    expect(repairs.done.map(({ description, paths }) => [description, paths])).toEqual(
      expect.arrayContaining([
        ['Upgrade jinja2 from 2.10 to 2.10.1.', [lockfile]],
        [
          `Upgrade requests from 2.28.2 to 2.31.0. ${client} moves with it: helper@1.0.`,
          [lockfile, 'pyproject.toml'],
        ],
      ]),
    );
    const texts = textsOf(repairs);
    expect(texts.get('pyproject.toml')).toBe(read('pyproject.toml').replace('~= 2.28.2', '~=2.31.0'));
    expect(texts.get(lockfile)).toMatch(/"jinja2"\nversion = "2\.10\.1"[^]*"markupsafe"\nversion = "1\.0"/);
    expect(existsSync(join(root, 'ran'))).toBe(false);
    await writeFiles(root, Object.fromEntries(texts));
    const again = await repairsFor(root, database);
    expect([again.found, again.texts]).toEqual([[], []]);
  });

  it('broken: what only a build would tell is not built', async () => {
    await repository(sample, ['requests==2.28.2']);
    const setupPy = `open(${JSON.stringify(join(root, 'ran'))}, 'w')\nfrom setuptools import setup\nsetup(name='helper', version='2.0')\n`;
    index.publish({ name: 'helper', version: '2.0', setupPy });
    index.publish({ name: 'requests', version: '2.31.0', requires: ['helper>=2'] });
    const { texts, notDone } = await repairsFor(root, database);
    expect(texts).toEqual([]);
    expect(reasons(notDone)).toEqual([expect.stringMatching(/without a wheel.*build/) as string]);
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });

  it('broken: an index of the repository is not asked, one that does not answer is said once', async () => {
    await repository(sample, ['requests==2.28.2', 'framework==1.0']);
    const own = sample.client === 'uv' ? '[[tool.uv.index]]' : '[[tool.poetry.source]]';
    const text = read('pyproject.toml');
    const asked = index.requests.length;
    await writeFiles(root, {
      'pyproject.toml': `${text}\n${own}\nname = "own"\nurl = "http://127.0.0.1:9/own"\n`,
    });
    const foreign = await repairsFor(root, database);
    expect(new Set(reasons(foreign.notDone))).toEqual(
      new Set([expect.stringMatching(/of its own.*configuration/) as string]),
    );
    expect(index.requests).toHaveLength(asked);
    await writeFiles(root, { 'pyproject.toml': text });
    await index.close();
    const { texts, notDone } = await repairsFor(root, database);
    expect(texts).toEqual([]);
    expect(new Set(reasons(notDone))).toEqual(new Set([expect.stringMatching(/does not answer/) as string]));
  });
});

describe('uv', SLOW, () => {
  it('ng: another revision of the lockfile is not written by the way', async () => {
    await repository(SAMPLES[0] as Sample, ['requests==2.28.2']);
    await writeFiles(root, { 'uv.lock': read('uv.lock').replace(/revision = \d+/, 'revision = 1') });
    const { texts, notDone } = await repairsFor(root, database);
    expect(texts).toEqual([]);
    expect(reasons(notDone)).toEqual([expect.stringMatching(/writes revision \d.*revision 1\./) as string]);
  });
});
