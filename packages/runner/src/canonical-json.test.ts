import { describe, expect, it } from 'vitest';

import { canonicalJson, digestOf } from './canonical-json.js';
import { policyHash, policyOf } from './policy.js';

describe('canonicalJson', () => {
  it('does not depend on the order of keys, and does on that of lists', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}');
    expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }));
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
  });

  it('keeps a key named __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });
});

describe('policyHash', () => {
  const config = { failOn: 'high', gates: { lint: { enforce: true } } } as const;
  const waiver = { reason: 'r', owner: 'o', expires: '2026-01-01', rule: 'a' };

  it('changes with every part of the policy and with the waivers', () => {
    const hashes = [
      policyHash(policyOf(config, {}), []),
      policyHash(policyOf(config, { failOn: 'low' }), []),
      policyHash(policyOf(config, { newOnly: true }), []),
      policyHash(policyOf({ ...config, gates: { lint: { enforce: false } } }, {}), []),
      policyHash(policyOf({ ...config, gates: { lint: { enforce: true, failOn: 'low' } } }, {}), []),
      policyHash(policyOf(config, {}), [waiver]),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('does not change with defaults that somebody wrote down', () => {
    expect(policyHash(policyOf(config, {}), [])).toBe(
      policyHash(policyOf({ failOn: 'high', gates: {} }, {}), []),
    );
  });
});
