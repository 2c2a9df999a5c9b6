import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { GateError } from '@railgate/contract';
import { OSV_RECORDS, makeTempFolder, removeFolder, writeOsvFolder, type OsvRecord } from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { databaseFolder } from '../folder.js';
import { importDatabase } from '../import/import-database.js';
import { databaseDigests } from './database-digests.js';
import { databaseStatus } from './database-status.js';
import { openDatabase } from './open-database.js';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await makeTempFolder();
  folder = join(root, 'database');
});
afterEach(() => removeFolder(root));

async function imported(records: Readonly<Record<string, readonly OsvRecord[]>> = OSV_RECORDS) {
  await writeOsvFolder(join(root, 'from'), records);
  await importDatabase(join(root, 'from'), { folder });
}

async function ids(ecosystem: string, name: string, version: string): Promise<readonly string[]> {
  const database = await openDatabase(folder);
  try {
    return database.affecting(ecosystem, name, version).map(({ id }) => id);
  } finally {
    database.close();
  }
}

describe('openDatabase', () => {
  it.each([
    ['npm', 'lodash', '4.17.20', ['GHSA-29mw-wpgm-hmr9', 'GHSA-35jh-r3h4-6jhm']],
    ['npm', 'lodash', 'v3.0.0', ['GHSA-35jh-r3h4-6jhm']],
    ['npm', 'lodash', '4.17.21', []],
    ['npm', 'lodash', '4.17.21-rc.1', ['GHSA-29mw-wpgm-hmr9', 'GHSA-35jh-r3h4-6jhm']],
    ['npm', 'minimist', '0.2.3', ['GHSA-xvch-5gv4-984h']],
    ['npm', 'minimist', '0.2.4', []],
    ['npm', 'request', '2.88.2', ['GHSA-p8p7-x288-28g6']],
    ['npm', 'request', '2.88.3', []],
    ['npm', 'railgate-sample-malware', '99.0.0', ['MAL-0000-0001']],
    ['npm', 'Lodash', '4.17.20', []],
    ['npm', 'lodash', 'latest', []],
    ['npm', '__proto__', '1.0.0', []],
    ['npm', 'constructor', '1.0.0', []],
    ['PyPI', 'Jinja2', '2.10', ['GHSA-462w-v97r-4m45', 'PYSEC-2019-217']],
    ['PyPI', 'jinja2', '2.10.0+local', ['GHSA-462w-v97r-4m45', 'PYSEC-2019-217']],
    ['PyPI', 'jinja2', '1!2.10', []],
    ['PyPI', 'django', '3.2.13rc1', ['PYSEC-2022-190']],
    ['PyPI', 'django', '3.1', []],
    ['Go', 'golang.org/x/text', 'v0.3.6', ['GO-2021-0113']],
  ])('%s %s %s', async (ecosystem, name, version, expected) => {
    await imported();
    expect(await ids(ecosystem, name, version)).toEqual(expected);
  });

  it('names the versions that fix what holds the asked one, lowest first', async () => {
    await imported();
    const database = await openDatabase(folder);
    const fixed = (...asked: [string, string, string]) =>
      database.affecting(...asked).map((found) => found.fixed);
    expect(fixed('npm', 'minimist', '0.1.0')).toEqual([['0.2.4']]);
    expect(fixed('npm', 'minimist', '1.2.5')).toEqual([['1.2.6']]);
    expect(fixed('npm', 'request', '2.0.0')).toEqual([[]]);
    expect(fixed('PyPI', 'django', '3.2.1')).toEqual([['3.2.13']]);
    database.close();
  });

  it('lists what it says of each package, and what a version is', async () => {
    await imported();
    const database = await openDatabase(folder, { ecosystems: ['PyPI', 'npm'] });
    expect(database.ecosystems.map(({ ecosystem }) => ecosystem)).toEqual(['PyPI', 'npm']);
    const jinja = [...database.entries('PyPI')].find(({ advisory: { id } }) => id === 'PYSEC-2019-217');
    expect(jinja).toMatchObject({
      name: 'jinja2',
      advisory: { fixed: ['2.10.1'] },
      intervals: [{ introduced: '0', fixed: '2.10.1' }],
      versions: [],
    });
    expect([database.isVersion('npm', '1.2.x'), database.isVersion('PyPI', '1.0.post1')]).toEqual([
      false,
      true,
    ]);
    database.close();
  });

  it('says what may be affected, where a range cannot be read', async () => {
    const events = [{ introduced: '0' }, { fixed: 'soon' }];
    const unclear: OsvRecord = {
      ...OSV_RECORDS.npm[0],
      id: 'GHSA-odd',
      affected: [{ package: { ecosystem: 'npm', name: 'lodash' }, ranges: [{ type: 'SEMVER', events }] }],
    };
    await imported({ npm: [...OSV_RECORDS.npm, unclear] });
    const database = await openDatabase(folder);
    expect(database.ecosystems[0]?.unclear).toBe(1);
    expect(database.unclear('npm', 'lodash', '4.17.21')).toEqual(['GHSA-odd']);
    expect(database.unclear('npm', 'minimist', '1.0.0')).toEqual([]);
    database.close();
  });

  it('what is open goes on reading the old data while it is replaced', async () => {
    await imported();
    const database = await openDatabase(folder);
    await imported({ npm: OSV_RECORDS.npm.slice(2) });
    expect(database.affecting('npm', 'lodash', '4.17.20')).toHaveLength(2);
    database.close();
    expect(await ids('npm', 'lodash', '4.17.20')).toEqual([]);
  });

  it('broken: nothing, or nothing of the ecosystem, was imported', async () => {
    await expect(openDatabase(folder)).rejects.toMatchObject({ code: 'NEED_UNMET' });
    await imported({ npm: OSV_RECORDS.npm });
    await expect(openDatabase(folder, { ecosystems: ['PyPI'] })).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringContaining('There is no database of PyPI') as string,
      remedy: expect.stringContaining('`railgate db update PyPI`') as string,
    });
    const database = await openDatabase(folder, { ecosystems: ['npm', 'PyPI'] });
    expect(() => database.affecting('PyPI', 'jinja2', '2.10')).toThrow(GateError);
    database.close();
  });

  it('broken: what cannot be read is no defect of ours, and names no place of this machine', async () => {
    await imported();
    const file = join(folder, 'npm.osv');
    rmSync(file);
    mkdirSync(file);
    await expect(openDatabase(folder)).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: 'The database file npm.osv cannot be read (EISDIR).',
    });
    writeFileSync(join(root, 'file'), '');
    await expect(openDatabase(join(root, 'file'))).rejects.toMatchObject({
      message: 'The database folder cannot be read.',
    });
  });

  it('broken: a database inside of the repository judges nothing, also through a link', async () => {
    await imported();
    await expect(openDatabase(folder, { outside: root })).rejects.toThrow(
      'lies inside the scanned repository',
    );
    const elsewhere = await makeTempFolder();
    try {
      symlinkSync(folder, join(elsewhere, 'link'));
      const inside = openDatabase(join(elsewhere, 'link'), { outside: root });
      await expect(inside).rejects.toThrow('lies inside the scanned repository');
      const outside = await openDatabase(folder, { outside: elsewhere });
      outside.close();
    } finally {
      await removeFolder(elsewhere);
    }
  });
});

