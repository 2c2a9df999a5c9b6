import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { openSarif, SarifReadError } from '../../src/read/index.js';
import { Templates } from '../../src/read/templates/templates.js';
import { useTempFiles } from './temp-files.js';

const { write } = useTempFiles();

/** A result as tools write it; everything that a number or a text may do wrong can be put into it. */
function resultWith(line: number, text: string, uri = 'src/a.ts'): object {
  const artifactLocation = { uri, uriBaseId: '%SRCROOT%' };
  return {
    ruleId: `R${line % 3}`,
    ruleIndex: line % 3,
    level: line % 2 ? 'error' : 'note',
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: { startLine: line, endLine: line + 2, snippet: { text } },
        },
      },
    ],
    relatedLocations: [
      {
        id: 1,
        message: { text: `${text}!` },
        physicalLocation: { artifactLocation, region: { startLine: 3 } },
      },
    ],
    partialFingerprints: { one: `${line}:1` },
    properties: { tags: ['a', 'b'], score: 0.5, isSure: true, none: null },
  };
}

const HEAD =
  '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T","rules":[{"id":"R0"},{"id":"R1"},{"id":"R2"}]}},"results":[';
const TAIL = ']}]}';

function fileOf(results: string): Buffer {
  return Buffer.from(`${HEAD}${results}${TAIL}`);
}

interface Reading {
  /** As JSON, in the order of the file. */
  readonly results: string[];
  readonly repairs: unknown;
  /** How many came by their form. */
  readonly byForm: number;
}

/** What a file holds when it is read slice by slice, or by form. */
async function read(path: string, templates?: Templates, keepsText = false): Promise<Reading | string> {
  const results: string[] = [];
  let byForm = 0;
  try {
    const source = await openSarif(path, { name: 'a.sarif', batchBytes: 2000, keepsText });
    const take = (result: sarif.Result): void => void results.push(JSON.stringify(result, withoutUnread));
    await source.eachResult(
      take,
      templates && {
        templates,
        visit({ result }) {
          byForm++;
          take(result);
          return true;
        },
      },
    );
    return { results, repairs: source.repairs, byForm };
  } catch (error) {
    if (error instanceof SarifReadError) return JSON.stringify({ ...error, message: error.message });
    throw error;
  }
}

/** Without the texts that nobody asks a result by its form for. */
function withoutUnread(key: string, value: unknown): unknown {
  return key === 'relatedLocations'
    ? JSON.stringify(value).replaceAll(/"text":"(?:[^"\\]|\\.)*"/g, '')
    : value;
}

async function expectSame(bytes: Buffer): Promise<number> {
  const path = write('any.sarif', bytes);
  const whole = await read(path);
  let count = 0;
  for (const keepsText of [true, false]) {
    const byForm = await read(path, new Templates(), keepsText);
    if (typeof byForm === 'string') expect(byForm).toEqual(whole);
    else {
      expect({ ...byForm, byForm: 0 }).toEqual(whole);
      count = byForm.byForm;
    }
  }
  return count;
}

const LAYOUTS: readonly ((value: object) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => ` ${JSON.stringify(value, null, '\t').replaceAll('": ', '"  :')}\r\n`,
];

describe('results by the form of an earlier one', () => {
  it.each([0, 1, 2])('are nearly all results of a tool, in any layout (%i)', async (layout) => {
    const results = Array.from({ length: 30 }, (_, i) =>
      LAYOUTS[layout]?.(
        resultWith(i + 1, ['plain', 'ввод "x"\n', 'größe', '', 'a\\b'][i % 5] ?? '', `f${i % 7}.ts`),
      ),
    );
    expect(await expectSame(fileOf(results.join(',')))).toBe(29);
  });

  it('are never results that a repair would change', async () => {
    const broken = [
      resultWith(0, 'zero'),
      { ...resultWith(9, 'x'), ruleIndex: 7 },
      resultWith(5, 'y', 'C:\\a.ts'),
    ];
    const results = Array.from({ length: 12 }, (_, i) =>
      i % 4 === 3 ? (broken[i >> 2] ?? {}) : resultWith(i + 1, 'x'),
    );
    expect(await expectSame(fileOf(results.map((value) => JSON.stringify(value)).join(',\n')))).toBeLessThan(
      9,
    );
  });

  it('are those that tools write in another way than JSON.stringify does', async () => {
    const text = JSON.stringify(resultWith(7, 'x'));
    const odd = [
      text.replace('"x"', '"\\u0078"'),
      text.replace('"x"', '"\\/"'),
      text.replace('0.5', '5e-1'),
      text.replace('"ruleIndex":1', '"ruleIndex":1.0'),
      text.replace('"ruleIndex":1', '"ruleIndex":1,"ruleIndex":1'),
      text.replace('"none":null', '"none":null,"7":1,"6":2'),
      text.replace('"none":null', '"__proto__":{"a":1}'),
    ];
    for (const one of odd) await expectSame(fileOf([text, one, one, text, one, text].join(',')));
  });

  it('are the same as by parsing, and so are the errors, whatever becomes of single bytes', async () => {
    const text = [1, 2, 3, 4, 5, 6]
      .map((i) => JSON.stringify(resultWith(i, `t "${i}" é`), null, i > 3 ? 1 : 0))
      .join(',');
    const nasty = [...'"\\,:{}[]0129.eE-+/ux \n\t', '\u0001', '\u0080', '\u00ff', '\u00e9'].map((one) =>
      one.charCodeAt(0),
    );
    const change = fc.tuple(fc.nat(Buffer.byteLength(text) - 1), fc.constantFrom(...nasty));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 3 }), async (changes) => {
        const bytes = fileOf(text);
        for (const [at, byte] of changes) bytes[HEAD.length + at] = byte;
        await expectSame(bytes);
      }),
      { numRuns: 200 },
    );
  });

  it('are not looked for where every result has another form', async () => {
    const results = Array.from({ length: 60 }, (_, i) =>
      JSON.stringify({ ...resultWith(i + 1, 'x'), [`properties`]: { [`k${i}`]: i } }),
    );
    expect(await expectSame(fileOf(results.join(',')))).toBe(0);
  });
});
