import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';

import type * as sarif from 'sarif';
import { describe, expect, it, onTestFinished } from 'vitest';

import { readWhole, resultAdder } from '../../src/merge/add-results.js';
import { prepare } from '../../src/merge/prepare.js';
import { MergedLog, mergeSources } from '../../src/merge/index.js';
import { ResultTable } from '../../src/merge/result-table.js';
import { planThreads } from '../../src/merge/threads/plan-threads.js';
import type { MergeOrder } from '../../src/merge/threads/protocol.js';
import { readInThreads } from '../../src/merge/threads/read-in-threads.js';
import { startHelper } from '../../src/merge/threads/start-helper.js';
import { logSource } from '../../src/read/log-source.js';
import { openSarif } from '../../src/read/open-sarif.js';
import type { SarifSource } from '../../src/read/source.js';
import { Templates } from '../../src/read/templates/templates.js';
import { logOf, resultAt } from './small-logs.js';

const FILES = 6;

/** Two tools, rules and artifacts in another order in each, results that stand in several, and all kinds of defects. */
function logNumber(file: number): sarif.Log {
  const artifacts = Array.from({ length: 7 }, (_, i) => ({ location: { uri: `${(i * 3 + file) % 7}.js` } }));
  return logOf({
    tool: {
      driver: { name: file % 2 ? 'Tool' : 'Other', rules: [{ id: `R${file % 3}` }, { id: `R${file}` }] },
    },
    artifacts,
    results: Array.from({ length: 60 }, (_, i) => ({
      ...resultAt(`${(i * 7) % 11}.js`, i % 9 === 0 ? 0 : 1 + ((i * file) % 5), {
        ruleId: `R${(i + file) % 4}`,
      }),
      partialFingerprints: { same: 'always', ['much/v1']: `${i % 4}` },
      relatedLocations: [
        { physicalLocation: { artifactLocation: { index: i % 9 } }, logicalLocations: [{ index: i % 4 }] },
      ],
    })),
  });
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'railgate-threads-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function writeLogs(): string[] {
  const root = folder();
  return Array.from({ length: FILES }, (_, file) => {
    const path = join(root, `${file}.sarif`);
    const text = `${file === 3 ? '\uFEFF' : ''}${JSON.stringify(logNumber(file))}`;
    writeFileSync(path, file === 4 ? gzipSync(text) : text);
    return path;
  });
}

/** The fifth is packed, and the last one in memory: neither can be read in parts. */
async function sources(paths: readonly string[]): Promise<SarifSource[]> {
  const files = await Promise.all(
    paths.map((path, i) => openSarif(path, { name: `${i}.sarif`, batchBytes: 500 })),
  );
  return [...files, logSource(logNumber(FILES), 'memory')];
}

function textOf(merged: MergedLog): string {
  return Buffer.concat([...merged.chunks()].map((chunk) => Buffer.from(chunk))).toString();
}

async function messageOf(merge: Promise<unknown>): Promise<string> {
  return merge.then(
    () => 'merged',
    (error: unknown) => String(error),
  );
}

/** Takes a unit, and ends. */
const DYING = `const { queue } = require('node:worker_threads').workerData;
  const cells = new Int32Array(queue);
  Atomics.store(cells, 2, Atomics.add(cells, 0, 1) + 1);
  process.exit(3);`;

/** Until that many were taken: the other thread is to be first. */
function waitForUnits(queue: SharedArrayBuffer, units: number): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (Atomics.load(new Int32Array(queue), 0) < units) Atomics.wait(pause, 0, 0, 5);
}

