import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('mix.lock', () => {
  const MIX = `%{
  "gun": {:hex, :grpc_gun, "2.0.1", "${'a'.repeat(64)}", [:rebar3], [{:cowlib, "~> 2.11", [hex: :cowlib, repo: "hexpm", optional: false]}], "hexpm", "${'b'.repeat(64)}"},
  "cowlib": {:hex, :cowlib, "2.13.0", "${'c'.repeat(64)}", [:make, :rebar3], [], "acme", "${'d'.repeat(64)}"},
  "ecto": {:git, "https://u:p@github.com/e/ecto.git", "abc", [tag: "1"]},
}
`;

  it('has packages of Hex and of git', async () => {
    const lockfile = await readLockfile({ 'mix.lock': MIX });
    expect(brief(lockfile)).toEqual([
      'grpc_gun 2.0.1 2 direct → 1',
      'cowlib 2.13.0 3',
      'ecto - 4 direct git',
    ]);
    expect(lockfile.packages.map(({ alias, resolved }) => [alias, resolved])).toEqual([
      ['gun', undefined],
      [undefined, 'acme'],
      [undefined, 'https://github.com/e/ecto.git#abc'],
    ]);
    expect(lockfile.packages[0]?.integrity).toBe(`sha256:${'b'.repeat(64)}`);
  });

  it.each([
    [MIX.slice(0, 300), 'is cut off'],
    ['%{\n  "a": 1,\n}\n', 'mix.lock:2 mix.lock holds a line that is no package'],
  ])('is a gap as %s', async (text, message) => {
    expect(gapsOf(await readFiles({ 'mix.lock': text }))[0]).toContain(message);
  });
});
