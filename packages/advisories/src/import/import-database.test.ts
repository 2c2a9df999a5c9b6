import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  OSV_RECORDS,
  epssScores,
  kevCatalogue,
  makeTempFolder,
  osvArchive,
  removeFolder,
  writeOsvFolder,
  type OsvRecord,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase } from '../store/open-database.js';
import { importDatabase } from './import-database.js';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await makeTempFolder();
  folder = join(root, 'database');
});
afterEach(() => removeFolder(root));

const NOW = new Date('2026-11-22T00:00:00Z');
const from = () => join(root, 'from');

async function importRecords(records: Readonly<Record<string, readonly (OsvRecord | string)[]>>) {
  await writeOsvFolder(from(), records);
  return importDatabase(from(), { folder, now: NOW });
}

async function importBytes(ecosystem: string, bytes: Buffer) {
  mkdirSync(join(from(), ecosystem), { recursive: true });
  writeFileSync(join(from(), ecosystem, 'all.zip'), bytes);
  return importDatabase(from(), { folder, now: NOW });
}

describe('importDatabase', () => {
  it('ok: imports each ecosystem and keeps the archive as it was', async () => {
    const { archives, failures, skipped } = await importRecords({
      ...OSV_RECORDS,
      'Debian:11': OSV_RECORDS.Go,
    });
    expect(failures).toEqual([]);
    expect(skipped).toEqual(['Debian:11']);
    expect(archives.map(({ data: { ecosystem, records, packages, withdrawn, broken } }) => [ecosystem, records, packages, withdrawn, broken])).toEqual([
      ['Go', 1, 1, 0, 0],
      ['PyPI', 5, 4, 0, 0],
      ['npm', 7, 6, 1, 0],
    ]); // prettier-ignore
    const [{ data } = { data: undefined }] = archives;
    expect(data?.archive).toBe(join(folder, 'osv-scanner', 'Go', 'all.zip'));
    expect(readFileSync(data?.archive ?? '')).toEqual(osvArchive(OSV_RECORDS.Go));
    expect(readdirSync(folder).sort()).toEqual(['Go.osv', 'PyPI.osv', 'npm.osv', 'osv-scanner']);
  });

  it('ok: the same archive again changes nothing', async () => {
    await importRecords(OSV_RECORDS);
    const bytes = readFileSync(join(folder, 'npm.osv'));
    const { archives } = await importRecords(OSV_RECORDS);
    expect(archives.map(({ unchanged }) => unchanged)).toEqual([true, true, true]);
    expect(readFileSync(join(folder, 'npm.osv'))).toEqual(bytes);
  });

  it('broken: a record that cannot be read is counted and named, the others count', async () => {
    const { archives, failures } = await importRecords({
      npm: [
        ...OSV_RECORDS.npm,
        '{"id": "GHSA-cut',
        JSON.stringify({ id: 'X-1', modified: '2026-01-01', schema_version: '9.0' }),
        JSON.stringify({ ...OSV_RECORDS.npm[0], id: '', schema_version: '1.0.0' }),
      ],
    });
    expect(failures).toEqual([]);
    expect(archives[0]?.data).toMatchObject({
      records: 7,
      broken: 3,
      opaque: 2,
      brokenNames: [
        { name: 'broken-8.json', why: 'it is not JSON' },
        { name: 'broken-9.json', why: 'its schema is 9.0, which is not known' },
        { name: 'broken-10.json', why: 'it has no id' },
      ],
    });
    const database = await openDatabase(folder);
    expect(database.unclear('npm', 'lodash', '1.0.0')).toEqual(['broken-10.json']);
    expect(database.unclear('npm', 'minimist', '1.2.5')).toEqual([]);
    database.close();
  });

  it.each([
    ['empty', Buffer.alloc(0), 'it is empty'],
    ['no zip', Buffer.from('hello'), 'it is no zip archive'],
    ['truncated', osvArchive(OSV_RECORDS.npm).subarray(0, 900), 'it is cut off: its end is missing'],
    ['without a record', osvArchive([]), 'it holds no records'],
    ['of another ecosystem', osvArchive(OSV_RECORDS.PyPI), 'its records are of PyPI, and none is of npm'],
    [
      'mostly of another ecosystem',
      osvArchive([...OSV_RECORDS.PyPI, OSV_RECORDS.npm[0]]),
      'its records are of PyPI, and only 1 are of npm',
    ],
    ['of broken records alone', osvArchive(['{', '[']), 'none of its 2 records can be read: it is not JSON'],
    ['of withdrawn records alone', osvArchive([OSV_RECORDS.npm[7]]), 'all of its records are withdrawn'],
  ])('broken: an archive that is %s is refused, and the old data stays', async (_, bytes, why) => {
    await importRecords({ npm: OSV_RECORDS.npm });
    const { archives, failures } = await importBytes('npm', bytes);
    expect(archives).toEqual([]);
    expect(failures).toMatchObject([{ name: 'npm', why }]);
    const database = await openDatabase(folder);
    expect(database.affecting('npm', 'lodash', '4.17.20')).toHaveLength(2);
    database.close();
    expect(readFileSync(join(folder, 'osv-scanner/npm/all.zip'))).toEqual(osvArchive(OSV_RECORDS.npm));
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('broken: one archive does not keep the others from being imported', async () => {
    await writeOsvFolder(from(), OSV_RECORDS);
    const { archives, failures } = await importBytes('PyPI', Buffer.from('<html>'));
    expect(archives.map(({ data }) => data.ecosystem)).toEqual(['Go', 'npm']);
    expect(failures.map(({ name }) => name)).toEqual(['PyPI']);
  });

  it('broken: there is nothing to import, or nothing there', async () => {
    mkdirSync(from());
    await expect(importDatabase(from(), { folder })).rejects.toThrow('holds nothing to import');
    await expect(importDatabase(join(root, 'no\nwhere'), { folder })).rejects.toThrow(
      'no\\nwhere is not there',
    );
  });

  it('the newest record dates the data; a date ahead of now does not count', async () => {
    const odd = { ...OSV_RECORDS.npm[0], id: 'GHSA-9999-9999-9999', modified: '9999-01-01T00:00:00Z' };
    const { archives } = await importRecords({ npm: [...OSV_RECORDS.npm, odd] });
    expect(archives[0]?.data.builtAt).toBe('2026-11-12T00:00:00.000Z');
  });

  it('stops when it is asked to, and leaves nothing behind', async () => {
    await writeOsvFolder(from(), { npm: OSV_RECORDS.npm });
    const signal = AbortSignal.abort();
    await expect(importDatabase(from(), { folder, signal })).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['osv-scanner']);
  });

  it('many records of many packages, all of them found', async () => {
    const records = Array.from({ length: 3000 }, (_, i): OsvRecord => ({
      ...OSV_RECORDS.npm[0],
      id: `GHSA-${i}`,
      affected: [{ package: { ecosystem: 'npm', name: `package-${i}` }, versions: ['1.0.0'] }],
    })); // prettier-ignore
    await importRecords({ npm: records });
    const database = await openDatabase(folder);
    const found = records.flatMap((_, i) =>
      database.affecting('npm', `package-${i}`, '1.0.0').map(({ id }) => id),
    );
    expect(found).toEqual(records.map(({ id }) => id));
    expect([...database.entries('npm')]).toHaveLength(3000);
    expect(database.knows('npm', 'package-3000')).toBe(false);
    database.close();
  });
});

describe('importDatabase, KEV and EPSS', () => {
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(from(), { recursive: true });
    writeFileSync(join(from(), name), content);
  };
  const KEV = 'known_exploited_vulnerabilities.json';
  const EPSS = 'epss_scores-2026-11-21.csv.gz';

  it('ok: what they say of a CVE', async () => {
    await writeOsvFolder(from(), OSV_RECORDS);
    write(KEV, kevCatalogue(['CVE-2025-55182', 'CVE-2021-44228']));
    write(EPSS, epssScores({ 'CVE-2025-55182': 0.91234, 'CVE-2021-23337': 0.00411, 'CVE-2024-1234567': 1 }));
    const { signals, failures } = await importDatabase(from(), { folder, now: NOW });
    expect(failures).toEqual([]);
    expect(signals).toMatchObject([
      { name: 'KEV', entries: 2, builtAt: '2026-11-20T15:00:00.000Z' },
      { name: 'EPSS', entries: 3, builtAt: '2026-11-21T12:55:00.000Z' },
    ]);
    const database = await openDatabase(folder);
    expect(database.signalData).toEqual(signals);
    expect(database.signals('CVE-2025-55182')).toEqual({ kev: '2026-01-05', epss: 0.91234 });
    expect(database.signals('CVE-2021-44228')).toEqual({ kev: '2026-01-05' });
    expect(database.signals('CVE-2024-1234567')).toEqual({ epss: 1 });
    for (const none of ['CVE-2021-23338', 'CVE-2021-1', 'GHSA-35jh-r3h4-6jhm', '', 'CVE-9999-99999'])
      expect(database.signals(none)).toBeUndefined();
    database.close();
  });

  it('ok: a file by itself', async () => {
    write(KEV, kevCatalogue(['CVE-2025-55182']));
    const { signals } = await importDatabase(join(from(), KEV), { folder });
    expect(signals).toMatchObject([{ name: 'KEV', entries: 1 }]);
  });

  it.each([
    [KEV, '{', 'it is no JSON object'],
    [KEV, '{}', 'it does not say when it was released'],
    [KEV, kevCatalogue([]), 'it lists no vulnerability'],
    [
      KEV,
      kevCatalogue(['CVE-2025-55182']).replace('"count":1', '"count":2'),
      'it says that it lists 2 vulnerabilities, and holds 1',
    ],
    [KEV, kevCatalogue(['no CVE']), 'an entry of it has no CVE or no date'],
    [
      EPSS,
      epssScores({ 'CVE-2021-23337': 0.1 }).subarray(0, 40),
      'it is packed with gzip, and cut off or damaged',
    ],
    [EPSS, '<html>', 'its first line does not say the date of the scores'],
    [EPSS, '#score_date:2026-11-21\ncve,probability\n', 'its second line is not `cve,epss,percentile`'],
    [EPSS, '#score_date:2026-11-21\ncve,epss,percentile\n', 'it holds no scores'],
    [
      EPSS,
      '#score_date:2026-11-21\ncve,epss,percentile\nCVE-2021-23337,1.5,0\n',
      'its line 3 holds no CVE with a probability',
    ],
    [
      EPSS,
      '#score_date:2026-11-21\ncve,epss,percentile\nCVE-2021-23337\n',
      'its line 3 holds no CVE with a probability',
    ],
  ])('broken: %s that is damaged is refused, the old one stays', async (name, content, why) => {
    write(KEV, kevCatalogue(['CVE-2025-55182']));
    write(EPSS, epssScores({ 'CVE-2025-55182': 0.5 }));
    await writeOsvFolder(from(), OSV_RECORDS);
    await importDatabase(from(), { folder, now: NOW });
    write(name, content);
    const { failures } = await importDatabase(from(), { folder, now: NOW });
    expect(failures.map((failure) => failure.why)).toEqual([why]);
    const database = await openDatabase(folder);
    expect(database.signals('CVE-2025-55182')).toEqual({ kev: '2026-01-05', epss: 0.5 });
    database.close();
  });
});