describe('merging in threads', () => {
  it('gives the same bytes and repairs as one thread', async () => {
    const paths = writeLogs();
    const here = await sources(paths);
    const expected = textOf(await mergeSources(here, { threads: 1 }));
    for (const threads of [2, 3]) {
      const there = await sources(paths);
      expect(textOf(await mergeSources(there, { threads }))).toBe(expected);
      expect(there.map(({ repairs }) => repairs)).toEqual(here.map(({ repairs }) => repairs));
    }
    // So that the test is about what it says.
    for (const word of ['always', 'railgate/repaired-start-line-not-positive', 'fingerprint-repeated'])
      expect(expected).toContain(word);
  });

  it('loses nothing when the other thread reads all that can be read in parts', async () => {
    const paths = writeLogs();
    const [here, there] = [await sources(paths), await sources(paths)];
    const one = { ...prepare(here), table: new ResultTable() };
    for (const [number, source] of here.entries())
      await readWhole(
        source,
        resultAdder(one.parts[number] ?? [], number, one.table, new Templates()),
        undefined,
      );
    const two = { ...prepare(there), table: new ResultTable(), signal: undefined };
    const plan = planThreads(there, 2);
    if (!plan) throw new Error('No threads');
    await readInThreads(plan, two, (order) => {
      const worker = startHelper(order);
      waitForUnits(order.queue, plan.units.length);
      return worker;
    });
    const known = ({ runs, parts, table }: typeof one): unknown => ({
      text: textOf(new MergedLog({ version: '2.1.0' }, runs, table)),
      faults: runs.map(({ judge }) => judge.finish()),
      dangling: parts.map((some) => some.map(({ space }) => space.dangling)),
    });
    expect(known(two)).toEqual(known(one));
    expect(one.parts[0]?.[0]?.space.dangling).toBeGreaterThan(0);
    expect(there.map(({ repairs }) => repairs)).toEqual(here.map(({ repairs }) => repairs));
  });

  it('ends with the error of the first file that is no JSON, as one thread does', async () => {
    const paths = writeLogs();
    for (const file of [1, 2]) {
      const text = JSON.stringify(logNumber(file));
      const at = text.lastIndexOf('"ruleId"');
      writeFileSync(paths[file] ?? '', `${text.slice(0, at)}nonsense${text.slice(at)}`);
    }
    const expected = await messageOf(sources(paths).then((all) => mergeSources(all, { threads: 1 })));
    expect(expected).toMatch(/1\.sarif: expected a key in quotes .* \(line 1, column \d+\)/);
    for (let turn = 0; turn < 5; turn++)
      expect(await messageOf(mergeSources(await sources(paths), { threads: 3 }))).toBe(expected);
  });

  it('ends with an error when a file changed or was cut off since it was opened', async () => {
    for (const change of [
      (path: string) => appendFileSync(path, ' '),
      (path: string) => truncateSync(path, 900),
    ]) {
      const paths = writeLogs();
      const opened = await sources(paths);
      change(paths[2] ?? '');
      expect(await messageOf(mergeSources(opened, { threads: 2 }))).toMatch(
        /2\.sarif: the file changed since it was opened/,
      );
    }
  });

  it('names the file when a thread ends before its work', async () => {
    const opened = await sources(writeLogs());
    const plan = planThreads(opened, 2);
    if (!plan) throw new Error('No threads');
    const target = { ...prepare(opened), table: new ResultTable(), signal: undefined };
    const dying = (order: MergeOrder): Worker => {
      const worker = new Worker(DYING, { eval: true, workerData: order });
      waitForUnits(order.queue, 1);
      return worker;
    };
    expect(await messageOf(readInThreads(plan, target, dying))).toMatch(
      /0\.sarif: the thread that read it ended before its work/,
    );
  });

  it('reads all by itself when no other thread starts', async () => {
    const opened = await sources(writeLogs());
    const plan = planThreads(opened, 2);
    if (!plan) throw new Error('No threads');
    const table = new ResultTable();
    const target = { ...prepare(opened), table, signal: undefined };
    await readInThreads(plan, target, () => new Worker('throw new Error("no")', { eval: true }));
    expect(table.count).toBe((FILES + 1) * 60);
  });

  it('stops when it is told to', async () => {
    const opened = await sources(writeLogs());
    const reason = new Error('enough');
    await expect(mergeSources(opened, { threads: 2, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  it('takes none for little, and none for heads larger than the results', async () => {
    const opened = await sources(writeLogs());
    expect(planThreads(opened)).toBeUndefined();
    expect(planThreads(opened, 1)).toBeUndefined();
    expect(planThreads(opened, 2)?.units.map(({ input }) => input)).toEqual([0, 1, 2, 3, 5]);
  });
});
