import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { WORD } from './comment.js';
import { findComments } from './find-comments.js';

const find = (text: string | Buffer) => findComments('a.ts', Buffer.from(text));
const lines = (text: string) => find(text).map(({ line }) => line);

describe('findComments', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('counts lines that end with %s', (_name, end) => {
    const text = ['a', `// ${WORD} x/y -- r`, '', `b // ${WORD} x/y -- r`, `# ${WORD} x/y`];
    expect(lines(text.join(end))).toEqual([2, 4, 5]);
  });

  it('counts characters of several bytes as what they are', () => {
    expect(find(`käse\n日本 // ${WORD} x/y -- für 日本`)).toMatchObject([
      { line: 2, reason: 'für 日本', alone: false },
    ]);
  });

  it('finds nothing in binary data', () => {
    expect(find(Buffer.from(`// ${WORD} x/y -- r\n\0`))).toEqual([]);
  });

  it('is never alone behind a line that is too long to be read', () => {
    expect(find(`${'x'.repeat(9000)}${' '.repeat(8100)}// ${WORD} x/y -- r`)).toMatchObject([
      { alone: false },
    ]);
  });

  it('ends on a file that is full of them, and of one endless line', () => {
    expect(find(`// ${WORD} x/y -- r\n`.repeat(5000))).toHaveLength(5000);
    expect(find(`// ${`${WORD} `.repeat(100_000)}`).length).toBeLessThanOrEqual(1100);
  });

  it('gives the line that splitting the text gives', () => {
    const part = fc.constantFrom('a', '\n', '\r', '\r\n', ' ', `// ${WORD} x/y -- r\n`, 'ü');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const expected = text
          .split(/\r\n|\n|\r/)
          .flatMap((line, index) => (line.includes(`${WORD}`) ? [index + 1] : []));
        expect(lines(text)).toEqual(expected);
      }),
    );
  });
});
