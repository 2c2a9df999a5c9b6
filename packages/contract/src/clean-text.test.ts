import { describe, expect, it } from 'vitest';

import { cleanText } from './clean-text.js';

describe('cleanText', () => {
  it.each([
    ['\u001b[31mred', '\\u001b[31mred'],
    ['a\nb\rc\td', 'a\\nb\\rc\\td'],
    ['\u009b2J', '\\u009b2J'],
    ['abc\u202etxt.exe', 'abc\\u202etxt.exe'],
    ['\u2066isolate\u2069', '\\u2066isolate\\u2069'],
    ['\u0000\u0007\u007f', '\\u0000\\u0007\\u007f'],
  ])('makes %j visible', (hostile, visible) => {
    expect(cleanText(hostile)).toBe(visible);
  });

  it('leaves what people write alone', () => {
    expect(cleanText('src/käse/日本.ts – "quoted" <b> 👩‍👩‍👧')).toBe('src/käse/日本.ts – "quoted" <b> 👩‍👩‍👧');
  });
});
