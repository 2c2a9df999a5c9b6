import { staticImports } from '@railgate/testkit';
import { expect, it } from 'vitest';

it('imports nothing but the contract, and what code says without a parser, at start', () => {
  const { files, packages } = staticImports(new URL('../src/index.ts', import.meta.url));
  expect(files.size).toBeGreaterThan(40);
  expect([...packages].sort()).toEqual(['@railgate/code', '@railgate/contract']);
  const words = staticImports(new URL('../../code/src/index.ts', import.meta.url));
  expect([...words.packages]).toEqual([]);
  expect(words.files.size).toBeLessThan(30);
});
