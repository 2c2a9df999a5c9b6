import { describe, expect, it } from 'vitest';

import { detect, FORMATS, samples, type Sample } from '../src/index.js';

const SEEDS = [1, 2, 3];

function found({ text, path = 'settings.txt' }: Sample) {
  const bytes = Buffer.from(text);
  return detect(bytes, path).map(({ kind, start, end }) => ({
    kind,
    secret: bytes.toString('utf8', start, end),
  }));
}

const withForm = new Set(FORMATS.map(({ id }) => id));

describe.each(FORMATS)('$id', (format) => {
  it.each(SEEDS)('ng: is found, and only the secret itself is its place (seed %i)', (seed) => {
    const texts = format.hits(samples(seed));
    expect(texts.length).toBeGreaterThanOrEqual(2);
    for (const sample of texts) {
      const own = found(sample).filter(({ kind }) => kind === format.id);
      expect(own, sample.text).not.toEqual([]);
      for (const { secret } of own) expect(format.pattern.test(sample.text) && secret.length > 0).toBe(true);
    }
  });

  it.each(SEEDS)('ok: near misses are silent (seed %i)', (seed) => {
    const texts = format.misses(samples(seed));
    expect(texts.length).toBeGreaterThanOrEqual(2);
    for (const sample of texts)
      expect(
        found(sample).filter(({ kind }) => withForm.has(kind)),
        sample.text,
      ).toEqual([]);
  });

  it('has other samples with another seed', () => {
    expect(format.hits(samples(1))).not.toEqual(format.hits(samples(2)));
  });
});

it('has unique ids in kebab-case', () => {
  const ids = FORMATS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/);
});

/** Without what stands in classes and behind backslashes, and without the marks of groups. */
function skeletonOf({ source }: RegExp): string {
  return source
    .replace(/\\./gs, 'a')
    .replace(/\[\^?\]?[^\]]*\]/g, 'c')
    .replace(/\(\?(?:<\w+>|<?[=!]|:)/g, '(');
}

it('has patterns whose every repetition is bounded', () => {
  const unbounded = FORMATS.filter(({ pattern }) => /[*+]|\{\d+,\}/.test(skeletonOf(pattern)));
  expect(unbounded.map(({ id }) => id)).toEqual([]);
});

it('has keywords of three characters and more, and says what a reader needs', () => {
  for (const { id, keywords, title, grants, revoke, references } of FORMATS) {
    expect(keywords.length, id).toBeGreaterThan(0);
    for (const keyword of keywords) expect(keyword.length, `${id}: ${keyword}`).toBeGreaterThanOrEqual(3);
    expect(title, id).not.toMatch(/\.$/);
    expect([grants, revoke.steps], id).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
    for (const page of [...references, ...(revoke.url ? [revoke.url] : [])])
      expect(() => new URL(page), id).not.toThrow();
    expect(references.length, id).toBeGreaterThan(0);
  }
});
