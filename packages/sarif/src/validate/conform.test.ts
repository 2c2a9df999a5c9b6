import { describe, expect, it } from 'vitest';

import { conform } from './conform.js';

describe('ok: a value of the right types', () => {
  it('is handed back itself', () => {
    const result = {
      message: { text: 'a' },
      locations: [{ physicalLocation: { region: { startLine: 1 } } }],
    };
    expect(conform('result', result)).toBe(result);
  });

  it('keeps what the schema does not know', () => {
    expect(conform('region', { startLine: 1, other: [null] })).toEqual({ startLine: 1, other: [null] });
  });
});

describe('ng: a value of a wrong type', () => {
  it.each([
    [{ ruleId: 5, message: 'a' }, {}],
    [{ message: { text: null, id: 'a' } }, { message: { id: 'a' } }],
    [{ locations: {} }, {}],
    [
      { locations: [null, { id: 'a', message: { text: 'b' } }] },
      { locations: [{}, { message: { text: 'b' } }] },
    ],
    [{ workItemUris: [1, 'a'] }, { workItemUris: ['', 'a'] }],
    [{ partialFingerprints: { a: { b: 'c' }, d: 'e' } }, { partialFingerprints: { d: 'e' } }],
    [{ properties: [] }, {}],
    [{ properties: { tags: 'a', x: 1 } }, { properties: { x: 1 } }],
  ])('%j goes, and the rest stays: %j', (value, expected) => {
    const before = structuredClone(value);
    expect(conform('result', value)).toEqual(expected);
    expect(value).toEqual(before);
  });

  it.each([null, 5, 'a', [], undefined])('%j is no object at all', (value) => {
    expect(conform('result', value)).toBeUndefined();
  });

  it('takes no key for the prototype', () => {
    const log: unknown = JSON.parse('{"runs":[{"originalUriBaseIds":{"__proto__":{"uri":"a"},"b":5}}]}');
    const bases = conform('log', log)?.runs?.[0]?.originalUriBaseIds ?? {};
    expect(Object.keys(bases)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(bases)).toBe(Object.prototype);
  });
});
