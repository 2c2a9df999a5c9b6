import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { readDependencies } from '@railgate/dependencies';
import { OSV_RECORDS, pysec, workspaceOf, writeFiles } from '@railgate/testkit';
import { describe, expect, it, vi } from 'vitest';

import { engine } from '../../src/engines/osv-scanner/index.js';
import { ask, importRecords, linesOf, lock, withFolders } from './support.js';

const { npm, PyPI, Go } = OSV_RECORDS;

let folder: string;
let root: string;
withFolders((made) => void ({ folder, root } = made), 'osv-scanner');

describe('the real osv-scanner', () => {
  it('ok: finds nothing in versions that are fixed, and is proven by its canaries', async () => {
    const database = await importRecords(folder, { npm, PyPI, Go });
    const locked = await lock(root, {
      npm: ['lodash@4.17.21'],
      PyPI: ['jinja2@3.1.6'],
      Go: ['golang.org/x/text@v0.40.0'],
    });
    expect(await ask(engine, root, locked, { database })).toEqual({
      reports: [],
      evidence: { name: 'osv-scanner', version: '2.4.0', canary: 'found' },
      proven: ['npm', 'PyPI', 'Go'],
      gaps: [],
      data: expect.objectContaining({ id: 'osv' }),
    });
  });

  it('ng: reports in the words of the lockfile, with what it knows', async () => {
    const database = await importRecords(folder, { npm, PyPI, Go });
    const locked = await lock(root, {
      npm: ['lodash@4.17.20', 'railgate-sample-malware@1.0.0'],
      PyPI: ['jinja2@2.10'],
      Go: ['golang.org/x/text@v0.3.2'],
    });
    await writeFiles(root, {
      'other/package-lock.json': await readFile(join(root, 'web/package-lock.json'), 'utf8'),
    });
    const [web] = locked.lockfiles;
    if (!web) return expect.unreachable();
    const twice = [...locked.lockfiles, { ...web, path: 'other/package-lock.json' }];
    const answer = await ask(engine, root, { ...locked, lockfiles: twice }, { database });
    expect(linesOf(answer)).toEqual([
      'golang.org/x/text@v0.3.2 GO-2021-0113',
      'jinja2@2.10 GHSA-462w-v97r-4m45',
      'jinja2@2.10 PYSEC-2019-217',
      'lodash@4.17.20 GHSA-29mw-wpgm-hmr9',
      'lodash@4.17.20 GHSA-35jh-r3h4-6jhm',
      'railgate-sample-malware@1.0.0 MAL-0000-0001',
    ]);
    expect(answer.reports.find(({ ids }) => ids[0] === 'GHSA-35jh-r3h4-6jhm')).toEqual({
      engine: 'osv-scanner',
      ecosystem: 'npm',
      name: 'lodash',
      version: '4.17.20',
      ids: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
      title: 'Command injection in lodash',
      details: expect.stringContaining('Upgrade'),
      score: 7.2,
      severity: 'high',
      severitySource: 'CVSS',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H',
      cwes: [77, 94],
      fixed: ['4.17.21'],
      references: ['https://nvd.nist.gov/vuln/detail/CVE-2021-23337'],
    });
  });

  it('is not silenced by anything in the repository', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    const off = '[[IgnoredVulns]]\nid = "GHSA-35jh-r3h4-6jhm"\n[[PackageOverrides]]\nignore = true\n';
    await writeFiles(root, {
      'osv-scanner.toml': off,
      'web/osv-scanner.toml': off,
      '.gitignore': '*',
      'web/.gitignore': 'package-lock.json',
    });
    expect((await ask(engine, root, locked, { database })).reports).toHaveLength(2);
  });

  it('ng: what it reads in a file that no reader of ours reads has the path of that file', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.21'] });
    await writeFiles(root, {
      'old\t"dir"/yarn.lock': '# yarn lockfile v1\n\nlodash@^4.0.0:\n  version "4.17.20"\n',
    });
    const answer = await ask(engine, root, locked, { database });
    expect(answer.reports).toMatchObject([
      { name: 'lodash', path: 'old\t"dir"/yarn.lock' },
      { name: 'lodash', path: 'old\t"dir"/yarn.lock' },
    ]);
  });

  it('ok: of a range it takes the lowest version, which is no finding', async () => {
    const database = await importRecords(folder, { PyPI });
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    await writeFiles(root, {
      'api/requirements.txt': 'flask==3.0.0\nJinja2>=2.10\n',
      'x/requirements.txt': 'jinja2>=2.10\n',
    });
    const asked = { name: 'jinja2', kind: 'prod', range: '>=2.10' } as const;
    const pinned = {
      path: 'api/requirements.txt',
      ecosystem: 'PyPI',
      manager: 'pip',
      requirements: [asked],
    } as const;
    const answer = await ask(engine, root, { ...locked, unpinned: [pinned] }, { database });
    // Of the other file no reader of ours has said that nothing pins it.
    expect(answer.reports.map(({ path }) => path)).toEqual(['x/requirements.txt', 'x/requirements.txt']);
    expect(answer.proven).toEqual(['PyPI']);
  });

  it('ng: of a file that takes in another one it says what stands in the other, where ours has it', async () => {
    const database = await importRecords(folder, { PyPI });
    await writeFiles(root, {
      'requirements.txt': '-r parts/pinned.in\n-r parts/ranges.in\nflask==3.0.0\n',
      'parts/pinned.in': 'Jinja2==2.10\n',
      'parts/ranges.in': 'requests>=2.19\n',
    });
    const workspace = workspaceOf(root);
    const dependencies = await readDependencies(workspace, workspace.files, () => undefined);
    const answer = await ask(engine, root, dependencies, { database });
    expect(new Set(linesOf(answer))).toEqual(
      new Set(['jinja2@2.10 GHSA-462w-v97r-4m45', 'jinja2@2.10 PYSEC-2019-217']),
    );
    expect(answer.reports.map(({ path }) => path).filter((path) => path !== undefined)).toEqual([]);
  });

  it('leaves nothing behind', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    vi.stubEnv('TMPDIR', folder);
    const before = await readdir(folder);
    await ask(engine, root, locked, { database });
    expect(await readdir(folder)).toEqual(before);
  });

  it('ng: requirements with a dot in their name, which it passes over without a word', async () => {
    const dotted = pysec('PYSEC-0000-1', [], 'zope-interface', {
      details: 'Zope.',
      ranges: [{ introduced: '0', fixed: '5.1' }],
      versions: ['5.0'],
    });
    const database = await importRecords(folder, { PyPI: [...PyPI, dotted] });
    const locked = await lock(root, { PyPI: ['jinja2@2.10.1', 'zope-interface@5.0'] });
    await writeFiles(root, { 'api/requirements.txt': 'Jinja2==2.10.1\nzope.interface==5.0\n' });
    const answer = await ask(engine, root, locked, { database });
    expect(answer.reports).toMatchObject([{ name: 'zope-interface', version: '5.0' }]);
    expect(answer.reports[0]?.path).toBeUndefined();
    expect(answer.proven).toEqual(['PyPI']);
  });

  it('ng: the standard library of Go that go.mod names', async () => {
    const stdlib = {
      ...Go[0],
      id: 'GO-0000-0001',
      affected: [
        {
          package: { ecosystem: 'Go', name: 'stdlib' },
          ranges: [{ type: 'SEMVER' as const, events: [{ introduced: '0' }, { fixed: '1.4.0' }] }],
        },
      ],
    };
    const database = await importRecords(folder, { Go: [...Go, stdlib] });
    const locked = await lock(root, { Go: ['golang.org/x/text@v0.40.0', 'stdlib@1.3.0'] });
    await writeFiles(root, { 'go.mod': 'module sample\n\ngo 1.3.0\n\nrequire golang.org/x/text v0.40.0\n' });
    expect(await ask(engine, root, locked, { database })).toMatchObject({
      reports: [{ name: 'stdlib', version: '1.3.0' }],
      proven: ['Go'],
    });
    // Without a patch it takes the newest, and says 1.3.99.
    const short = await lock(root, { Go: ['golang.org/x/text@v0.40.0', 'stdlib@1.3'] });
    await writeFiles(root, { 'go.mod': 'module sample\n\ngo 1.3\n\nrequire golang.org/x/text v0.40.0\n' });
    const { reports, proven } = await ask(engine, root, short, { database });
    expect(reports.map(({ version, path }) => [version, path])).toEqual([['1.3', undefined]]);
    expect(proven).toEqual(['Go']);
  });
});
