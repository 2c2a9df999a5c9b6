import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { OSV_RECORDS, removeFolder, writeFiles } from '@railgate/testkit';
import { describe, expect, it, vi } from 'vitest';

import { engine } from '../../src/engines/osv-scanner/index.js';
import { expectNpmAlone } from './local-database.js';
import { ask, DAY, failure, importRecords, lock, withFolders, withStub } from './support.js';

const { npm } = OSV_RECORDS;

let folder: string;
let root: string;
withFolders((made) => void ({ folder, root } = made), 'osv-scanner');

describe('broken: the real osv-scanner', () => {
  it('one ecosystem has no data, while the other one has findings: it is not proven', () =>
    expectNpmAlone(engine, { folder, root }));

  it('there is no database, and it may ask nobody', async () => {
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect(await failure(ask(engine, root, locked, { database: `${folder}/none` }))).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('railgate db'),
    });
  });

  it('the data is stale', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    const asked = ask(engine, root, locked, { database, maxDataAge: DAY });
    expect(await failure(asked)).toMatchObject({ code: 'DATA_STALE' });
  });

  it('its archive is not there any more: it says "no offline version", and that is no answer', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.21'] });
    await removeFolder(join(database, 'osv-scanner'));
    expect(await ask(engine, root, locked, { database })).toMatchObject({
      proven: [],
      evidence: { canary: 'missed' },
      left: expect.stringContaining('npm'),
    });
  });

  it('a record with a field that it does not know is passed over without a word on standard output', async () => {
    const [lodash, ...others] = npm;
    const database = await importRecords(folder, {
      npm: [JSON.stringify({ ...lodash, 'new-field': 1 }), ...others],
    });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    const answer = await ask(engine, root, locked, { database });
    expect(answer.proven).toEqual([]);
    expect(answer.left).toMatch(/does not understand/);
    expect(answer.reports).toHaveLength(1);
  });

  it('a lockfile that it cannot read says nothing', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.21'] });
    await writeFile(join(root, 'web/package-lock.json'), '{"lockfileVersion": 3, "packages": {"node_mod');
    const answer = await ask(engine, root, locked, { database });
    expect(answer.proven).toEqual([]);
    expect(answer.left).toContain('lodash 4.17.21');
    expect(answer.gaps).toEqual([]);
  });

  it('a file that nobody else reads and it cannot read is a gap', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.21'] });
    await writeFiles(root, { 'x/Cargo.lock': 'not [ toml' });
    const { gaps } = await ask(engine, root, locked, { database });
    expect(gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path: 'x/Cargo.lock' }]);
  });

  it.each([
    ['nobody is there', () => Promise.resolve({ url: 'http://127.0.0.1:1', close: () => undefined })],
    ['a proxy refuses', () => startProxy('HTTP/1.1 403 Forbidden\r\n\r\n')],
  ])('its service cannot be reached: %s, which takes no time', async (_, start) => {
    const proxy = await start();
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    vi.stubEnv('PATH', await withStub(folder, 'osv-scanner', `${VERSION}\ntouch '${folder}/was-run'`));
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    try {
      const asked = ask(engine, root, locked, { database: `${folder}/none`, offline: false });
      expect(await failure(asked)).toMatchObject({
        code: 'NEED_UNMET',
        message: expect.stringContaining('could not reach its service. api.osv.dev') as string,
        remedy: expect.stringContaining('railgate db import'),
      });
      expect(await readdir(folder)).not.toContain('was-run');
    } finally {
      proxy.close();
    }
  });
});

