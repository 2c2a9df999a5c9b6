import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { fingerprintJudge, judgeFingerprints } from './judge-fingerprints.js';
import { hash52, SampledMap } from './sampled-map.js';

const run: sarif.Run = { tool: { driver: { name: 'x' } } };
const result = (at: string, prints: Partial<sarif.Result>): sarif.Result => {
  const [ruleId = '', uri = '', line = '1'] = at.split(' ');
  const physicalLocation = { artifactLocation: { uri }, region: { startLine: Number(line) } };
  return { ruleId, message: { text: 'm' }, locations: [{ physicalLocation }], ...prints };
};
const judge = (results: sarif.Result[]) => judgeFingerprints(results, run);
const PLACES = ['R a.c 1', 'R a.c 2', 'S b.c 1', 'S b.c 9'];

describe('judgeFingerprints', () => {
  it('says nothing of fingerprints that tell results apart', () => {
    const results = PLACES.map((at, i) => result(at, { fingerprints: { 'id/v1': `f${i}` } }));
    expect(judge(results)).toEqual([]);
    expect(judge(PLACES.map((at) => result(at, {})))).toEqual([]);
  });

  it('finds a constant one', () => {
    const faults = judge(PLACES.map((at) => result(at, { fingerprints: { 'm/v1': 'requires login' } })));
    expect(faults).toMatchObject([
      { key: 'fingerprints/m/v1', kind: 'constant', value: 'requires login', count: 4 },
    ]);
  });

  it('finds a repeated one and names the commonest value', () => {
    const values = ['x', 'y', 'x', 'x', 'y', 'z'];
    const results = values.map((value, i) => result(`R a.c ${i}`, { partialFingerprints: { k: value } }));
    expect(judge(results)).toMatchObject([{ kind: 'repeated', value: 'x', count: 5 }]);
  });

  it('takes a result that stands twice at one place for no repetition', () => {
    const twice = [1, 2, 3].map(() => result('R a.c 1', { fingerprints: { k: 'same' } }));
    expect(judge(twice)).toEqual([]);
  });

  describe('the hash that GitHub reads', () => {
    const hashed = (at: string, hash: string) =>
      result(at, { partialFingerprints: { primaryLocationLineHash: hash } });

    it('may be the same for several rules on a line, and in files that begin alike', () => {
      const results = ['R a.c 1', 'S a.c 1', 'R b.c 1', 'T b.c 1'].map((at) => hashed(at, 'ab:1'));
      expect(judge(results)).toEqual([]);
    });

    it('may not be the same for two lines of a file', () => {
      const results = [hashed('R z.c 1', 'ab:1'), hashed('R a.c 1', 'ab:1'), hashed('R a.c 2', 'ab:1')];
      expect(judge([...results, hashed('R c.c 3', 'cd:1')])).toMatchObject([
        { key: 'partialFingerprints/primaryLocationLineHash', kind: 'repeated', value: 'ab:1', count: 2 },
      ]);
    });
  });

  it('says of values that are no text that they are none', () => {
    const wrong = JSON.parse('{"fingerprints":{"0":{"a":1}}}') as Partial<sarif.Result>;
    expect(judge([result('R a.c 1', wrong)])).toMatchObject([{ kind: 'not-text', count: 1 }]);
  });

  it('shows no control characters and no endless values', () => {
    const long = `\u001b[31m${'v'.repeat(10_000)}`;
    const [fault] = judge(PLACES.map((at) => result(at, { fingerprints: { '\u0007': long } })));
    expect(fault?.message).toMatch(/^[\u0020-\u007e…]{1,250}$/);
  });

  it('does not go by the order of the results', () => {
    const one = fc.record({
      at: fc.constantFrom(...PLACES),
      value: fc.constantFrom('a', 'b', 'c'),
      key: fc.constantFrom('k', 'primaryLocationLineHash'),
    });
    const lists = fc
      .array(one)
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    const faults = (list: { at: string; value: string; key: string }[]) =>
      judge(list.map(({ at, value, key }) => result(at, { partialFingerprints: { [key]: value } })));
    fc.assert(
      fc.property(lists, ([list, shuffled]) => {
        expect(faults(shuffled)).toEqual(faults(list));
      }),
    );
  });

  it('judges no more keys than it can remember', () => {
    const judging = fingerprintJudge(run);
    for (let i = 0; i < 1000; i++)
      for (const at of PLACES) judging.add(result(at, { fingerprints: { [`k${i}`]: 'same' } }));
    expect(judging.finish()).toHaveLength(32);
  });

  it('takes over what others have seen, in whatever parts and order, also of too many keys', () => {
    const one = fc.record({
      at: fc.constantFrom(...PLACES),
      value: fc.constantFrom<unknown>('a', 'b', 7),
      key: fc.constantFrom('primaryLocationLineHash', ...Array.from({ length: 40 }, (_, i) => `k${i}`)),
    });
    const property = fc.property(fc.array(fc.array(one)), fc.boolean(), (parts, backwards) => {
      const judgeOf = (list: { at: string; value: unknown; key: string }[]) => {
        const judging = fingerprintJudge(run);
        for (const { at, value, key } of list)
          judging.add(result(at, { partialFingerprints: { [key]: value as string } }));
        return judging;
      };
      const states = parts.map((part) => structuredClone(judgeOf(part).state()));
      const joined = fingerprintJudge(run);
      for (const state of backwards ? states.reverse() : states) joined.absorb(state);
      expect(joined.finish()).toEqual(judgeOf(parts.flat()).finish());
    });
    fc.assert(property);
  });
});

describe('SampledMap', () => {
  it('stays within its bound and holds the same whatever the order', () => {
    const keys = Array.from({ length: 1000 }, (_, i) => `key ${i}`);
    const held = (order: readonly string[]) => {
      const map = new SampledMap<string>(64);
      for (const key of order) map.set(hash52(key), key);
      return [...map.values()].sort();
    };
    const forwards = held(keys);
    expect(forwards.length).toBeLessThanOrEqual(64);
    expect(forwards.length).toBeGreaterThan(8);
    expect(held([...keys].reverse())).toEqual(forwards);
  });

  it('is the same when its parts were counted apart', () => {
    const count = (keys: readonly number[]) => {
      const map = new SampledMap<{ times: number }>(64);
      for (const key of keys) {
        const known = map.get(hash52(`${key}`));
        if (known) known.times++;
        else map.set(hash52(`${key}`), { times: 1 });
      }
      return map;
    };
    const keys = Array.from({ length: 3000 }, (_, i) => (i * 7) % 1000);
    const joined = count(keys.slice(0, 100));
    joined.absorb(structuredClone(count(keys.slice(100)).state()), (known, other) => {
      known.times += other.times;
    });
    const entries = (map: SampledMap<{ times: number }>) => [...map.state().values].sort(([a], [b]) => a - b);
    expect(entries(joined)).toEqual(entries(count(keys)));
  });
});
