import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { openSarif, readLog } from '../../src/read/index.js';
import { logOf, readAll, readError, resultOf, TOOL, useTempFiles } from './temp-files.js';

const files = useTempFiles();
const RUNS = [
  { tool: TOOL, results: [resultOf('a'), resultOf('ü')] },
  { tool: TOOL },
  { tool: TOOL, results: [] },
];
const LOG = logOf(...RUNS);

describe('ok: opening a file', () => {
  it('hands out the head, and each result with its place, as often as asked', async () => {
    const source = await openSarif(files.write('plain.sarif', LOG));
    expect(source.head).toEqual({ version: '2.1.0', runs: [{ tool: TOOL }, { tool: TOOL }, { tool: TOOL }] });
    expect(source.hasResults).toEqual([true, false, true]);
    for (let turn = 0; turn < 2; turn++) {
      const found: unknown[] = [];
      await source.eachResult((result, run, index) => found.push([result.message.text, run, index]));
      expect(found).toEqual([
        ['a', 0, 0],
        ['ü', 0, 1],
      ]);
    }
    expect(source.repairs).toEqual([]);
  });

  it('gives every caller results of its own', async () => {
    const source = await openSarif(files.write('own.sarif', LOG));
    await source.eachResult((result) => (result.message.text = 'changed'));
    expect((await readLog(source)).runs[0]?.results?.[0]?.message.text).toBe('a');
  });

  it('takes a log without runs for what it is: readable, and empty', async () => {
    const source = await openSarif(files.write('no-runs.sarif', logOf()));
    expect(source.head.runs).toEqual([]);
    expect(source.hasResults).toEqual([]);
    await source.eachResult(() => expect.unreachable());
  });

  it('unpacks gzip, whatever the file is called, also in several members', async () => {
    const half = Math.floor(LOG.length / 2);
    const members = Buffer.concat([gzipSync(LOG.slice(0, half)), gzipSync(LOG.slice(half))]);
    const plain = await readAll(files.write('a.sarif', LOG));
    expect(await readAll(files.write('a.sarif.gz', gzipSync(LOG)))).toEqual(plain);
    expect(await readAll(files.write('packed.json', members))).toEqual(plain);
  });

  it('skips a byte order mark', async () => {
    const source = await openSarif(files.write('bom.sarif', `\ufeff${LOG}`));
    expect((await readLog(source)).runs[0]?.results).toEqual(RUNS[0]?.results);
    expect(source.repairs).toEqual([]);
  });

  it('reads a file with results over several chunks and batches', async () => {
    const results = Array.from({ length: 3000 }, (_, i) => resultOf(`${i} ${'ü"\\'.repeat(i % 400)}`));
    const path = files.write('large.sarif', logOf({ tool: TOOL, results: [] }, { tool: TOOL, results }));
    const all = await readAll(path);
    expect(all.results).toEqual(results);
    expect(all.places.at(-1)).toBe('1/2999');
  });

  it('keeps `__proto__` as data', async () => {
    const hostile = '{"message":{"text":"a"},"properties":{"__proto__":{"polluted":true}}}';
    const path = files.write(
      'proto.sarif',
      `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}},"results":[${hostile}]}]}`,
    );
    const [result] = (await readAll(path)).results;
    expect(JSON.stringify(result)).toBe(hostile);
    expect('polluted' in {}).toBe(false);
  });

  it('lets the error of a visitor pass', async () => {
    const source = await openSarif(files.write('visitor.sarif', LOG));
    const error = new RangeError('mine');
    await expect(
      source.eachResult(() => {
        throw error;
      }),
    ).rejects.toBe(error);
  });

  it('follows a symbolic link', async () => {
    const link = join(files.folder, 'link.sarif');
    symlinkSync(files.write('target.sarif', LOG), link);
    expect((await readAll(link)).places).toEqual(['0/0', '0/1']);
  });
});

