import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findJsonFault } from '../../src/read/json-fault.js';

function fault(text: string, shape: 'value' | 'items' = 'value'): string | undefined {
  const found = findJsonFault(Buffer.from(text), shape);
  return found && `${found.offset}: ${found.message}`;
}

describe('ok: the place where JSON ends', () => {
  it('is nowhere in what JSON.parse takes', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (json, indent) => {
        expect(fault(JSON.stringify(JSON.parse(json), undefined, indent))).toBeUndefined();
      }),
    );
    expect(fault(' -0.5e+3 ')).toBeUndefined();
    expect(fault('"\\ud800 \u2028"')).toBeUndefined();
    expect(fault('1, {"a":[]} ,null', 'items')).toBeUndefined();
  });
});

describe('ng: the place where JSON ends', () => {
  it.each([
    ['', '0: expected a value and found the end'],
    ['{"a":1,}', '7: expected a key in quotes and found "}"'],
    ['{"a" 1}', '5: expected ":" and found "1"'],
    ['{"a":1 "b":2}', '7: expected "," or "}" and found a quote'],
    ['[1 2]', '3: expected "," or "]" and found "2"'],
    ['[1,]', '3: expected a value and found "]"'],
    ['[1}', '2: expected "," or "]" and found "}"'],
    ['tru', '0: expected a value and found "t"'],
    ['01', '1: expected the end and found "1"'],
    ['1.', '2: expected a digit and found the end'],
    ['-x', '1: expected a digit and found "x"'],
    ['1e+', '3: expected a digit and found the end'],
    ['"\\x"', '2: expected an escape (one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u) and found "x"'],
    ['"\\u12g4"', '5: expected four hexadecimal digits and found "g"'],
    ['"a', '2: expected the rest of a string (control characters are written as escapes) and found the end'],
    ["{'a':1}", '1: expected a key in quotes and found "\'"'],
    ['\u00a01', '0: expected a value and found byte 0xc2'],
    ['NaN', '0: expected a value and found "N"'],
  ])('%s', (text, expected) => expect(fault(text)).toBe(expected));

  it('is after the last comma of a list, which wants one more', () => {
    expect(fault('1,', 'items')).toBe('2: expected a value and found the end');
    expect(fault('1]', 'items')).toBe('1: expected "," or "]" and found "]"');
  });

  it('is found in whatever JSON.parse refuses', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '.',
      'e',
      'true',
      'null',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(fault(text) === undefined).toBe(isJson);
      }),
      { numRuns: 5000 },
    );
  });
});