describe('a damaged database', () => {
  const file = () => join(folder, 'npm.osv');

  it('broken: cut off anywhere, it does not open', async () => {
    await imported();
    const { length } = readFileSync(file());
    copyFileSync(file(), join(root, 'whole'));
    for (const size of [0, 1, 31, 32, 33, Math.floor(length / 2), length - 33, length - 1]) {
      copyFileSync(join(root, 'whole'), file());
      truncateSync(file(), size);
      await expect(openDatabase(folder), String(size)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' });
    }
  });

  it('broken: whichever byte changes, it is an error or the right answer, never another one', async () => {
    await imported();
    const whole = readFileSync(file());
    const right = JSON.stringify(await answers());
    let errors = 0;
    for (let at = 0; at < whole.length; at += 7) {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ 0x10;
      writeFileSync(file(), copy);
      const got = await answers().catch((error: unknown) => error);
      if (got instanceof GateError) errors++;
      else expect(JSON.stringify(got), String(at)).toBe(right);
    }
    expect(errors).toBeGreaterThan(whole.length / 7 / 4);
  });

  async function answers() {
    const database = await openDatabase(folder, { ecosystems: ['npm'] });
    try {
      return ['lodash', 'minimist'].map((name) => database.affecting('npm', name, '1.0.0'));
    } finally {
      database.close();
    }
  }

  it('broken: the status names it and shows the rest', async () => {
    await imported();
    truncateSync(file(), 100);
    writeFileSync(join(folder, 'kev.signals'), 'x');
    const { ecosystems, damaged } = await databaseStatus(folder);
    expect(ecosystems.map(({ ecosystem }) => ecosystem)).toEqual(['Go', 'PyPI']);
    expect(damaged.map(({ name }) => name)).toEqual(['npm', 'KEV']);
    expect(damaged[0]?.error.remedy).toContain('railgate db');
  });
});

describe('databaseDigests', () => {
  it('names what openDatabase opens, in the same order', async () => {
    await imported();
    const database = await openDatabase(folder);
    const opened = [...database.ecosystems, ...database.signalData].map(({ digest }) => digest);
    database.close();
    expect(opened).toHaveLength(3);
    expect(databaseDigests(folder, root + '-outside')).toEqual(opened);
  });

  it('broken: as openDatabase is, also where only the index is damaged', async () => {
    expect(() => databaseDigests(folder)).toThrow('There is no database of any ecosystem');
    await imported();
    expect(() => databaseDigests(folder, root)).toThrow('lies inside the scanned repository');
    const file = join(folder, 'npm.osv');
    const bytes = readFileSync(file);
    const tail = bytes.length - 32;
    const { index } = JSON.parse(bytes.subarray(Number(bytes.readBigUInt64LE(tail)), tail).toString()) as {
      index: [number, number, number];
    };
    bytes[index[0]] = (bytes[index[0]] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(() => databaseDigests(folder)).toThrow('is damaged');
    await expect(openDatabase(folder)).rejects.toThrow('is damaged');
  });
});

describe('databaseFolder', () => {
  it.each([
    [{ XDG_DATA_HOME: '/data', HOME: '/home/u' }, '/data/railgate/advisories'],
    [{ XDG_DATA_HOME: 'data', HOME: '/home/u' }, '/home/u/.local/share/railgate/advisories'],
    [{ HOME: '/home/u' }, '/home/u/.local/share/railgate/advisories'],
  ])('%j', (env, expected) => {
    expect(databaseFolder(env)).toBe(expected);
  });

  it('broken: neither is absolute', () => {
    expect(() => databaseFolder({ HOME: 'u' })).toThrow(GateError);
  });
});

it('a folder that is there and empty holds no database', async () => {
  mkdirSync(folder);
  await expect(openDatabase(folder)).rejects.toThrow('There is no database of any ecosystem');
});
