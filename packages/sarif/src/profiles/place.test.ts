import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { placer } from './place.js';

const runOf = (more: Partial<sarif.Run> = {}): sarif.Run => ({ tool: { driver: { name: 'T' } }, ...more });
const CYCLE = { A: { uriBaseId: 'B' }, B: { uriBaseId: 'A' } };

/** Uri, base id, bases, root → path, or nothing where GitHub would refuse it. */
const CASES: readonly [
  string,
  string | undefined,
  Record<string, sarif.ArtifactLocation>,
  string | undefined,
  string | undefined,
][] = [
  // relative
  ['src/a.ts', undefined, {}, undefined, 'src/a.ts'],
  ['./src//b/../a%20b.ts', undefined, {}, undefined, 'src/a b.ts'],
  ['src\\win\\a.ts', undefined, {}, undefined, 'src/win/a.ts'],
  ['a%5Cb.ts', undefined, {}, undefined, 'a\\b.ts'],
  ['C#/[id].cs', undefined, {}, undefined, 'C#/[id].cs'],
  ['../up.ts', undefined, {}, undefined, undefined],
  ['a/%2E%2E/%2e%2e/b', undefined, {}, undefined, undefined],
  ['.', undefined, {}, undefined, undefined],
  // a base that GitHub does not read
  [
    'a.ts',
    'WEB',
    { WEB: { uri: 'apps/web/', uriBaseId: 'SRCROOT' }, SRCROOT: {} },
    undefined,
    'apps/web/a.ts',
  ],
  ['a.ts', 'SRCROOT', { SRCROOT: { uri: 'file:///home/me/repo/' } }, undefined, 'a.ts'],
  ['a.ts', 'SRCROOT', { SRCROOT: { uri: 'file:///home/me/repo/' } }, '/elsewhere', 'a.ts'],
  ['a.ts', 'WEB', { WEB: { uri: 'file:///repo/apps/web/' } }, '/repo', 'apps/web/a.ts'],
  ['a.ts', 'ROOTPATH', { ROOTPATH: { uri: 'file:///' } }, '/repo', 'a.ts'],
  ['repo/a.ts', 'HOME', { HOME: { uri: 'file:///work/' } }, '/work/repo', 'a.ts'],
  ['stdio.h', 'SYSTEM', { SYSTEM: { uri: 'file:///usr/include/' } }, '/repo', undefined],
  ['a.ts', 'UNDECLARED', {}, undefined, 'a.ts'],
  ['a.ts', '__proto__', {}, undefined, 'a.ts'],
  ['a.ts', 'A', CYCLE, undefined, 'a.ts'],
  // absolute
  ['file:///repo/src/a%20b.ts', undefined, {}, '/repo', 'src/a b.ts'],
  ['file:///repo/src/a.ts', undefined, {}, 'file:///repo/', 'src/a.ts'],
  ['file://localhost/repo/a.ts', undefined, {}, '/repo', 'a.ts'],
  ['/repo/src/a.ts', undefined, {}, '/repo', 'src/a.ts'],
  ['file:///repo/src/a.ts', undefined, { '%SRCROOT%': { uri: 'file:///repo' } }, undefined, 'src/a.ts'],
  ['file:///C:/Repo/a.ts', undefined, {}, 'c:\\Repo', 'a.ts'],
  ['C:\\Repo\\a.ts', undefined, {}, 'C:\\Repo', 'a.ts'],
  ['file:///repository/a.ts', undefined, {}, '/repo', undefined],
  ['file:///repo/../etc/passwd', undefined, {}, '/repo', undefined],
  ['file:///etc/passwd', undefined, {}, '/repo', undefined],
  ['file:///etc/passwd', undefined, {}, '/', undefined],
  ['file:///repo', undefined, {}, '/repo', undefined],
  // other schemes
  ['https://example.com/a.ts', undefined, {}, '/repo', undefined],
  ['git://host/a.ts', undefined, {}, '/repo', undefined],
  ['pkg:npm/left-pad@1.0.0', undefined, {}, undefined, undefined],
];

describe('placer', () => {
  it.each(CASES)('%s (base %s of %j, root %s) → %s', (uri, uriBaseId, bases, root, expected) => {
    const place = placer(runOf({ originalUriBaseIds: bases }), root);
    const found = place({ uri, ...(uriBaseId !== undefined && { uriBaseId }) });
    expect('path' in found ? found.path : undefined).toBe(expected);
    if ('refused' in found) expect(found.refused).toBe(uri);
  });

  it('uses the working directory where nothing else says where the root is', () => {
    const invocations = [{ executionSuccessful: true, workingDirectory: { uri: 'file:///repo/' } }];
    expect(placer(runOf({ invocations }), undefined)({ uri: 'file:///repo/a.ts' })).toMatchObject({
      path: 'a.ts',
    });
    expect(placer(runOf({ invocations }), '/other')({ uri: 'file:///repo/a.ts' })).toHaveProperty('refused');
  });

  it('puts the folder that was scanned before every path, and lets none of them out of it', () => {
    const place = placer(runOf({}), '/repo/apps/web', 'apps/web');
    expect(place({ uri: 'src/../a.ts' })).toEqual({ path: 'apps/web/a.ts', uri: 'apps/web/a.ts' });
    expect(place({ uri: 'file:///repo/apps/web/a%20b.ts' })).toMatchObject({ uri: 'apps/web/a%20b.ts' });
    for (const uri of ['../a.ts', 'file:///repo/a.ts', '.']) expect(place({ uri })).toEqual({ refused: uri });
  });

  it('takes the artifact that an index names, and refuses one that leads nowhere', () => {
    const place = placer(runOf({ artifacts: [{ location: { uri: 'a.ts' } }, {}] }), undefined);
    expect(place({ index: 0 })).toMatchObject({ path: 'a.ts' });
    for (const index of [1, 2, -1]) expect(place({ index })).toEqual({ refused: 'no file' });
    expect(place(undefined)).toEqual({ refused: 'no file' });
    expect(place({ uri: 'own.ts', index: 0 })).toMatchObject({ path: 'own.ts' });
  });
});
