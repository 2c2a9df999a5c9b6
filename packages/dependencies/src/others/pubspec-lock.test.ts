import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('pubspec.lock', () => {
  const PUB =
    'packages:\n  http:\n    dependency: "direct main"\n    description:\n      name: http\n      sha256: aa\n      url: "https://pub.dev"\n    source: hosted\n    version: "1.2.0"\n  test:\n    dependency: "direct dev"\n    description:\n      path: "."\n      ref: main\n      resolved-ref: abc\n      url: "https://u:p@g.com/t.git"\n    source: git\n    version: "0.1.0"\n  flutter:\n    dependency: "direct main"\n    description: flutter\n    source: sdk\n    version: "0.0.0"\n  async:\n    dependency: transitive\n    source: hosted\n    version: "2.0.0"\nsdks:\n  dart: ">=3.0.0 <4.0.0"\n';

  it('has packages of pub, of git and of the SDK', async () => {
    const lockfile = await readLockfile({ 'pubspec.lock': PUB });
    expect(brief(lockfile)).toEqual([
      'http 1.2.0 2 direct',
      'test 0.1.0 10 direct dev git',
      'flutter 0.0.0 19 direct file',
      'async 2.0.0 24',
    ]);
    expect(lockfile.packages[1]?.resolved).toBe('https://g.com/t.git#abc');
  });

  it.each([
    [PUB.split('sdks')[0] ?? '', 'does not end with `sdks:`'],
    ['packages: {a: b}\n- x\n', 'is not a lockfile of pub'],
    ['packages: {http: {version: "1.2.0"}}\nsdks:\n  dart: any\n', 'is not a lockfile of pub'],
    [PUB.replace('  http:\n', '  http: {version: "1.2.0"}\n'), 'is not a lockfile of pub'],
    [PUB.replace('  http:\n', '   http:\n'), 'is not a lockfile of pub'],
    [PUB.replace('  http:\n', '  "h\\x74tp":\n'), 'is not a lockfile of pub'],
  ])('is a gap as %s', async (text, message) => {
    expect(gapsOf(await readFiles({ 'pubspec.lock': text }))[0]).toContain(message);
  });
});
