import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

import { Malformed, type Cursor } from './cursor.js';
import { readYaml, yamlParts } from './read-yaml.js';
import { YamlCursor } from './yaml-cursor.js';
import { Unusual } from './yaml-scanner.js';
import { YamlTreeCursor } from './yaml-tree-cursor.js';

function plain(cursor: Cursor): unknown {
  const kind = cursor.peek();
  if (kind === 'scalar') return cursor.text() ?? null;
  if (kind === 'list') {
    const items: unknown[] = [];
    cursor.list(() => items.push(plain(cursor)));
    return items;
  }
  const entries: [string, unknown][] = [];
  cursor.map((key) => entries.push([key, plain(cursor)]));
  return Object.fromEntries(entries);
}

/** With the fast cursor alone. */
function fast(text: string): unknown {
  const cursor = new YamlCursor(text);
  const value = plain(cursor);
  cursor.end();
  return value;
}

async function problem(text: string): Promise<string> {
  try {
    await readYaml(text, 1, plain);
    return 'none';
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return `${error.line}: ${error.message}`;
  }
}

/** Scalars as they are written, empty ones as `null`. */
const texts = (text: string): unknown => {
  const nulls = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(nulls);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, nulls(each)]));
  };
  return nulls(parse(text, { schema: 'failsafe' }));
};

const word = fc
  .stringMatching(/^[a-z@/][a-z0-9@/.():_-]{0,20}$/)
  .filter((text) => !/[: ]$|^-|null/.test(text));
const document = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, word, fc.dictionary(word, tie('value'), { minKeys: 1, maxKeys: 4 }), fc.array(word, { minLength: 1, maxLength: 3 })), // prettier-ignore
})).value;

describe('YamlCursor', () => {
  it('reads what a whole parser reads, or says that it cannot', () => {
    let known = 0;
    fc.assert(
      fc.property(fc.dictionary(word, document, { minKeys: 1 }), fc.boolean(), (value, isFlow) => {
        const text = stringify(value, { lineWidth: 0, ...(isFlow && { collectionStyle: 'flow' }) });
        try {
          expect(fast(text)).toEqual(texts(text));
          known++;
        } catch (error) {
          if (!(error instanceof Unusual)) throw error;
        }
      }),
    );
    expect(known).toBeGreaterThan(20);
  });

  it('reads the forms that package managers write', () => {
    const text = [
      'lockfileVersion: 5.4', '# a comment', 'a:', '', '  b: {c: d, e: [f, ">=1"], g: {}}', "  '@s/d@1.0.0(x@2)': {}",
      '  text: |-', '    two', '      lines', '  folded: >-', '    one', '    line', '  url: https://host/a#b # comment',
      '  none:', '  list:', '  - i', '  - j: k', '    l: m', '  deep:', '    - {n: o}', '? long key', ':', '  p: "q\\tr"',
    ].join('\n'); // prettier-ignore
    expect(fast(text)).toEqual({
      lockfileVersion: '5.4',
      a: {
        b: { c: 'd', e: ['f', '>=1'], g: {} },
        '@s/d@1.0.0(x@2)': {},
        text: 'two\n  lines',
        folded: 'one line',
        url: 'https://host/a#b',
        none: null,
        list: ['i', { j: 'k', l: 'm' }],
        deep: [{ n: 'o' }],
      },
      'long key': { p: 'q\tr' },
    });
  });

  it('skips what is not asked for, and knows the lines', () => {
    const cursor = new YamlCursor(
      'a:\n  b: {c: d}\n  e:\n    - f\n\ng: 1\r\nh:\r\n  i: |\n    x\n\n    y\nj: k\n',
    );
    const seen: unknown[] = [];
    cursor.map((key, line) => seen.push([key, line, key === 'j' ? cursor.text() : undefined]));
    cursor.end();
    expect(seen).toEqual([['a', 1, undefined], ['g', 6, undefined], ['h', 7, undefined], ['j', 12, 'k']]); // prettier-ignore
  });

  it.each([
    ['anchors', 'a: &x 1\n', { a: '1' }],
    ['a text over several lines', 'a: one\n  two\nb: 1\n', { a: 'one two', b: '1' }],
    ['flow with comments', 'a: {b: 1, # c\n  d: 2}\n', { a: { b: '1', d: '2' } }],
    ['tags', 'a: !!str 1\n', { a: '1' }],
  ])('leaves %s to a whole parser', async (_, text, expected) => {
    expect(() => fast(text)).toThrow(Unusual);
    expect(await readYaml(text, 1, plain)).toEqual(expected);
  });

  it('reads what Prettier makes of a lockfile', async () => {
    const text =
      'a:\n  resolution:\n    {\n      integrity: sha512-x==,\n      tarball: "https://h/a.tgz",\n    }\n  engines: { node: ">=1" }\n';
    expect(await readYaml(text, 1, plain)).toEqual({
      a: { resolution: { integrity: 'sha512-x==', tarball: 'https://h/a.tgz' }, engines: { node: '>=1' } },
    });
  });

  it.each([
    [
      'a conflict',
      'a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n',
      '2: It holds the markers of a merge conflict that was not resolved.',
    ],
    [
      'a flow map without an end',
      'a:\n  b: {c: d',
      '2: It ends within `{` or `[`. It is probably truncated.',
    ],
    [
      'a quoted text without an end',
      "a:\n  'b",
      '2: Expected a quotation mark: the text that begins here has no end.',
    ],
    [
      'a wrong indentation',
      'a:\n    b: 1\n  c: 2\n',
      '3: Expected a line that is indented like those before it.',
    ],
    [
      'a billion laughs',
      `a: &a [x]\n${Array.from(
        { length: 9 },
        (_, i) =>
          `b${i}: &b${i} [${Array(9)
            .fill(i === 0 ? '*a' : `*b${i - 1}`)
            .join(', ')}]`,
      ).join('\n')}\n`,
      '2: It holds an alias, which no package manager writes.',
    ],
    [
      'deep nesting',
      `a: ${'['.repeat(100_000)}`,
      '1: It is nested more than 256 levels deep, which no package manager writes.',
    ],
    ['deep lists', `${'- '.repeat(100_000)}a`, /^1: /],
    ['a merge key', 'a: &x {b: 1}\nc:\n  <<: *x\n', /^3: /],
  ])('refuses %s', async (_, text, expected) => {
    const found = await problem(text);
    if (typeof expected === 'string') expect(found).toContain(expected);
    else expect(found).toMatch(expected);
  });

  it('gives a whole parser no megabytes', () => {
    expect(() => new YamlTreeCursor('a: 1\n'.repeat(1_000_000), 1, 7)).toThrow(
      /package manager does not write/,
    );
  });

  it('counts lines through the documents of a file', async () => {
    const parts = yamlParts('---\na: 1\n---\n\nb: {c\n');
    expect(parts.map(({ firstLine }) => firstLine)).toEqual([2, 4]);
    const last = parts.at(-1);
    await expect(readYaml(last?.text ?? '', last?.firstLine ?? 0, plain)).rejects.toMatchObject({ line: 6 });
  });
});
