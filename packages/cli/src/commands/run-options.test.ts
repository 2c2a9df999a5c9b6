import { UsageError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import type { Io } from '../io.js';
import { baselineOptions, placeOptions } from './run-options.js';

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

describe('placeOptions', () => {
  it('takes images and archives for the container gate, archives from where the command runs', () => {
    const given = { image: ['api:ci', 'web:ci', 'api:ci'], archive: ['out/api.tar', '/x/web.tar'] };
    expect(placeOptions(given, [], IO)).toEqual({
      staged: false,
      gateOptions: {
        container: { images: ['api:ci', 'web:ci'], archives: ['/work/out/api.tar', '/x/web.tar'] },
      },
    });
    expect(placeOptions({}, [], IO)).toEqual({ staged: false });
  });

  it.each([
    [{ image: [' '] }, '--image is empty.'],
    [{ archive: [''] }, '--archive is empty.'],
    [{ image: ['api:ci'], staged: true }, '--staged and --image exclude each other: an image is not staged.'],
  ])('refuses %j', (options, message) => {
    expect(() => placeOptions(options, [], IO)).toThrow(message);
  });
});
