import { describe, expect, it } from 'vitest';

import { clip, displayWidth, pad } from './display-width.js';
import { oneLine, withoutLogCommands } from './safe-text.js';
import { wrap, wrapIndented } from './wrap.js';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['日本語', 6],
    ['ﾊﾟ', 2],
    ['한국', 4],
    ['e\u0301', 1],
    ['a\u200bb', 2],
    ['🚂', 2],
    ['✓', 1],
    ['ａ', 2],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('clip and pad', () => {
  it('cut at the width of the screen, at either end', () => {
    expect(clip('日本語の名前', 7)).toBe('日本語…');
    expect(clip('apps/api/src/main.ts', 10, 'end')).toBe('…c/main.ts');
    expect(clip('short', 10)).toBe('short');
    expect(clip('short', 1)).toBe('…');
    expect(pad('日本', 6)).toBe('日本  ');
  });
});

describe('wrap', () => {
  it('breaks at spaces, and long words anywhere', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
    expect(wrap('a'.repeat(20), 8)).toEqual(['aaaaaaaa', 'aaaaaaaa', 'aaaa']);
    expect(wrap('', 10)).toEqual(['']);
    expect(wrapIndented('one two three', 12, '    ', '- ')).toEqual(['- one two', '    three']);
  });
});

describe('oneLine', () => {
  it('makes control characters visible and cuts what is too long', () => {
    expect(oneLine('a\nb\u001b[0m\u202e\ud800')).toBe('a\\nb\\u001b[0m\\u202e\ufffd');
    expect(oneLine('abcdef', 3)).toBe('abc…');
  });
});

describe('withoutLogCommands', () => {
  it.each([
    ['::error::x', ': :error::x'],
    ['  \u001b[1m::add-mask::x', '  \u001b[1m: :add-mask::x'],
    ['##[error]x', '# #[error]x'],
    ['a ##vso[task.complete]', 'a # #vso[task.complete]'],
    ['std::vector and ## heading', 'std::vector and ## heading'],
  ])('%j becomes %j', (text, expected) => {
    expect(withoutLogCommands(text)).toBe(expected);
  });
});
