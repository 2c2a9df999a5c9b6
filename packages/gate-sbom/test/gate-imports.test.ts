import { staticImports } from '@railgate/testkit';
import { expect, it } from 'vitest';

it('imports nothing but the contract at start', () => {
  const { files, packages } = staticImports(new URL('../src/index.ts', import.meta.url));
  expect(files.size).toBeGreaterThan(5);
  expect([...packages]).toEqual(['@railgate/contract']);
});