/** A proxy that says this to whoever wants to go through it, and then speaks no TLS. */
async function startProxy(answer: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer().on('connect', (_, socket) => socket.end(`${answer}hello`));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const VERSION = 'if [ "$1" = --version ]; then echo "osv-scanner version: 2.4.0"; exit 0; fi';

/** Of osv-scanner 2.4.0. */
const NO_SUCH_HOST =
  'max retries exceeded: attempt 4: request failed: Post "https://api.osv.dev/v1/querybatch": dial tcp: lookup api.osv.dev on 10.0.0.1:53: no such host';

describe('broken: an osv-scanner that', () => {
  const stubbed = async (script: string, version = '2.4.0'): Promise<void> => {
    const path = await withStub(folder, 'osv-scanner', `${VERSION.replace('2.4.0', version)}\n${script}`);
    vi.stubEnv('PATH', path);
  };

  it.each([
    ['says "nothing found"', `echo '{"results":[]}'; exit 0`, 'CANARY_MISSED'],
    ['finds no packages', 'exit 128', 'CANARY_MISSED'],
    ['cannot reach its service', 'exit 129', 'NEED_UNMET'],
    ['cannot reach its service any more', `echo '${NO_SUCH_HOST}' >&2; exit 127`, 'NEED_UNMET'],
    ['has a configuration that is wrong', 'exit 130', 'TOOL_CRASHED'],
    ['fails', 'echo panic >&2; exit 127', 'TOOL_CRASHED'],
    ['ends with a code that it does not have', 'exit 2', 'TOOL_CRASHED'],
    ['is killed', 'kill -9 $$', 'TOOL_CRASHED'],
    ['writes half a report', `printf '{"results":[{'; exit 1`, 'REPORT_UNREADABLE'],
    ['writes another report', `printf '{"a":1}'; exit 1`, 'REPORT_UNREADABLE'],
    ['writes no report', 'exit 1', 'TOOL_CRASHED'],
  ])('%s', async (_, script, code) => {
    const database = await importRecords(folder, { npm });
    await stubbed(script);
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({ code });
  });

  it('reports something, and not the canary', async () => {
    const database = await importRecords(folder, { npm });
    await stubbed(`echo '{"results":[]}'; exit 1`);
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect(await ask(engine, root, locked, { database })).toMatchObject({
      proven: [],
      evidence: { canary: 'missed' },
    });
  });

  it('is 2.5.0 is not run on a local database, and the reason is said', async () => {
    const database = await importRecords(folder, { npm });
    await stubbed('exit 0', '2.5.0');
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringMatching(/2\.5\.0.*no issues found.*2983/),
      remedy: expect.stringContaining('2.4.0'),
    });
  });

  it('is newer than the tests is used, and mentioned', async () => {
    const database = await importRecords(folder, { npm });
    await stubbed(`echo '{"results":[]}'; exit 1`, '2.99.0');
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect((await ask(engine, root, locked, { database })).left).toContain('2.99.0');
  });

  it('is not installed', async () => {
    const database = await importRecords(folder, { npm });
    vi.stubEnv('PATH', '/nowhere');
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('go install'),
    });
  });

  it('lies in the repository is not run', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    vi.stubEnv('PATH', await withStub(root, 'osv-scanner', `touch '${root}/was-run'`));
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({ code: 'NEED_UNMET' });
    expect(await readdir(root)).not.toContain('was-run');
  });

  it('asks its service is told no name that is not public', async () => {
    const proxy = await startProxy('HTTP/1.1 200 OK\r\n\r\n');
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    await stubbed(`cat files/* > '${folder}/told'; ls files > '${folder}/listed'; exit 129`);
    const locked = await lock(root, {
      npm: [
        'lodash@4.17.20',
        { package: 'internal-name@1.0.0', source: 'git' },
        { package: 'internal-name2@1.0.0', resolved: 'https://npm.company.example/internal-name2.tgz' },
      ],
    });
    await failure(ask(engine, root, locked, { database: `${folder}/none`, offline: false }));
    proxy.close();
    expect(await readFile(join(folder, 'told'), 'utf8')).toContain('pkg:npm/lodash@4.17.20');
    expect(await readFile(join(folder, 'told'), 'utf8')).not.toContain('internal-name');
    expect(await readFile(join(folder, 'listed'), 'utf8')).toBe('packages.cdx.json\n');
  });
});
