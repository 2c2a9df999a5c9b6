import { describe, expect, it } from 'vitest';

import { logSource } from '../../src/read/index.js';
import { at, placed, readLoose, readResult, type Loose } from './read-loose.js';
import { RESULT_CASES } from './result-cases.js';
import { resultOf, TOOL } from './temp-files.js';

describe('ok: reading what is sound', () => {
  it('changes nothing, the odd things that SARIF allows included', async () => {
    const sound = {
      ...placed('src/a%20b.ts', { startLine: 3, startColumn: 5, endColumn: 5 }),
      ruleId: 'A/sub/1',
      ruleIndex: 0,
      relatedLocations: [at('https://example.com/a', { charOffset: 0, charLength: 0 }), at('b', {})],
      properties: { anything: { goes: [null] } },
    };
    expect(await readResult(sound)).toEqual({ result: sound, codes: [] });
  });

  it('leaves the given log alone', async () => {
    const log = { version: '2.1.0', runs: [{ tool: TOOL, results: [{ message: 'x' }], artifacts: [null] }] };
    const before = structuredClone(log);
    await readLoose(log);
    expect(log).toEqual(before);
  });

  it('trusts indices into another file', async () => {
    const result = { ...placed('a'), ruleId: 'Z', ruleIndex: 7 };
    const external = { driver: { location: { uri: 'driver.sarif-external-properties' } } };
    expect((await readResult(result, { externalPropertyFileReferences: external })).codes).toEqual([]);
  });
});

describe('ng: mending a result', () => {
  it.each(RESULT_CASES)('%s', async (_name, given, result, codes) =>
    expect(await readResult(given)).toEqual({ result, codes }),
  );

  it('keeps a key that would be the prototype as data', async () => {
    const { result } = await readResult(JSON.parse('{"message":{"text":"a"},"__proto__":{"x":1}}'));
    expect(JSON.stringify(result)).toBe('{"message":{"text":"a"},"properties":{"__proto__":{"x":1}}}');
  });

  it('gives up a part that takes too many rounds, and nothing else', async () => {
    // Each round finds one more exception whose only content is wrong.
    const inner = (depth: number): Loose => ({
      innerExceptions: depth === 0 ? [{ stack: {} }] : [inner(depth - 1)],
    });
    const node = (depth: number): Loose =>
      depth === 0 ? { label: { text: 'no id' } } : { id: 'x', children: [node(depth - 1)] };
    const deep = {
      ...resultOf('a'),
      level: 'none',
      graphs: [{ nodes: [node(200)] }],
      properties: { x: inner(3) },
    };
    expect((await readResult(deep)).result).toMatchObject({ message: { text: 'a' }, level: 'none' });
  });

  it('counts a defect once for each place, and keeps the first', async () => {
    const bad = { ...resultOf('a'), level: 'bad' };
    const { repairs } = await readLoose({
      version: '2.1.0',
      runs: [
        { tool: TOOL, results: [resultOf('a'), bad, bad] },
        { tool: TOOL, results: [bad] },
      ],
    });
    expect(repairs).toMatchObject([
      { code: 'level-unknown', count: 2, first: '/runs/0/results/1/level', run: 0 },
      { code: 'level-unknown', count: 1, first: '/runs/1/results/0/level', run: 1 },
    ]);
  });

  it('does not count twice what is read twice', async () => {
    const source = logSource(
      { version: '2.1.0', runs: [{ tool: TOOL, results: [{ ...resultOf('a'), level: 'bad' as 'note' }] }] },
      'a',
    );
    await source.eachResult(() => undefined);
    await source.eachResult(() => undefined);
    expect(source.repairs).toMatchObject([{ count: 1 }]);
  });
});
