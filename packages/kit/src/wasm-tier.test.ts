import { execFileSync } from 'node:child_process';

import { expect, it } from 'vitest';

import { BASELINE_WASM, PATIENT_WASM } from './wasm-tier.js';

it.each([BASELINE_WASM, PATIENT_WASM])(
  '%s is a flag that this V8 knows: of others it says nothing',
  (flag) => {
    const flags = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    expect(flags).toMatch(new RegExp(`^ *${flag.split('=')[0] ?? ''} .*\n *type: int`, 'm'));
  },
);
