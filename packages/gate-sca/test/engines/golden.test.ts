import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { OSV_RECORDS, UPDATE_GOLDEN, installedTool } from '@railgate/testkit';
import { expect, it, vi } from 'vitest';

import { ENGINES } from '../../src/engines/index.js';
import { ask, importRecords, linesOf, lock, withFolders, withStub } from './support.js';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let root: string;
withFolders((made) => void ({ folder, root } = made));

const LOCKED = { npm: ['lodash@4.17.20'], PyPI: ['jinja2@2.10', 'flask@3.0.0'] };
const { npm, PyPI } = OSV_RECORDS;

const FOUND_IN_PYPI = ['jinja2@2.10 GHSA-462w-v97r-4m45', 'jinja2@2.10 PYSEC-2019-217'];
const CASES = [
  [
    'osv-scanner',
    '2.4.0',
    1,
    [...FOUND_IN_PYPI, 'lodash@4.17.20 GHSA-29mw-wpgm-hmr9', 'lodash@4.17.20 GHSA-35jh-r3h4-6jhm'],
  ],
  ['safety', '3.8.1', 64, FOUND_IN_PYPI],
  // It knows that both records are one vulnerability, and gives the first of them.
  ['pip-audit', '2.10.1', 1, ['jinja2@2.10 PYSEC-2019-217']],
] as const;

/** What each tool wrote, version by version: an answer that was good once is understood for good. */
it.each(CASES)(
  '%s %s: its recorded output is understood, and still what it writes',
  async (name, version, code, lines) => {
    const golden = join(import.meta.dirname, `../golden/${name}-${version}.json`);
    const database = await importRecords(folder, { npm, PyPI });
    const locked = await lock(root, LOCKED);
    const engine = await ENGINES[name]?.();
    if (!engine) return expect.unreachable();

    vi.stubEnv('PATH', await recording(name));
    expect(linesOf(await ask(engine, root, locked, { database }))).toEqual(lines);
    const written = normalised(await readFile(join(folder, 'output'), 'utf8'));
    if (process.env[UPDATE_GOLDEN] === '1') writeFileSync(golden, written);
    expect(written).toBe(readFileSync(golden, 'utf8'));

    vi.stubEnv('PATH', await replaying(name, version, code, golden));
    const replayed = await ask(engine, root, locked, { database });
    expect(linesOf(replayed)).toEqual(lines);
    expect(replayed).toMatchObject({ evidence: { version, canary: 'found' } });
  },
);

/** A PATH in which the real tool writes what it says into a file, too. */
async function recording(name: string): Promise<string> {
  const bin = join(folder, 'recording');
  const output = join(folder, 'output');
  await mkdir(bin);
  const script = `'${installedTool(name)}' "$@" > '${output}'; code=$?; cat '${output}'; exit $code`;
  const asIs = `if [ "$1" = --version ]; then exec '${installedTool(name)}' "$@"; fi`;
  await writeFile(join(bin, name), `#!/bin/sh\n${asIs}\n${script}\n`, { mode: 0o755 });
  return [bin, process.env['PATH']].join(delimiter);
}

/** A PATH in which the tool writes what is recorded, about the folder that it stands in. */
function replaying(name: string, version: string, code: number, golden: string): Promise<string> {
  const asked = `if [ "$1" = --version ]; then echo ${version}; exit 0; fi`;
  return withStub(folder, name, `${asked}\nsed "s#<folder>#$PWD#g" '${golden}'; exit ${code}`);
}

/** Without what differs from machine to machine and day to day. */
function normalised(output: string): string {
  const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
  const value: unknown = JSON.parse(json, (key, item: unknown) => {
    if (MACHINE.has(key)) return `<${key}>`;
    return typeof item === 'string'
      ? item.replace(/\/[^\s"]*\/railgate-scratch-[A-Za-z0-9]+/g, '<folder>')
      : item;
  });
  return `${JSON.stringify(value, null, 2)}\n`;
}

const MACHINE = new Set(['timestamp', 'os_type', 'os_release', 'os_description', 'python_version']);
