import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('NuGet', () => {
  it('locks for several frameworks at once', async () => {
    const text = JSON.stringify({ version: 2, dependencies: {
      'net6.0': { A: { type: 'Direct', requested: '[1, )', resolved: '1.0.0', contentHash: 'aa', dependencies: { b: '1' } }, B: { type: 'Transitive', resolved: '1.0.0', contentHash: 'bb' } },
      'net8.0': { A: { type: 'Direct', requested: '[1, )', resolved: '1.0.0', contentHash: 'aa', dependencies: { b: '1' } }, B: { type: 'Transitive', resolved: '2.0.0' }, lib: { type: 'Project' } },
    } }, null, 2); // prettier-ignore
    const lockfile = await readLockfile({
      'src/packages.lock.json': text,
      'src/App.csproj': '<Project><PackageReference Include="A"/></Project>',
    });
    expect(brief(lockfile)).toEqual([
      'A 1.0.0 5 direct → 1 2',
      'B 1.0.0 14',
      'B 2.0.0 30',
      'lib - 34 workspace',
    ]);
    expect(lockfile.packages[0]?.integrity).toBe('sha512-aa');
    expect(lockfile.projects[0]?.manifest).toBe('src/App.csproj');
  });

  it('reads packages.config', async () => {
    const lockfile = await readLockfile({
      'packages.config':
        '\ufeff<?xml version="1.0"?>\n<packages>\n  <package id="A" version="1.0" />\n  <package id="B" version="2" developmentDependency="true" />\n</packages>',
    });
    expect(brief(lockfile)).toEqual(['A 1.0 3 direct', 'B 2 4 direct dev']);
  });

  it.each([
    ['packages.lock.json', '{"version": 3}', 'lockfile version 3, which is unknown'],
    ['packages.lock.json', '{}', 'no lockfile of NuGet'],
    ['packages.lock.json', '{"version": 1}', 'none of NuGet'],
    [
      'packages.lock.json',
      '{"version": 1, "dependencies": {"net8.0": [{"A": {"resolved": "1"}}]}}',
      'none of NuGet',
    ],
    [
      'packages.lock.json',
      '{"version": 1, "dependencies": {"net8.0": {}, "net8.0": {}}}',
      'holds a key twice',
    ],
    ['packages.config', '<packages><package Id="A" Version="1"/></packages>', 'without `id` or `version`'],
    ['packages.config', '<configuration/>', 'is not a packages.config'],
  ])('%s is a gap as %s', async (path, text, message) => {
    expect(gapsOf(await readFiles({ [path]: text }))[0]).toContain(message);
  });

  it('without a lockfile is not pinned, whatever the central versions say', async () => {
    const read = await readFiles({
      'Directory.Packages.props':
        '<Project><ItemGroup><PackageVersion Include="B" Version="2.0" /></ItemGroup></Project>',
      'a/b/App.csproj':
        '<Project>\n<ItemGroup>\n<PackageReference Include="A" Version="1.0" />\n<PackageReference Include="b" />\n<PackageReference Include="T"><Version>3</Version><PrivateAssets>all</PrivateAssets></PackageReference>\n</ItemGroup>\n</Project>',
    });
    expect(read.unpinned[0]?.requirements).toEqual([
      { name: 'A', kind: 'prod', range: '1.0', line: 3 },
      { name: 'b', kind: 'prod', range: '2.0', line: 4 },
      { name: 'T', kind: 'dev', range: '3', line: 5 },
    ]);
  });
});
