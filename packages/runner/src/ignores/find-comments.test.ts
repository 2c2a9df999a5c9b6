import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findComments } from './find-comments.js';

const find = (text: string | Buffer) => findComments('a.ts', Buffer.from(text));
const lines = (text: string) => find(text).map(({ line }) => line);

describe('findComments', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('counts lines that end with %s', (_name, end) => {
    const text = [
      'a',
      '// railgate-ignore x/y -- r',
      '',
      'b // railgate-ignore x/y -- r',
      '# railgate-ignore x/y',
    ];
    expect(lines(text.join(end))).toEqual([2, 4, 5]);
  });

  it('counts characters of several bytes as what they are', () => {
    expect(find('käse\n日本 // railgate-ignore x/y -- für 日本')).toMatchObject([
      { line: 2, reason: 'für 日本', alone: false },
    ]);
  });

  it('finds nothing in binary data', () => {
    expect(find(Buffer.from('// railgate-ignore x/y -- r\n\0'))).toEqual([]);
  });

  it('is never alone behind a line that is too long to be read', () => {
    expect(find(`${'x'.repeat(9000)}${' '.repeat(8100)}// railgate-ignore x/y -- r`)).toMatchObject([
      { alone: false },
    ]);
  });

  it('ends on a file that is full of them, and of one endless line', () => {
    expect(find('// railgate-ignore x/y -- r\n'.repeat(5000))).toHaveLength(1000);
    expect(find(`// ${'railgate-ignore '.repeat(100_000)}`).length).toBeLessThanOrEqual(1000);
  });

  it('gives the line that splitting the text gives', () => {
    const part = fc.constantFrom('a', '\n', '\r', '\r\n', ' ', '// railgate-ignore x/y -- r\n', 'ü');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const expected = text
          .split(/\r\n|\n|\r/)
          .flatMap((line, index) => (line.includes('railgate-ignore') ? [index + 1] : []));
        expect(lines(text)).toEqual(expected);
      }),
    );
  });
});
