import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it, vi } from 'vitest';

import { mergeLogs } from '../../src/merge/merge.js';
import { logSource } from '../../src/read/log-source.js';
import { schemaViolations } from '../../src/validate/schema.js';
import { anyLog } from './any-log.js';
import { countResults } from './resolved-results.js';

// A failing case is made smaller for a while before it is told.
vi.setConfig({ testTimeout: 300_000 });

describe('merging any logs', () => {
  it('is associative, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyLog, anyLog, async (a, b, c) => {
        const all = await textOf(a, b, c);
        expect(await textOf(await mergeLogs([a, b]), c)).toBe(all);
        expect(await textOf(a, await mergeLogs([b, c]))).toBe(all);
      }),
    );
  });

  it('is commutative, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyLog, async (a, b) => {
        expect(await textOf(b, a)).toBe(await textOf(a, b));
      }),
    );
  });

  it('is idempotent: a log given twice, or merged before, adds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyLog, async (a, b) => {
        const merged = await mergeLogs([a, b]);
        const text = JSON.stringify(merged);
        expect(await textOf(a, a, b)).toBe(text);
        expect(await textOf(merged)).toBe(text);
        expect(await textOf(merged, a)).toBe(text);
      }),
    );
  });

  it('loses and invents no result, and every index leads to what it led to before', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyLog, async (a, b) => {
        const merged = await mergeLogs([a, b]);
        expect(countResults([merged])).toEqual(countResults([await repaired(a), await repaired(b)]));
      }),
      { numRuns: 300 },
    );
  });

  it('gives a log that the schema accepts, whose indices all count inside their arrays', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyLog, async (a, b) => {
        const merged = await mergeLogs([a, b]);
        expect(schemaViolations(merged)).toEqual([]);
        expect(danglingIn(merged)).toEqual([]);
      }),
    );
  });

  it('leaves the logs as they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (a) => {
        const before = JSON.stringify(a);
        await mergeLogs([a]);
        expect(JSON.stringify(a)).toBe(before);
      }),
      { numRuns: 20 },
    );
  });
});

async function textOf(...logs: readonly sarif.Log[]): Promise<string> {
  return JSON.stringify(await mergeLogs(logs));
}

/** As the reader hands it to the merger: rules that an id contradicts put right, say. */
async function repaired(value: sarif.Log): Promise<sarif.Log> {
  const source = logSource(value, 'log');
  const runs = source.head.runs.map((one): sarif.Run => ({ ...one, results: [] }));
  await source.eachResult((result, run) => runs[run]?.results?.push(result));
  return { ...value, runs };
}

/** Indices of the places that the generator fills, that count past the end. */
function danglingIn({ runs }: sarif.Log): string[] {
  return runs.flatMap((one) => {
    const files = (one.results ?? [])
      .flatMap(({ locations }) => locations ?? [])
      .map(({ physicalLocation }) => physicalLocation?.artifactLocation?.index);
    const rulesOfDriver = (one.results ?? [])
      .filter((value) => !value.rule)
      .map(({ ruleIndex }) => ruleIndex);
    const parents = (one.artifacts ?? []).map(({ parentIndex }) => parentIndex);
    return [
      ...outside('artifact', [...files, ...parents], one.artifacts),
      ...outside('rule', rulesOfDriver, one.tool.driver.rules),
      ...outside(
        'invocation',
        (one.results ?? []).map(({ provenance }) => provenance?.invocationIndex),
        one.invocations,
      ),
    ];
  });
}

function outside(
  what: string,
  indices: readonly (number | undefined)[],
  list: readonly unknown[] = [],
): string[] {
  return indices
    .filter((index) => index !== undefined && index >= list.length)
    .map((index) => `${what} ${index}`);
}
