import { describe, expect, it } from 'vitest';

import { nearest } from './nearest.js';

describe('nearest', () => {
  it.each([
    ['secruity', 'security'],
    ['RUN', 'run'],
    ['hihg', 'high'],
    ['hgih', 'high'],
    ['ujdge', 'judge'],
    ['zzz', undefined],
    ['security that nobody has', undefined],
    ['judgejudgejudge', undefined],
  ])('%s → %s', (word, expected) => {
    expect(nearest(word, ['run', 'security', 'judge', 'high'])).toBe(expected);
  });
});
