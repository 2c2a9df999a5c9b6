import { describe, expect, it } from 'vitest';

import { lineHashes } from './line-hash.js';

/** The vectors that github/codeql-action publishes in src/fingerprints.test.ts. */
describe('lineHashes', () => {
  it('hashes lines as GitHub does', () => {
    expect(lineHashes(' a\nb\n  \t\tc\n d')).toEqual([
      '271789c17abda88f:1',
      '54703d4cd895b18:1',
      '180aee12dab6264:1',
      'a23a3dc5e078b07b:1',
    ]);
  });

  it('counts equal hashes and gives the end of the file a line of its own', () => {
    expect(lineHashes('Lorem ipsum dolor sit amet.\n'.repeat(10))).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((n) => `a7f2ff13bc495cf2:${n}`),
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ]);
  });

  it('has one line for an empty file', () => {
    expect(lineHashes('')).toEqual(['c129715d7a2bc9a3:1']);
  });
});
