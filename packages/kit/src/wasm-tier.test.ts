import { execFileSync } from 'node:child_process';

import { expect, it } from 'vitest';

import { BASELINE_WASM } from './wasm-tier.js';

it('is a flag that this V8 knows: of one that it does not know it says nothing', () => {
  const flags = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(flags).toMatch(new RegExp(`^ *${BASELINE_WASM.split('=')[0] ?? ''} .*\n *type: int`, 'm'));
});
