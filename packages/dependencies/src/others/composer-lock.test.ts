import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('composer.lock', () => {
  it('tells production from development', async () => {
    const found = (name: string, more: object): object => ({
      name,
      version: 'v1.0.0',
      dist: { type: 'zip', url: `https://u:p@x.org/${name}`, shasum: 'aa' },
      ...more,
    });
    const text = JSON.stringify(
      {
        packages: [
          found('Acme/web', { require: { php: '>=8', 'acme/log': '*' }, license: ['MIT', 'GPL-2.0-only'] }),
          found('acme/log', { abandoned: 'monolog/monolog' }),
        ],
        'packages-dev': [found('acme/test', { dist: { type: 'path', url: '../t' } })],
      },
      null,
      4,
    );
    const manifest =
      '{\n"require": {"php": ">=8", "ext-json": "*", "acme/web": "^1"},\n"require-dev": {"acme/test": "*"}\n}';
    const lockfile = await readLockfile({ 'composer.lock': text, 'composer.json': manifest });
    expect(brief(lockfile)).toEqual([
      'Acme/web v1.0.0 4 direct → 1',
      'acme/log v1.0.0 21',
      'acme/test v1.0.0 33 direct dev file',
    ]);
    expect(lockfile.packages[0]).toMatchObject({
      resolved: 'https://x.org/Acme/web',
      integrity: 'sha1:aa',
      licence: '(MIT OR GPL-2.0-only)',
    });
    expect(lockfile.packages[1]?.deprecated).toBe('Use monolog/monolog.');
    expect(lockfile.projects[0]?.requirements.map(({ name, kind, line }) => [name, kind, line])).toEqual([
      ['acme/web', 'prod', 2],
      ['acme/test', 'dev', 3],
    ]);
  });

  it.each([
    ['no packages', '{}', 'no lockfile of composer'],
    ['an object of packages', '{"packages": [], "packages-dev": {"0": {"name": "a/b"}}}', 'are no list'],
    ['half a file', '{"packages": [', 'it ends in the middle'],
  ])('is a gap with %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'composer.lock': text }))[0]).toContain(message);
  });
});
