import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { OSV_RECORDS, kevCatalogue, osvArchive, writeOsvFolder } from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { callCli, type Called } from '../../test/call-cli.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'railgate-db-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function db(...args: string[]): Promise<Called> {
  return callCli(['db', ...args], {
    cwd: root,
    env: { XDG_DATA_HOME: join(root, 'data'), SOURCE_DATE_EPOCH: '1795305600' },
  });
}

describe('railgate db', () => {
  it('ok: imports a folder, and says what is there', async () => {
    await writeOsvFolder(join(root, 'from'), OSV_RECORDS);
    await writeFile(
      join(root, 'from', 'known_exploited_vulnerabilities.json'),
      kevCatalogue(['CVE-2025-55182']),
    );
    const imported = await db('import', 'from');
    expect(imported).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'Go          1 record of 1 package, newest of 2026-08-01',
        'PyPI        5 records of 4 packages, newest of 2026-11-12',
        'npm         7 records of 6 packages, newest of 2026-11-12, 1 withdrawn',
        'KEV         1 entry, of 2026-11-20',
        '',
      ].join('\n'),
    });
    const status = await db('status', '--max-data-age', '30d');
    expect(status.code).toBe(0);
    expect(status.stdout).toContain(
      'newest of 2026-08-01, 113 days old: older than --max-data-age\n            sha256:',
    );
    expect(status.stdout).toContain('1 withdrawn, 10 days old\n');
    expect(status.stdout).toContain('KEV         1 entry, of 2026-11-20, 1 day old\n');
    const { ecosystems, signals } = JSON.parse((await db('status', '--json')).stdout) as Status;
    expect(ecosystems).toMatchObject([
      { ecosystem: 'Go', exact: true },
      { ecosystem: 'PyPI' },
      { ecosystem: 'npm', records: 7, broken: 0, ageInDays: 10, stale: false },
    ]);
    expect(signals).toMatchObject([{ name: 'KEV', entries: 1 }]);
  });

  interface Status {
    readonly ecosystems: readonly object[];
    readonly signals: readonly object[];
  }

  it('ok: nothing is there, and what helps', async () => {
    const { code, stderr } = await db('status');
    expect([code, stderr]).toEqual([0, expect.stringContaining('`railgate db update`')]);
  });

  it('broken: a record that cannot be read is named', async () => {
    await writeOsvFolder(join(root, 'from'), { npm: [...OSV_RECORDS.npm, '{'] });
    const { code, stdout } = await db('import', 'from');
    expect(code).toBe(0);
    expect(stdout).toContain('1 record could not be read:\n              broken-8.json: it is not JSON\n');
    expect((await db('status')).stdout).toContain('broken-8.json: it is not JSON');
  });

  it('broken: an archive that is none is exit 3, the rest is imported', async () => {
    await writeOsvFolder(join(root, 'from'), OSV_RECORDS);
    await writeFile(join(root, 'from', 'npm', 'all.zip'), '');
    const { code, stdout, stderr } = await db('import', 'from');
    expect(code).toBe(3);
    expect(stderr).toContain('npm is not imported: it is empty. What was imported before stays.');
    expect(stdout).toContain('PyPI        5 records');
  });

  it('broken: a database that cannot be written is exit 2, since nothing is wrong with what was handed over', async () => {
    await writeOsvFolder(join(root, 'from'), OSV_RECORDS);
    await writeFile(join(root, 'file'), '');
    const { code, stderr } = await callCli(['db', 'import', 'from'], {
      cwd: root,
      env: { XDG_DATA_HOME: join(root, 'file') },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/npm is not imported: the database cannot be written \(E\w+\)/);
  });

  it.each([
    [['import', 'nowhere'], 'nowhere is not there'],
    [['import'], 'import takes one folder'],
    [['import', '.'], 'holds nothing to import'],
    [['updat'], 'There is no action "updat". Did you mean update?'],
    [['update', 'pypi'], 'There is no ecosystem "pypi". Did you mean PyPI?'],
    [['update', 'Debian:11'], 'There is no ecosystem "Debian:11".'],
    [['update', '--from', 'ftp://x'], 'ftp://x is no address'],
    [['status', 'npm'], 'status takes no argument'],
    [['status', '--max-data-age', 'old'], '--max-data-age takes an age'],
  ])('broken: %j is exit 3', async (args, message) => {
    const { code, stderr } = await db(...args);
    expect(stderr).toContain(message);
    expect(code).toBe(3);
  });

  it('fetches: ok is exit 0, a failure exit 2 and what was there stays', async () => {
    let zip: Buffer | undefined = osvArchive(OSV_RECORDS.npm);
    const server = createServer((_, response) => {
      response.writeHead(zip ? 200 : 500).end(zip);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const first = await db('update', 'npm', '--from', from, '--no-signals');
      expect([first.code, first.stderr]).toEqual([0, '']);
      expect(first.stdout).toContain('npm         7 records');
      zip = undefined;
      const second = await db('update', '--from', from, '--no-signals', '--json');
      expect(second.code).toBe(2);
      expect(second.stderr).toContain('npm is not updated: 127.0.0.1');
      expect(JSON.parse(second.stdout)).toMatchObject({
        updates: [{ name: 'npm', state: 'failed', error: { code: 'NEED_UNMET' } }],
      });
      expect((await db('status')).stdout).toContain('npm         7 records');
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });
});
