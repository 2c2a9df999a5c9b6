import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

const GEMS = `GIT
  remote: https://u:p@github.com/x/own.git
  revision: abc
  specs:
    own (0.1.0)
      rack

GEM
  remote: https://rubygems.org/
  specs:
    nokogiri (1.16.0-arm64-darwin)
      racc (~> 1.4)
    nokogiri (1.16.0-x86_64-linux)
      racc (~> 1.4)
    racc (1.7.3)
    rack (3.0.8)

PLATFORMS
  arm64-darwin

DEPENDENCIES
  nokogiri (>= 1.15)
  own!

CHECKSUMS
  racc (1.7.3) sha256=aa

BUNDLED WITH
   2.5.3
`;

describe('Gemfile.lock', () => {
  it('has gems once, whatever the platforms', async () => {
    const lockfile = await readLockfile({ 'Gemfile.lock': GEMS, Gemfile: 'gem "nokogiri"\n' });
    expect(brief(lockfile)).toEqual([
      'own 0.1.0 5 direct git → 3',
      'nokogiri 1.16.0 11 direct → 2',
      'racc 1.7.3 15',
      'rack 3.0.8 16',
    ]);
    expect(lockfile.packages[0]?.resolved).toBe('https://github.com/x/own.git#abc');
    expect(lockfile.packages[2]?.integrity).toBe('sha256:aa');
    expect(lockfile.projects[0]).toMatchObject({
      manifest: 'Gemfile',
      requirements: [{ name: 'nokogiri', range: '>= 1.15' }, { name: 'own' }],
    });
  });

  it.each([
    ['cut off', GEMS.split('DEPENDENCIES')[0] ?? '', 'seems to be cut off'],
    ['with a gem that bundler reads and we do not', GEMS.replace('(3.0.8)', '(3.0.8)!'), 'cannot be read'],
    ['with a gem without a version', GEMS.replace(' (3.0.8)', ''), 'cannot be read'],
    ['something else', 'source "x"\n', 'is not a lockfile of bundler'],
  ])('is a gap when it is %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'Gemfile.lock': text }))[0]).toContain(message);
  });
});
