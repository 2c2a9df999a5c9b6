import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { OSV_RECORDS, makeTempFolder, removeFolder, writeFiles } from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { importRecords } from '../engines/support.js';
import { repairsFor, textsOf } from './support.js';

let root: string;
let home: string;
let database: string;
beforeEach(async () => {
  [root, home] = await Promise.all([makeTempFolder(), makeTempFolder()]);
  database = await importRecords(home, { PyPI: OSV_RECORDS.PyPI });
});
afterEach(async () => {
  await Promise.all([root, home].map(removeFolder));
});

const proposed = async (files: Readonly<Record<string, string>>) => {
  await writeFiles(root, files);
  return repairsFor(root, database, { offline: true });
};
const repinned = async (text: string) => {
  const repairs = await proposed({ 'requirements.txt': text });
  return textsOf(repairs).get('requirements.txt') ?? 'unchanged';
};
const HASH = `--hash=sha256:${'a'.repeat(64)}`;

describe('pins of requirements.txt', () => {
  it('ok: become the smallest fixed version, offline too, and all other bytes stay', async () => {
    const text =
      '# pinned\r\nrequests == 2.28.2 ; python_version > "3" # why\r\nrequests[socks]==2.28.2\r\nflask==3.0.0';
    expect(await repinned(text)).toBe(text.replaceAll('2.28.2', '2.31.0'));
    expect(readFileSync(join(root, 'requirements.txt'), 'utf8')).toBe(text);
  });

  it('ok: are found under every spelling of the name, in every release line', async () => {
    expect(await repinned('Django===3.2.12\n')).toBe('Django===3.2.13\n');
    expect(await repinned('DJANGO==4.0.3\n')).toBe('DJANGO==4.0.4\n');
  });

  it('ok: say what they do and bring', async () => {
    const { done } = await proposed({ 'requirements.txt': 'jinja2==2.10\n' });
    expect(done).toMatchObject([
      {
        description: 'Upgrade jinja2 from 2.10 to 2.10.1.',
        removes: [{ ruleId: 'CVE-2019-10906', path: 'requirements.txt' }],
        paths: ['requirements.txt'],
        brings: ['pkg:pypi/jinja2@2.10.1'],
      },
    ]);
  });

  it.each([
    ['with hashes', `requests==2.28.2 ${HASH}\n`, /hashes/],
    ['with hashes on further lines', `requests==2.28.2 \\\n    ${HASH}\n`, /hashes/],
    ['that is no line of its own', 'requests==2.28.2 \\\n  ; python_version > "3"\n', /no plain/],
  ])('ng: one %s is left', async (_what, text, reason) => {
    const { texts, notDone } = await proposed({ 'requirements.txt': text });
    expect(texts).toEqual([]);
    expect(notDone).toMatchObject([{ reason: expect.stringMatching(reason) as string }]);
  });

  it('ng: what no upgrade makes good, and what Railgate does not write, is said', async () => {
    const { texts, notDone } = await proposed({
      'requirements.txt': 'railgate-sample-malware==1.0\n',
      'poetry.lock':
        '[[package]]\nname = "requests"\nversion = "2.28.2"\n\n[metadata]\nlock-version = "2.0"\n',
    });
    expect(texts).toEqual([]);
    expect(notDone).toMatchObject([
      { path: 'poetry.lock', command: expect.stringContaining('poetry') as string },
      { path: 'requirements.txt', reason: expect.stringContaining('is malicious') as string },
    ]);
  });

  it('broken: a line of a megabyte takes no time', async () => {
    const text = `requests==2.28.2\nrequests[${'a'.repeat(1_000_000)}\n`;
    const start = process.cpuUsage();
    await repinned(text);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(10);
  });
});
