import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodePath, encodePath } from './encode-path.js';

describe('encodePath', () => {
  it.each([
    ['src/a b.ts', 'src/a%20b.ts'],
    ['c:/windows', 'c%3A/windows'],
    ['what?#.ts', 'what%3F%23.ts'],
    ['a\nb', 'a%0Ab'],
    ['../up', '%2E%2E/up'],
    ['apps/[id]/@scope/ü.ts', 'apps/%5Bid%5D/@scope/%C3%BC.ts'],
  ])('%j → %s', (path, uri) => {
    expect(encodePath(path)).toBe(uri);
  });

  it('comes back as it went, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (path) => decodePath(encodePath(path)) === path.toWellFormed(),
      ),
    );
  });
});
