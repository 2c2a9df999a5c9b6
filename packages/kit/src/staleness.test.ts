import { describe, expect, it } from 'vitest';

import { staleness } from './staleness.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const DAY = 86_400_000;

describe('staleness', () => {
  it.each([
    ['ok: younger than the limit', '2026-11-20T12:00:00Z', 3 * DAY],
    ['ok: exactly as old', '2026-11-19T12:00:00Z', 3 * DAY],
    ['ok: no limit', '1999-01-01T00:00:00Z', undefined],
    ['ok: of the future, which counts as now', '2027-01-01T00:00:00Z', 0],
  ])('%s', (_name, builtAt, limit) => {
    expect(staleness('The data osv', builtAt, NOW, limit)).toBeUndefined();
  });

  it.each([
    ['2026-11-12T12:00:00Z', 7 * DAY, 'The data osv is 10 days old; the limit is 7 days.'],
    ['2026-11-15T11:00:00Z', 7 * DAY, 'The data osv is 7.1 days old; the limit is 7 days.'],
    ['2026-11-21T20:00:00Z', DAY / 2, 'The data osv is 16 hours old; the limit is 12 hours.'],
    ['2026-11-22T11:00:00Z', 0, 'The data osv is 1 hour old; the limit is 0 hours.'],
  ])('ng: %s with a limit of %i ms', (builtAt, limit, message) => {
    expect(staleness('The data osv', builtAt, NOW, limit)).toBe(message);
  });

  it('broken: a date that cannot be read is no age', () => {
    expect(staleness('The data osv', 'yesterday', NOW, undefined)).toBe(
      'The data osv does not say when it was built, so its age is unknown.',
    );
  });
});
