import { describe, expect, it } from 'vitest';

import { inPieces, observe } from '../../../test/observe.js';
import { JsonStream } from './json-stream.js';
import { Observer } from './observe.js';
import { ENTRY_LIMIT, REPORT_LIMIT, checkAbout, readReport } from './report.js';

const id = `sha256:${'a'.repeat(64)}`;
const DIFF_ID = `sha256:${'1'.repeat(64)}`;
const asked = { id, diffIds: [DIFF_ID] };
const about = {
  SchemaVersion: 2,
  ArtifactType: 'container_image',
  Metadata: { ImageID: id, DiffIDs: [DIFF_ID] },
};
const read = (value: unknown, size?: number) =>
  readReport(inPieces(typeof value === 'string' ? value : JSON.stringify(value), size), new Observer());
const withEntry = (entry: string): string =>
  `{"SchemaVersion":2,"Results":[{"Target":"x","Class":"os-pkgs","Type":"alpine","Packages":[${entry}]}]}`;
const VULNERABILITY = {
  VulnerabilityID: 'CVE-2021-23337',
  References: Array.from({ length: 20 }, (_, at) => `https://example.test/${at}`),
  Severity: 'HIGH',
};
const refused = { code: 'REPORT_UNREADABLE' };

describe('a report', () => {
  it('is believed when it is about the image that was handed over', async () => {
    const believed = await read(about);
    expect(() => checkAbout(believed, asked)).not.toThrow();
    const empty = await read({ ...about, Metadata: { ImageID: id } });
    expect(() => checkAbout(empty, { id, diffIds: [] })).not.toThrow();
  });

  it.each<[string, unknown]>([
    [
      'is about another image',
      { ...about, Metadata: { ...about.Metadata, ImageID: `sha256:${'b'.repeat(64)}` } },
    ],
    ['has other layers', { ...about, Metadata: { ...about.Metadata, DiffIDs: [id] } }],
    ['has fewer layers', { ...about, Metadata: { ImageID: id } }],
    ['says nothing of an image', { SchemaVersion: 2, ArtifactType: 'container_image' }],
    ['is about files', { ...about, ArtifactType: 'filesystem' }],
  ])('is not believed when it %s', async (_, value) => {
    const report = await read(value);
    expect(() => checkAbout(report, asked)).toThrow(/cannot be believed/);
  });

  it.each<[string, unknown, RegExp]>([
    ['empty', '', /empty/],
    ['blank', ' \n ', /empty/],
    ['cut off', JSON.stringify(about).slice(0, -9), /cut off \(at byte \d+\)/],
    ['cut off in an entry', withEntry('{"Name":"x","Ver').slice(0, -5), /cut off/],
    ['cut off before its last bracket', JSON.stringify(about).slice(0, -1), /cut off/],
    ['no JSON', '<html>', /no JSON/],
    ['no JSON in an entry', withEntry('{"Name":hello}'), /no JSON \(at byte \d+\)/],
    ['with an entry too few', withEntry('{"Name":"x"},'), /no JSON/],
    ['without a comma', withEntry('{"Name":"x"}{"Name":"y"}'), /no JSON/],
    ['followed by another', `${JSON.stringify(about)}{}`, /follows/],
    ['a list', [], /no object/],
    ['null', null, /no object/],
    ['of another schema', { ...about, SchemaVersion: 3 }, /SchemaVersion is 3, not 2/],
    ['without a schema', {}, /SchemaVersion is missing/],
    ['without a list of results', { ...about, Results: { 0: {} } }, /no list/],
    ['with a key twice', '{"SchemaVersion":2,"Results":[],"Results":[]}', /key stands twice/],
    ['with a key twice, one of them escaped', '{"SchemaVersion":2,"Results":[],"Resu\\u006cts":[]}', /twice/],
    ['with a key twice in a result', '{"SchemaVersion":2,"Results":[{"Class":"a","Class":"b"}]}', /twice/],
    ['with a key twice deep in an entry', withEntry('{"Name":"a","Layer":{"DiffID":"1","DiffID":"2"}}'), /twice/],
    ['nested too deep', withEntry('['.repeat(100_000)), /nested too deep/],
    ['nested too deep elsewhere', `{"SchemaVersion":2,"Metadata":${'{"a":'.repeat(200)}`, /nested too deep/],
    ['in another order', '{"SchemaVersion":2,"Results":[{"Packages":[],"Class":"os-pkgs"}]}', /order/],
    ['named after its results', '{"SchemaVersion":2,"Results":[],"ArtifactName":"x"}', /order/],
  ])('is not believed when it is %s', async (_, value, message) => {
    await expect(read(value)).rejects.toMatchObject({ ...refused, message: expect.stringMatching(message) as string });
    await expect(read(value, 1)).rejects.toMatchObject(refused);
  }); // prettier-ignore

  it('has texts with brackets, quotes and escapes in them, wherever it is cut', async () => {
    const name = 'a]}"[{\\":,\\\\ü🙂\u2028';
    const text = withEntry(`{"Name":${JSON.stringify(name)},"Version":"\\u0031\\\\"}`);
    for (const size of [1, 2, 3, 1000]) {
      const observer = new Observer();
      const { packages } = observer.observed(await readReport(inPieces(text, size), observer));
      expect(packages).toMatchObject([{ name, version: '1\\' }]);
    }
  });

  it('may say null where it has nothing, and what nobody knows yet', async () => {
    const text = `{"SchemaVersion":2,"New":[1,{"a":[]}],"Results":[{"Target":"x","Class":"os-pkgs","Packages":null,"NewList":[{"a":1}],"N":-1.5e3},{}]}`;
    expect(await observe(text)).toMatchObject({ packages: [], gaps: [] });
    expect(await observe('{"SchemaVersion":2,"Results":null}')).toMatchObject({ packages: [], gaps: [] });
  });

  it('keeps texts once that stand in it often', async () => {
    const entry = (at: number) =>
      `{"VulnerabilityID":"CVE-1","PkgName":"p${at}","Description":"${'x'.repeat(3000)}","References":["https://a.test/1"]}`;
    const list = Array.from({ length: 20 }, (_, at) => entry(at)).join();
    const { vulnerabilities } = await observe(
      `{"SchemaVersion":2,"Results":[{"Target":"x","Class":"os-pkgs","Vulnerabilities":[${list}]}]}`,
    );
    expect(vulnerabilities).toHaveLength(20);
    expect(new Set(vulnerabilities.map(({ references }) => references)).size).toBe(1);
  });
});

