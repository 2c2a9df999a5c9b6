import { UsageError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { parseAge } from './age.js';
import { isoDay, runDate } from './run-date.js';

describe('runDate', () => {
  it('is today, at midnight in UTC', () => {
    expect(runDate({}, new Date('2026-03-04T23:59:59.999Z')).toISOString()).toBe('2026-03-04T00:00:00.000Z');
    expect(runDate({ SOURCE_DATE_EPOCH: '' }, new Date('2026-03-04T12:00:00Z')).toISOString()).toBe(
      '2026-03-04T00:00:00.000Z',
    );
  });

  it('goes by SOURCE_DATE_EPOCH where it is set', () => {
    expect(isoDay(runDate({ SOURCE_DATE_EPOCH: '1700000000' }, new Date()))).toBe('2023-11-14');
    expect(isoDay(runDate({ SOURCE_DATE_EPOCH: '0' }, new Date()))).toBe('1970-01-01');
  });

  it.each(['today', '-1', '1e9', '1.5', '99999999999999', '9999999999999', ' 1'])(
    'refuses SOURCE_DATE_EPOCH=%s',
    (epoch) => {
      expect(() => runDate({ SOURCE_DATE_EPOCH: epoch })).toThrow(UsageError);
    },
  );
});

describe('parseAge', () => {
  it.each([
    ['7d', 7 * 86_400_000],
    ['12h', 12 * 3_600_000],
    ['90m', 90 * 60_000],
    ['2w', 14 * 86_400_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseAge(text, '--max-data-age')).toBe(milliseconds);
  });

  it.each(['7', 'd', '7 d', '-7d', '7y', '', '1.5d', '1234567d'])('refuses %s', (text) => {
    expect(() => parseAge(text, '--max-data-age')).toThrow(/--max-data-age takes an age/);
  });
});
