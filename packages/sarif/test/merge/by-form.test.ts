import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { compareLogs, compareSources } from '../../src/baseline/index.js';
import { mergeSources } from '../../src/merge/index.js';
import { logSource } from '../../src/read/log-source.js';
import { openSarif } from '../../src/read/open-sarif.js';
import { readLog } from '../../src/read/read-log.js';
import type { SarifSource } from '../../src/read/source.js';
import { useTempFiles } from '../read/temp-files.js';
import { anyLog } from './any-log.js';

const { write } = useTempFiles();

const TEXTS = ['Hit.', 'Über "x"\n', 'a\\b', '\u0001', 'Line 12 of 3.'];

/** The same results again and again, each time in another line and with another text: that is what tools write. */
function repeated(log: sarif.Log): sarif.Log {
  const runs = log.runs.map((run): sarif.Run => {
    if (!run.results) return run;
    const results = Array.from(
      { length: 4 },
      (_, time) => run.results?.map((result) => moved(result, time)) ?? [],
    );
    return { ...run, results: results.flat() };
  });
  return { ...log, runs };
}

function moved(result: sarif.Result, time: number): sarif.Result {
  const copy = structuredClone(result);
  const region = copy.locations?.[0]?.physicalLocation?.region;
  if (region) Object.assign(region, { startLine: 1 + time * 10, endLine: time === 3 ? 2 : 50 });
  copy.message = { text: TEXTS[(time + (region ? 1 : 0)) % TEXTS.length] ?? '' };
  // A form has a rule.
  copy.ruleId ??= 'R1';
  return copy;
}

async function bytesOf(...sources: readonly SarifSource[]): Promise<string> {
  const merged = await mergeSources(sources);
  const chunks: Buffer[] = [];
  for (const chunk of merged.chunks()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

async function fileSource(
  name: string,
  log: sarif.Log,
  indent: number,
  keepsText = false,
): Promise<SarifSource> {
  return openSarif(write(name, JSON.stringify(log, null, indent)), { name, keepsText });
}

describe('files whose results have the form of earlier ones', () => {
  it('merge to the bytes that the same logs in memory merge to', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyLog, fc.constantFrom(0, 2), async (a, b, indent) => {
        const [one, two] = [repeated(a), repeated(b)];
        const files = [await fileSource('a', one, indent), await fileSource('b', two, 0)];
        expect(await bytesOf(...files)).toBe(await bytesOf(logSource(one, 'a'), logSource(two, 'b')));
      }),
      { numRuns: 25 },
    );
  });

  it('merge to what JSON.stringify writes, however their scalars were written', async () => {
    const odd = ['"a\\/b"', '"\\u0041"', '"\\u001F"', '"\\n"', '"é"'];
    const results = [...odd, ...odd].map(
      (text, i) => `{"ruleId":"R1","rank":${i % 2 ? '1.0' : '1e0'},"message":{"text":${text}}}`,
    );
    const text = `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}},"results":[${results.join()}]}]}`;
    const file = await openSarif(write('odd', text), { name: 'odd' });
    expect(await bytesOf(file)).toBe(await bytesOf(logSource(JSON.parse(text) as sarif.Log, 'odd')));
  });

  it('compare as the same logs in memory do', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyLog, fc.boolean(), async (a, b, isWhole) => {
        const files = [
          await fileSource('a', repeated(a), 0, true),
          await fileSource('b', repeated(b), 2, !isWhole),
        ] as const;
        const { log, counts, drift, notCompared } = await compareSources(...files, { whole: isWhole });
        const whole = compareLogs(await readLog(files[0]), await readLog(files[1]));
        expect({ log, counts, drift, notCompared }).toEqual({
          log: whole.log,
          counts: whole.counts,
          drift: whole.drift,
          notCompared: whole.notCompared,
        });
        expect(JSON.stringify(log)).toBe(JSON.stringify(whole.log));
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['in UTF-8', (text: string) => Buffer.from(text)],
    ['behind a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['packed', (text: string) => gzipSync(text)],
    ['in UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('are shown as they stand in a file of several megabytes, %s', async (_how, encode) => {
    const results = Array.from({ length: 3000 }, (_, i) => ({
      ruleId: 'R1',
      message: { text: `${i} ${'long '.repeat(200)}` },
    }));
    const run = { tool: { driver: { name: 'T' } } };
    const logOf = (some: readonly object[]): string =>
      JSON.stringify({ version: '2.1.0', runs: [{ ...run, results: some }] });
    const base = await openSarif(write('base', logOf([])), { name: 'base' });
    const path = write('head', encode(logOf(results)));
    for (const keepsText of [false, true]) {
      const head = await openSarif(path, { name: 'head', keepsText });
      const comparison = await compareSources(base, head);
      const shown = [...comparison.results('new')].map(({ result }) => result.message.text);
      expect(shown).toEqual(results.map(({ message }) => message.text));
    }
  });
});
