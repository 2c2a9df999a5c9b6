import { expect, it } from 'vitest';

import { notProduction } from './production.js';

it.each([
  ['test', 'testsprite_tests/TC001.py'],
  ['test', 'api-tests/main.ts'],
  ['test', 'apps/api/integration_tests/server.ts'],
  ['test', 'src/main.test.ts'],
  ['tooling', 'scripts/seed.ts'],
  ['vendored', 'vendor/a/main.go'],
  ['generated', 'dist/main.js'],
  [undefined, 'src/main.ts'],
  [undefined, 'contests/main.py'],
  [undefined, 'apps/speed-test/main.ts'],
])('%s: %s', (expected, path) => {
  expect(notProduction(path)).toBe(expected);
});