describe('ng: opening a file with a wrong encoding', () => {
  it('reads UTF-16 and says so', async () => {
    const little = Buffer.from(`\ufeff${LOG}`, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16(), gzipSync(little)]) {
      const source = await openSarif(files.write('utf16.sarif', bytes));
      expect((await readLog(source)).runs[0]?.results).toEqual(RUNS[0]?.results);
      expect(source.repairs).toMatchObject([{ code: 'encoding-utf-16', count: 1, first: '' }]);
    }
  });

  it('replaces what is no UTF-8, and says where', async () => {
    const bytes = Buffer.from(LOG.replace('ü', 'u').replace('"T"', '"ö"'), 'latin1');
    const head = await openSarif(files.write('latin1-head.sarif', bytes));
    expect(head.repairs).toMatchObject([{ code: 'utf-8-invalid', first: '' }]);
    expect(head.head.runs[0]?.tool.driver.name).toBe('\ufffd');
    const source = await openSarif(files.write('latin1.sarif', Buffer.from(LOG, 'latin1')));
    const log = await readLog(source);
    expect(source.repairs).toMatchObject([
      { code: 'utf-8-invalid', first: '/runs/0/results/1', count: 1, run: 0 },
    ]);
    expect(log.runs[0]?.results?.[1]?.message.text).toBe('\ufffd');
  });
});

