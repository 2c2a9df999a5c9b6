import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('go.mod', () => {
  it('lists modules, replacements and the standard library', async () => {
    const text = `module example.com/shop // what

go 1.21
toolchain go1.22.3-custom

require github.com/one/direct v1.0.0
require (
	github.com/two/indirect v0.0.0-20200101000000-abcdef // indirect
	github.com/old/fork v1.2.3+incompatible
	"github.com/local/folder" v1.0.0 // indirect; why
)

exclude github.com/bad/one v1.0.0
replace (
	github.com/old/fork => github.com/new/fork v1.9.0
	github.com/local/folder v1.0.0 => ../folder
)
retract [v1.0.0, v1.1.0]
tool example.com/tool
`;
    const lockfile = await readLockfile({ 'svc/go.mod': text });
    expect(brief(lockfile)).toEqual([
      'github.com/one/direct v1.0.0 6 direct',
      'github.com/two/indirect v0.0.0-20200101000000-abcdef 8',
      'github.com/new/fork v1.9.0 9 direct',
      'github.com/local/folder - 10 file',
      'stdlib 1.22.3 4 direct',
    ]);
    expect(lockfile.packages[2]?.alias).toBe('github.com/old/fork');
    expect(lockfile).toMatchObject({
      version: '1.21',
      projects: [{ path: 'svc', name: 'example.com/shop', manifest: 'svc/go.mod' }],
    });
  });

  it('of a workspace says what stands in the place of modules', async () => {
    const text =
      'go 1.24\ntoolchain go1.24.1\nuse (\n\t./svc\n)\nreplace (\n\ta.example/b => c.example/b v1.2.0\n\ta.example/d v1.0.0 => a.example/d v1.0.1\n\ta.example/e => ../e\n)\n';
    expect(brief(await readLockfile({ 'go.work': text }))).toEqual([
      'c.example/b v1.2.0 7 direct',
      'a.example/d v1.0.1 8 direct',
      'a.example/e - 9 direct file',
      'stdlib 1.24.1 2 direct',
    ]);
  });

  it.each([
    ['nothing in it', '', 'go.mod:1 go.mod names no module'],
    [
      'a line that is none',
      'module a\n\nfoo bar\n',
      'go.mod:3 go.mod is not a go.mod: the line is no directive',
    ],
    ['a block without an end', 'module a\nrequire (\n\tb v1\n', 'a block has no end'],
    ['half a replacement', 'module a\nreplace b c\n', 'lacks its `=>`'],
    ['half a requirement', 'module a\nrequire b\n', 'go.mod:2'],
  ])('is a gap with %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'go.mod': text }))[0]).toContain(message);
  });

  it('says that before Go 1.17 it does not list everything', async () => {
    const read = await readFiles({ 'go.mod': 'module a\ngo 1.16\nrequire b v1.0.0\n' });
    expect(gapsOf(read)).toEqual([
      'PART_SKIPPED go.mod:2 go.mod is of a Go before 1.17, which does not list what its requirements need in turn.',
    ]);
    expect(read.lockfiles).toHaveLength(1);
  });
});
