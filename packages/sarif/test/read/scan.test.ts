import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Fault } from '../../src/read/fault.js';
import { LayoutScanner, type ScanLimits } from '../../src/read/layout-scanner.js';
import { toTextOffset, type Slice } from '../../src/read/layout.js';
import { parseItems, parseJson } from '../../src/read/parse-json.js';
import { cutSlices } from '../../src/read/slice-cutter.js';

/** Reads a text as `openSarif` does, in chunks of these sizes. */
function read(text: string, sizes: readonly number[], limits: Partial<ScanLimits> = {}) {
  const bytes = Buffer.from(text);
  const scanner = new LayoutScanner(limits);
  inChunks(bytes, sizes, (chunk) => scanner.write(chunk));
  const layout = scanner.end();
  const found: { run: number; index: number; value: unknown }[] = [];
  const take = (part: Buffer, slice: Slice): void => {
    if (slice.isWhole && part.toString().trim() === '') return;
    parseItems(part).value.forEach((value, i) =>
      found.push({ run: slice.run, index: slice.index + i, value }),
    );
  };
  inChunks(bytes, sizes, cutSlices(layout.slices, take));
  return { layout, found, head: parseJson(layout.head).value };
}

/** The buffer is used again for each chunk, as the real one is. */
function inChunks(bytes: Buffer, sizes: readonly number[], sink: (chunk: Buffer) => void): void {
  const buffer = Buffer.alloc(Math.max(1, ...sizes));
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    const length = bytes.copy(buffer, 0, at, at + size);
    sink(buffer.subarray(0, length));
    buffer.fill(0x21);
    at += length;
  }
}

interface RawLog {
  runs: { results?: unknown[] | null }[];
}

function expected(text: string): { found: unknown[]; head: unknown } {
  const log = JSON.parse(text) as RawLog;
  const found = log.runs.flatMap(({ results }, run) =>
    (results ?? []).map((value, index) => ({ run, index, value })),
  );
  for (const run of log.runs) if (Array.isArray(run.results)) run.results = [];
  return { found, head: log };
}

/** Text that is hard for a scanner: quotes, backslashes, brackets, other alphabets, half of a pair, and decoys. */
const text = fc.string({
  unit: fc.constantFrom(
    '"',
    '\\',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    'a',
    '\n',
    '\u0000',
    'é',
    '入',
    '\u{1f600}',
    '\ud800',
    '"results":[',
  ),
  maxLength: 12,
});
const key = fc.oneof(text, fc.constantFrom('results', 'runs', '__proto__', 'version', ''));
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.constantFrom(null, true, -0, 1e30),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(key, tie('any'), { maxKeys: 3 }),
  ),
})).any;
const run = fc.record(
  {
    tool: value,
    results: fc.oneof(fc.array(value, { maxLength: 6 }), fc.constant(null)),
    properties: value,
    results_: value,
  },
  { requiredKeys: [] },
);
const log = fc.record({
  first: value,
  runs: fc.array(run, { maxLength: 4 }),
  results: value,
  properties: value,
});

/** Writes JSON in some layout, and some letters of keys and texts as escapes. */
function write(node: unknown, pick: () => number): string {
  const space = (): string => ['', '', '', ' ', '\n', '\r\n\t '][pick() % 6] ?? '';
  if (typeof node === 'string') return writeText(node, pick);
  if (Array.isArray(node)) {
    return `[${space()}${node.map((item) => space() + write(item, pick) + space()).join(',')}${space()}]`;
  }
  if (typeof node !== 'object' || node === null) return JSON.stringify(node);
  const entries = Object.entries(node).map(
    ([name, item]) => `${space()}${writeText(name, pick)}${space()}:${space()}${write(item, pick)}${space()}`,
  );
  return `{${space()}${entries.join(',')}${space()}}`;
}

