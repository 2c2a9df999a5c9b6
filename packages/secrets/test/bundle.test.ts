import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { catalogueOf, FormatIndex } from '../src/formats/catalogue.js';
import { FAMILIES } from '../src/formats/families.js';
import { CATALOGUE } from '../src/formats/known.data.js';
import { defineFormat, FORMATS, kindOf, KINDS, samples } from '../src/index.js';
import type * as secrets from '../src/index.js';

/** What users run: there the catalogue is data, and families are loaded when they are asked for. */
const BUNDLE = join(import.meta.dirname, '../bundle');
const bundle = createRequire(import.meta.url)(join(BUNDLE, 'index.js')) as typeof secrets;

it('ok: the bundle holds the catalogue that the formats make', () => {
  const known = createRequire(import.meta.url)(join(BUNDLE, 'known.js')) as Record<string, unknown>;
  const indexes = Object.values(known).filter((value) => value instanceof Object && 'catalogue' in value);
  expect(indexes).toMatchObject([{ catalogue: CATALOGUE }]);
  expect(CATALOGUE.ids).toEqual(FORMATS.map(({ id }) => id));
  expect(new Set(CATALOGUE.formats.flat()).size).toBe(FORMATS.length);
});

it('ng: the bundle finds every kind, as the sources do', () => {
  const missed = FORMATS.filter((format) => {
    const [{ text, path = 'settings.txt' }] = format.hits(samples(60));
    return !bundle.detect(Buffer.from(text), path).some(({ kind }) => kind === format.id);
  });
  expect(missed.map(({ id }) => id)).toEqual([]);
});

it('loads a family when one of its keywords is found, and no other', () => {
  const program = `
    const { detect } = require(${JSON.stringify(join(BUNDLE, 'index.js'))});
    const loaded = () => Object.keys(require.cache).filter((path) => /formats/.test(path)).length;
    const counts = [loaded()];
    for (const text of ['const a = 1;', 'token = "glpat-x"', 'xoxb- in a message'])
      counts.push((detect(Buffer.from(text), 'a.ts'), loaded()));
    console.log(JSON.stringify(counts));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([0, 0, 1, 2]);
});

it('knows each kind by its id', () => {
  expect(KINDS.map(({ id }) => kindOf(id)?.title)).toEqual(KINDS.map(({ title }) => title));
  expect(KINDS.map(({ id }) => bundle.kindOf(id)?.title)).toEqual(KINDS.map(({ title }) => title));
  expect(kindOf('no-such-kind')).toBeUndefined();
});

it('broken: a catalogue of other formats is told, and not believed', () => {
  const [first, second] = FAMILIES;
  if (!first || !second) throw new Error('There are no families.');
  const other = catalogueOf([first().map((format) => defineFormat({ ...format, id: `other-${format.id}` }))]);
  expect(() => new FormatIndex(other, [first]).at(0)).toThrow(RangeError);
  expect(() => new FormatIndex(catalogueOf([second()]), [first]).at(0)).toThrow(RangeError);
  expect(() => new FormatIndex(other, [first]).at(-1)).toThrow(RangeError);
});
