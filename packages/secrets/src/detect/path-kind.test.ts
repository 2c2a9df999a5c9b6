import { describe, expect, it } from 'vitest';

import { pathKind } from './path-kind.js';

describe('the kind of a path', () => {
  it.each([
    ['src/a.ts', 'lib/deep/b.ts'],
    ['app/.netrc', 'home/.netrc'],
  ])('is the same for %s and %s', (one, other) => {
    expect(pathKind(one)).toBe(pathKind(other));
  });

  it.each([
    ['server.key', 'tests/server.key'],
    ['config.yaml', 'config.txt'],
    ['home/.netrc', 'home/netrc.txt'],
    ['a.ts', 'docs/a.ts'],
  ])('is not the same for %s and %s', (one, other) => {
    expect(pathKind(one)).not.toBe(pathKind(other));
  });
});
