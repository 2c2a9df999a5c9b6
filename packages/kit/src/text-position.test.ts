import { describe, expect, it } from 'vitest';

import { TextPosition } from './text-position.js';

describe('TextPosition', () => {
  it('counts UTF-16 code units and all three line ends', () => {
    const position = new TextPosition('a\r\nü👍b\rc\nd');
    expect([0, 3, 6, 8, 10].map((offset) => position.at(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 2, column: 1 },
      { line: 2, column: 4 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });

  it('keeps offsets inside the text', () => {
    expect(new TextPosition('ab').at(99)).toEqual({ line: 1, column: 3 });
    expect(new TextPosition('').region(-5, 5)).toEqual({
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 1,
    });
  });
});