describe('broken: a file that cannot be read', () => {
  it('is an error at every place where it may break off', async () => {
    const sound = logOf({
      tool: TOOL,
      results: [{ ...resultOf('a"\\'), level: 'note' }],
      properties: { a: [1, null] },
    });
    for (let length = 0; length < sound.length; length++) {
      const error = await readError(files.write('cut.sarif', sound.slice(0, length)));
      expect(error.message, String(length)).toMatch(/^a\.sarif: the file (?:is empty|ends).* at byte \d+/);
      expect(error.offset).toBe(length);
    }
  });

  it('is an error at every place where its gzip may break off, or be damaged', async () => {
    const packed = gzipSync(LOG);
    for (let length = 1; length < packed.length; length++) {
      expect((await readError(files.write('cut.gz', packed.subarray(0, length)))).remedy).not.toBe('');
      const damaged = Buffer.from(packed);
      // The header holds bytes without a meaning: time and operating system.
      if (length < 10) continue;
      damaged[length] = (damaged[length] ?? 0) ^ 0x55;
      expect((await readError(files.write('damaged.gz', damaged))).remedy).not.toBe('');
    }
  });

  it('names the byte, the line and the column of a defect in a result', async () => {
    const results = Array.from({ length: 50 }, (_, i) => JSON.stringify(resultOf(`ü${i}`)));
    results[40] = '{"message" {"text":"a"}}';
    const text = `{"version":"2.1.0",\n"runs":[{"tool":{"driver":{"name":"T"}},"results":[\n${results.join(',\n')}]}]}`;
    const offset = Buffer.byteLength(text.slice(0, text.indexOf('"message" {') + 10));
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), gzipSync(text)]) {
      const error = await readError(files.write('defect.sarif', bytes), { batchBytes: 100 });
      expect(error).toMatchObject({ offset, line: 43, column: 12, problem: 'expected ":" and found "{"' });
      expect(error.message).toBe(
        `a.sarif: expected ":" and found "{" at byte ${offset} (line 43, column 12).`,
      );
    }
  });

  it('names the place of a defect behind the results', async () => {
    const text = '{"version":"2.1.0","runs":[{"results":[{},{}],"tool":{"driver":{name:"T"}}}]}';
    const error = await readError(files.write('behind.sarif', text));
    expect(error).toMatchObject({
      offset: text.indexOf('name'),
      problem: 'expected a key in quotes and found "n"',
    });
  });

  it.each([
    [
      'trailing-comma.sarif',
      '{"version":"2.1.0","runs":[{"tool":{},"results":[{},]}]}',
      /expected a value and found the end/,
    ],
    ['two-logs.sarif', `${LOG}\n${LOG}`, /expected the end of the file and found "\{"/],
    ['xml.sarif', '<?xml version="1.0"?>', /expected "\{" and found "<"/],
    ['list.json', '[{"ruleId":"a"}]', /expected "\{" and found "\["/],
    ['zip.sarif', 'PK\u0003\u0004abcdef', /this is a zip archive/],
    ['deep.sarif', `{"a":${'['.repeat(200_000)}`, /nested deeper than 1000 levels at byte 1004/],
  ])('%s', async (name, text, problem) =>
    expect((await readError(files.write(name, text))).message).toMatch(problem),
  );

  it.each([
    ['{}', /there is no `runs`/, /Give a SARIF 2\.1\.0 file/],
    ['{"version":"2.1.0"}', /there is no `runs`/, /Give a SARIF/],
    ['{"runs":[]}', /there is no `version`/, /Give a SARIF/],
    [
      '{"version":"1.0.0","runs":[]}',
      /expected SARIF 2\.1\.0 and found version "1\.0\.0"/,
      /sarif-multitool transform/,
    ],
    ['{"version":"2.0.0","runs":[]}', /found version "2\.0\.0"/, /sarif-multitool transform/],
    ['{"version":2.1,"runs":[]}', /found version 2\.1/, /sarif-multitool transform/],
    ['{"version":"2.1.0","runs":null}', /the tool says that it could not make the log/, /error of the tool/],
    ['{"version":"2.1.0","runs":{}}', /expected an array as `runs`/, /Give a SARIF/],
    ['{"version":"2.1.0","runs":[null]}', /run 0 \(\/runs\/0\) is no object/, /maker of the tool/],
    ['{"version":"2.1.0","runs":[{},[]]}', /run 1 \(\/runs\/1\) is no object/, /maker of the tool/],
    [
      '{"version":"2.1.0","runs":[{"results":42}]}',
      /the results of run 0 .* are no array/,
      /maker of the tool/,
    ],
    ['{"auditReportVersion":2,"vulnerabilities":{}}', /it looks like an npm audit report/, /Give a SARIF/],
    ['{"SchemaVersion":2,"Results":[]}', /looks like a report of Trivy/, /Give a SARIF/],
    ['{"bomFormat":"CycloneDX","version":1}', /looks like a CycloneDX SBOM/, /Give a SARIF/],
  ])('%s', async (text, problem, remedy) => {
    const error = await readError(files.write('other.json', text));
    expect(error.message).toMatch(problem);
    expect(error.remedy).toMatch(remedy);
  });

  it('is an error that says what the path is instead', async () => {
    const folder = join(files.folder, 'folder');
    mkdirSync(folder);
    expect((await readError(folder)).message).toBe('a.sarif: a folder and not a file.');
    expect((await readError('/dev/null')).message).toBe('a.sarif: not a regular file.');
    expect((await readError(join(files.folder, 'none'))).message).toBe('a.sarif: there is no such file.');
    expect((await readError(join(files.folder, 'cut.sarif', 'none'))).message).toBe(
      'a.sarif: there is no such file.',
    );
  });

  it('is an error when it changed since it was opened', async () => {
    for (const change of [appendFileSync, writeFileSync]) {
      const path = files.write('changing.sarif', LOG);
      const source = await openSarif(path);
      change(path, ' ');
      await expect(source.eachResult(() => undefined)).rejects.toThrow(/changed since it was opened/);
    }
    const path = files.write('vanishing.sarif', LOG);
    const source = await openSarif(path);
    rmSync(path);
    await expect(source.eachResult(() => undefined)).rejects.toThrow(/there is no such file/);
  });

  it('is an error when its gzip unpacks to too much, or is followed by something', async () => {
    const packed = gzipSync(LOG + ' '.repeat(100_000));
    expect((await readError(files.write('bomb.gz', packed), { maxUnpacked: 65_536 })).message).toMatch(
      /unpacks to more than/,
    );
    for (const tail of ['garbage', '\0\0', '\0'.repeat(8) + LOG]) {
      const followed = Buffer.concat([gzipSync(LOG), Buffer.from(tail)]);
      expect((await readError(files.write('followed.gz', followed))).message).toMatch(/gzip data/);
    }
  });

  it('has a name without control characters', async () => {
    const error = await readError(join(files.folder, 'none'), { name: 'a\u001b[31m.sarif' });
    expect(error.message).toBe('a\\u001b[31m.sarif: there is no such file.');
    expect(error.name).toBe('SarifReadError');
  });
});

describe('ok: opening a file for those who look for defects', () => {
  it('hands out everything as it stands', async () => {
    const runs = [{ tool: 1, results: [null, { level: 5 }] }, { results: 42 }, { results: null }];
    const path = files.write('raw.sarif', JSON.stringify({ version: '1.0.0', runs }));
    const { head, results, hasResults } = await readAll(path, { repair: false });
    expect(head).toEqual({ version: '1.0.0', runs: [{ tool: 1 }, { results: 42 }, { results: null }] });
    expect(results).toEqual([null, { level: 5 }]);
    expect(hasResults).toEqual([true, false, false]);
    expect((await readAll(files.write('raw.sarif', '{"a":1}'), { repair: false })).head).toEqual({ a: 1 });
  });
});
