import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { EXAMPLE_ADVISORIES, EXAMPLE_ADVISORIES_FOLDER } from './example-advisories.js';
import { osvArchive } from './osv-archive.js';

describe('the archives of the example', () => {
  it.each(Object.entries(EXAMPLE_ADVISORIES))('%s holds its records', (ecosystem, records) => {
    const path = join(EXAMPLE_ADVISORIES_FOLDER, ecosystem, 'all.zip');
    const bytes = osvArchive(records, true);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('are all that lie there', () => {
    expect(readdirSync(EXAMPLE_ADVISORIES_FOLDER).sort()).toEqual(Object.keys(EXAMPLE_ADVISORIES).sort());
  });
});