function writeText(value: string, pick: () => number): string {
  const escapeAll = pick() % 8 === 0;
  const body = [...value].map((character) => {
    if (character.length > 1 || (!escapeAll && pick() % 16 > 0))
      return JSON.stringify(character).slice(1, -1);
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${body.join('')}"`;
}

const layouts = fc.array(fc.nat(1000), { minLength: 5, maxLength: 40 });

describe('ok: the scanner', () => {
  it('finds what JSON.parse finds, in every layout, chunk size and batch size', () => {
    fc.assert(
      fc.property(
        log,
        layouts,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 60 }),
        (tree, picks, sizes, batchBytes) => {
          let at = 0;
          const written = write(tree, () => picks[at++ % picks.length] ?? 0);
          const { found, head } = read(written, sizes, { batchBytes });
          expect({ found, head }).toEqual(expected(written));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('knows a key however it is written', () => {
    const hidden = [...'results']
      .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
    for (const name of ['results', 'result\\u0073', '\\u0072esults', hidden]) {
      const { found } = read(`{"run\\u0073":[{"${name}":[1,2]}]}`, [3]);
      expect(found.map((one) => one.value)).toEqual([1, 2]);
    }
  });

  it('takes no other `results` for the results of a run', () => {
    const decoys = [
      '{"results":[1],"runs":[]}',
      '{"runs":[{"tool":{"results":[1]}}]}',
      '{"runs":[{"a":["results",[1]]}]}',
      '{"runs":[{"results":{"results":[1]}}]}',
      '{"runs":[{"a":"results","b":[1]}]}',
      '{"runs":[[{"results":[1]}]]}',
      '{"properties":{"runs":[{"results":[1]}]},"runs":[]}',
      '{"runs":{"a":{"results":[1]}}}',
      '{"Runs":[{"results":[1]}]}',
      '{"runs":[{"resultsx":[1],"xresults":[2],"result":[3]}]}',
    ];
    for (const decoy of decoys) {
      const { layout, head } = read(decoy, [2]);
      expect(layout.slices, decoy).toEqual([]);
      expect(head).toEqual(JSON.parse(decoy));
    }
  });

  it('tells an empty list from none', () => {
    expect(
      read('{"runs":[{"results":[ ]},{},{"results":null},{"results":[]}]}', [5]).layout.hasResults,
    ).toEqual([true, false, false, true]);
  });

  it('knows where in the text a place of the head is', () => {
    const written = '{"runs":[{"results":[1,2,3],"a":1},{"results":[4],"b":2}]}';
    const { layout } = read(written, [7]);
    for (const mark of ['"runs"', '"a"', '"b"']) {
      expect(toTextOffset(layout, layout.head.indexOf(mark))).toBe(written.indexOf(mark));
    }
  });

  it('takes exactly as many levels as are allowed', () => {
    const deep = (levels: number): string => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    expect(read(deep(1000), [64]).layout.slices).toEqual([]);
    expect(faultOf(deep(1001))).toMatchObject({ message: 'nested deeper than 1000 levels', offset: 5 + 999 });
    const inResult = `{"runs":[{"results":[${'{"a":'.repeat(996)}1${'}'.repeat(996)}]}]}`;
    expect(read(inResult, [64]).found).toHaveLength(1);
    expect(faultOf(inResult.replace('1}', '[1]}'))).toMatchObject({ offset: 21 + 5 * 996 });
  });
});

function faultOf(written: string, limits: Partial<ScanLimits> = {}): Fault | undefined {
  try {
    read(written, [3], limits);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

describe('broken: the scanner', () => {
  it('refuses a key that stands twice, however it is written', () => {
    expect(faultOf('{"runs":[],"runs":[]}')?.message).toMatch(/`runs` stands twice/);
    expect(faultOf('{"runs":[{"results":[],"result\\u0073":[]}]}')?.message).toMatch(
      /`results` stands twice/,
    );
    expect(faultOf('{"runs":[{"results":null,"results":[]}]}')?.message).toMatch(/`results` stands twice/);
    expect(faultOf('{"runs":[{"results":[]},{"results":[]}]}')).toBeUndefined();
  });

  it('refuses what does not begin with a brace, or goes on after the last one', () => {
    expect(faultOf('')?.message).toMatch(/empty/);
    expect(faultOf(' \n ')).toMatchObject({ offset: 3 });
    expect(faultOf(' [1]')).toMatchObject({ message: 'expected "{" and found "["', offset: 1 });
    expect(faultOf('{} {}')).toMatchObject({
      message: 'expected the end of the file and found "{"',
      offset: 3,
    });
    expect(faultOf('{}\n')).toBeUndefined();
  });

  it('refuses a result, or a head, over its limit', () => {
    const limits = { batchBytes: 4, maxResultBytes: 100, maxHeadBytes: 200 };
    const long = 'x'.repeat(150);
    expect(faultOf(`{"runs":[{"results":[1,"${long}",2]}]}`, limits)?.message).toMatch(
      /^one result has more than/,
    );
    expect(faultOf(`{"runs":[{"results":["${long}"]}]}`, limits)?.message).toMatch(
      /^one result has more than/,
    );
    expect(faultOf(`{"a":"${long}${long}"}`, limits)?.message).toMatch(/stand outside of/);
  });

  it('refuses exactly the damage that JSON.parse refuses', () => {
    const damage = fc.record({
      at: fc.nat(),
      byte: fc.constantFrom(...'"\\[]{},:1x \u0001'),
      isInsert: fc.boolean(),
    });
    fc.assert(
      fc.property(log, layouts, damage, (tree, picks, { at, byte, isInsert }) => {
        let turn = 0;
        const sound = write(tree, () => picks[turn++ % picks.length] ?? 0);
        const place = at % sound.length;
        const broken = sound.slice(0, place) + byte + sound.slice(place + (isInsert ? 0 : 1));
        const fault = faultOf(broken, { batchBytes: 8 });
        const truth = parses(broken);
        // What is JSON and no log of this shape, or has a key twice, is for others to judge.
        if (fault === undefined) expect(truth).toBe(true);
        else if (truth) expect(fault.message).toMatch(/stands twice|expected "\{"/);
        else expect(fault.offset).toBeLessThanOrEqual(Buffer.byteLength(broken));
      }),
      { numRuns: 500 },
    );
  });
});

function parses(written: string): boolean {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
}
