import { UsageError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import type { Io } from '../io.js';
import { baselineOptions } from './run-options.js';

const IO = { cwd: '/work' } as Io;

describe('baselineOptions', () => {
  it('gives the name as it was typed, and where it would be as a file', () => {
    expect(baselineOptions({ baseline: 'origin/main' }, IO)).toEqual({
      baseline: { name: 'origin/main', path: '/work/origin/main' },
    });
    expect(baselineOptions({ baseline: '/x.sarif', 'new-only': true }, IO)).toEqual({
      baseline: { name: '/x.sarif', path: '/x.sarif' },
      newOnly: true,
    });
    expect(baselineOptions({}, IO)).toEqual({});
  });

  it('refuses --new-only without a baseline', () => {
    expect(() => baselineOptions({ 'new-only': true }, IO)).toThrow(UsageError);
  });
});