describe('the memory that a report takes', () => {
  const MEGABYTE = 1024 * 1024;
  const block = Buffer.alloc(MEGABYTE, 'x');

  async function* huge(head: string, blocks: number, tail: string): AsyncGenerator<Buffer, void, undefined> {
    yield Buffer.from(head);
    for (let at = 0; at < blocks; at++) yield await Promise.resolve(block);
    yield Buffer.from(tail);
  }

  it('does not hang on a text of a gigabyte, in an entry or beside them', async () => {
    for (const head of [withEntry('{"Name":"').slice(0, -4), '{"SchemaVersion":2,"Metadata":"']) {
      let taken = 0;
      const counted = async function* () {
        for await (const piece of huge(head, 1024, '"}]}]}')) {
          taken += piece.length;
          yield piece;
        }
      };
      await expect(readReport(counted(), new Observer())).rejects.toThrow(/one value has more than/);
      expect(taken).toBeLessThan(ENTRY_LIMIT + 3 * MEGABYTE);
    }
  });

  it('is a fraction of a large report: texts that are in it often are kept once', async () => {
    const one = { ...VULNERABILITY, PkgName: 'x', Description: 'd'.repeat(3000) };
    const entries = Buffer.from(`,${JSON.stringify(one)}`.repeat(300));
    const rounds = Math.ceil((64 * MEGABYTE) / entries.length);
    const report = async function* () {
      yield Buffer.from(withEntry('{"Name":"x"}').slice(0, -4));
      yield Buffer.from(`],"Vulnerabilities":[${JSON.stringify(one)}`);
      for (let at = 0; at < rounds; at++) yield await Promise.resolve(entries);
      yield Buffer.from(']}]}');
    };
    const before = process.memoryUsage.rss();
    let most = before;
    const observer = new Observer();
    const watched = async function* () {
      for await (const piece of report()) {
        most = Math.max(most, process.memoryUsage.rss());
        yield piece;
      }
    };
    const { vulnerabilities } = observer.observed(await readReport(watched(), observer));
    expect(vulnerabilities).toHaveLength(rounds * 300 + 1);
    expect((most - before) / MEGABYTE).toBeLessThan(60);
  }, 60_000);

  it('is bounded where everything in it is different', async () => {
    const many = async function* () {
      yield Buffer.from(withEntry('{"Name":"first"}').slice(0, -4));
      for (let at = 0; ; at++) {
        const licences = Array.from({ length: 20 }, (_, one) => `${at} ${one}`.padEnd(300, 'x'));
        yield await Promise.resolve(Buffer.from(`,{"Name":"${at}","Licenses":${JSON.stringify(licences)}}`));
      }
    };
    await expect(readReport(many(), new Observer())).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/more than is kept of one image/) as string,
      remedy: expect.stringMatching(/smaller image/) as string,
    });
  }, 60_000); // prettier-ignore

  it('ends where a report does not end', async () => {
    const endless = async function* () {
      for (;;) yield await Promise.resolve(Buffer.alloc(1000, ' '));
    };
    const json = new JsonStream(endless(), { text: 1_000_000, value: 10 });
    await expect(json.value()).rejects.toThrow('it has more than 1000000 bytes');
    expect(REPORT_LIMIT).toBeGreaterThanOrEqual(1024 * MEGABYTE);
  });
});
