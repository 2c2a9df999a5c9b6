import { describe, expect, it } from 'vitest';

import { setRange } from './set-range.js';

const MANIFEST =
  '{\r\n\t"dependencies" : {"a":"^1.0.0",\r\n\t"b" :  "1"}, "devDependencies": {"a": "2"}\r\n}';

describe('setRange', () => {
  it('changes one text and no other byte', () => {
    expect(setRange(MANIFEST, 'dependencies', 'b', '"1"')).toBe(MANIFEST.replace('"1"}', '"\\"1\\""}'));
    expect(setRange(MANIFEST, 'devDependencies', 'a', '3')).toBe(MANIFEST.replace('"2"', '"3"'));
    expect(setRange('{"dependencies":{"__proto__":"1"}}', 'dependencies', '__proto__', '2')).toBe(
      '{"dependencies":{"__proto__":"2"}}',
    );
  });

  it.each([
    ['has no such package', '{"dependencies":{"b":"1"}}'],
    ['has it as no text', '{"dependencies":{"a":{}}}'],
    ['has it twice', '{"dependencies":{"a":"1","a":"1"}}'],
    ['has the field twice', '{"dependencies":{"a":"1"},"dependencies":{"a":"1"}}'],
    ['is no JSON', '{"dependencies":{"a":"1"}'],
    ['is something else', '[]'],
    ['is nested without end', '['.repeat(200_000)],
  ])('leaves a manifest that %s', (_what, text) => {
    expect(setRange(text, 'dependencies', 'a', '2')).toBeUndefined();
  });
});
