import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it, onTestFinished } from 'vitest';

import { MergeWriteError, mergeSources, writeMerged, type MergedLog } from '../../src/merge/index.js';
import { logSource } from '../../src/read/log-source.js';
import { openSarif } from '../../src/read/open-sarif.js';
import { anyLog } from './any-log.js';
import { logOf, resultAt } from './small-logs.js';

async function merge(...logs: readonly sarif.Log[]): Promise<MergedLog> {
  return mergeSources(logs.map((log, i) => logSource(log, `log ${i}`)));
}

function textOf(merged: MergedLog, pretty = false): string {
  const copies: Buffer[] = [];
  for (const chunk of merged.chunks({ pretty })) copies.push(Buffer.from(chunk));
  return Buffer.concat(copies).toString();
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'railgate-merge-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Eight logs that share rules, files and results. */
const LOGS = Array.from({ length: 8 }, (_, log) =>
  logOf({
    tool: { driver: { name: log % 2 ? 'Tool' : 'Other', rules: [{ id: `R${log % 3}` }, { id: `R${log}` }] } },
    results: Array.from({ length: 40 }, (_unused, i) =>
      resultAt(`${(i * 7) % 11}.js`, 1 + ((i * log) % 5), { ruleId: `R${(i + log) % 4}` }),
    ),
  }),
);

describe('the bytes of a merged log', () => {
  it('are the same for 20 orders of the inputs', async () => {
    const hashes = new Set<string>();
    for (let turn = 0; turn < 20; turn++) {
      const order = LOGS.map((log, i) => [(i * (turn * 2 + 1) + turn) % 8, log] as const).sort(
        ([a], [b]) => a - b,
      );
      const text = textOf(await merge(...order.map(([, log]) => log)));
      hashes.add(createHash('sha256').update(text).digest('hex'));
    }
    expect(hashes.size).toBe(1);
  });

  it('hold the log, plain and indented as JSON.stringify does it', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyLog, async (a, b) => {
        const merged = await merge(a, b);
        const text = textOf(merged);
        expect(JSON.parse(text)).toEqual(merged.toLog());
        expect(textOf(merged, true)).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
      }),
    );
  });

  it('have a line for each result', async () => {
    const text = textOf(await merge(logOf({ results: [resultAt('a\n.js'), resultAt('b.js')] })));
    expect(text.split('\n')).toHaveLength(7);
    expect(text.split('\n')[2]).toMatch(/^\{"ruleId":"R1",.*"railgateId\/v1":"[0-9a-f]{32}:1"\}\},$/);
  });

  it('keep texts that are longer than a piece, in any script', async () => {
    const text = 'Å€𝄞'.repeat(700_000);
    const merged = await merge(
      logOf({ results: [resultAt('a.js', 1, { message: { text } }), resultAt('b.js')] }),
    );
    const log = JSON.parse(textOf(merged)) as sarif.Log;
    expect(log.runs[0]?.results?.[0]?.message.text === text).toBe(true);
    expect(log.runs[0]?.results).toHaveLength(2);
  });

  it('are a log without runs where there are none', async () => {
    expect(JSON.parse(textOf(await merge()))).toMatchObject({ version: '2.1.0', runs: [] });
  });
});

describe('writeMerged', () => {
  it('writes a file that reads as what was merged, packed by its name', async () => {
    const root = await folder();
    const merged = await merge(...LOGS);
    for (const name of ['new/plain.sarif', 'packed.sarif.gz']) {
      await writeMerged(merged, join(root, name));
      const again = await mergeSources([await openSarif(join(root, name))]);
      expect(again.toLog()).toEqual(merged.toLog());
    }
    const packed = await readFile(join(root, 'packed.sarif.gz'));
    expect(gunzipSync(packed).toString()).toBe(textOf(merged));
  });

  it('replaces an input', async () => {
    const path = join(await folder(), 'a.sarif');
    await writeFile(path, JSON.stringify(LOGS[0]));
    const merged = await mergeSources([await openSarif(path)]);
    await writeMerged(merged, path);
    expect(await readFile(path, 'utf8')).toBe(textOf(merged));
  });

  it('leaves nothing behind when it is interrupted, and what was there stays', async () => {
    const root = await folder();
    await writeFile(join(root, 'a.sarif'), 'before');
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(writeMerged(await merge(...LOGS), join(root, 'a.sarif'), { signal })).rejects.toThrow(
      'stop',
    );
    expect(await readdir(root)).toEqual(['a.sarif']);
    expect(await readFile(join(root, 'a.sarif'), 'utf8')).toBe('before');
  });

  it('says why a file cannot be written', async () => {
    const root = await folder();
    const error: unknown = await writeMerged(await merge(), root).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MergeWriteError);
    expect((error as Error).message).toBe(`${root} cannot be written: it is a folder.`);
  });

  it('stops between two results when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(mergeSources([logSource(LOGS[0] as sarif.Log, 'log')], { signal })).rejects.toThrow('stop');
  });
});
