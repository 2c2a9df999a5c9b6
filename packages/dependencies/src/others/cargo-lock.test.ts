import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('Cargo.lock', () => {
  const CRATES = `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "rand 0.8.5",
 "serde",
]

[[package]]
name = "rand"
version = "0.7.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "aa"

[[package]]
name = "rand"
version = "0.8.5"
source = "git+https://u:p@g.com/rand#abc"
dependencies = [
 "serde 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)",
]

[[package]]
name = "serde"
version = "1.0.0"
source = "sparse+https://index.crates.io/"
`;

  it('has crates, and members of the workspace that ask for them', async () => {
    const lockfile = await readLockfile({ 'Cargo.lock': CRATES });
    expect(brief(lockfile)).toEqual([
      'rand 0.7.0 12',
      'rand 0.8.5 18 direct git → 2',
      'serde 1.0.0 26 direct',
    ]);
    expect(lockfile.packages.map(({ resolved, integrity }) => [resolved, integrity])).toEqual([
      ['https://github.com/rust-lang/crates.io-index', 'sha256:aa'],
      ['https://g.com/rand#abc', undefined],
      ['https://index.crates.io/', undefined],
    ]);
  });

  it('is a gap in a version that nobody knows, and beside what is missing', async () => {
    expect(gapsOf(await readFiles({ 'Cargo.lock': 'version = 5\n' }))[0]).toContain(
      'lockfile version 5, which is unknown',
    );
    for (const text of ['', 'version = 4\n', '[package]\nname = "a"\n'])
      expect(gapsOf(await readFiles({ 'Cargo.lock': text }))[0]).toContain('holds no package');
    const cut = await readFiles({ 'Cargo.lock': CRATES.split('[[package]]\nname = "serde"')[0] ?? '' });
    expect(gapsOf(cut)[0]).toContain('refers to packages that it does not hold');
  });
});
