import { describe, expect, it } from 'vitest';

import { nearest } from './nearest.js';

describe('nearest', () => {
  it.each([
    ['secruity', 'security'],
    ['RUN', 'run'],
    ['hihg', 'high'],
    ['zzz', undefined],
  ])('%s → %s', (word, expected) => {
    expect(nearest(word, ['run', 'security', 'judge', 'high'])).toBe(expected);
  });
});
