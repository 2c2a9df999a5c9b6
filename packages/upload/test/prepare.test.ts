import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import type { GateError } from '@railgate/contract';
import { UsageError } from '@railgate/contract';
import { SarifReadError } from '@railgate/sarif';
import { makeTempFolder, removeFolder } from '@railgate/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

import { findSources, missingAnalyses, prepareUpload } from '../src/index.js';

async function folderWith(files: Readonly<Record<string, string | Buffer | object>>): Promise<string> {
  const folder = await makeTempFolder();
  onTestFinished(() => removeFolder(folder));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    const isText = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(join(folder, name), isText ? content : JSON.stringify(content));
  }
  return folder;
}

const logOf = (name: string, more: object = {}): object => ({
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name } },
      results: [
        {
          ruleId: 'r',
          message: { text: 'Wrong.' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'a.ts' }, region: { startLine: 1 } } }],
        },
      ],
      ...more,
    },
  ],
});

async function prepare(folder: string, ...paths: string[]): ReturnType<typeof prepareUpload> {
  return prepareUpload(findSources(paths, folder).files, { root: folder });
}

describe('ok: files of any tool', () => {
  it('are joined, shaped and compressed', async () => {
    const folder = await folderWith({
      'in/b.sarif': logOf('B'),
      'in/a.sarif.gz': gzipSync(JSON.stringify(logOf('A'))),
      'in/azure-1.sarif': logOf('C'),
      'in/notes.txt': 'none',
    });
    const { files } = await prepare(folder, 'in', 'in/b.sarif');
    expect(files.map(({ name, log }) => [name, log.runs.map((run) => run.tool.driver.name)])).toEqual([
      ['github-1.sarif', ['A', 'B']],
    ]);
    const sent = gunzipSync(Buffer.from(files[0]?.body ?? '', 'base64'));
    expect(JSON.parse(sent.toString())).toEqual(files[0]?.log);
    expect(files[0]?.bytes).toBe(Buffer.from(files[0]?.body ?? '', 'base64').length);
  });

  it('come from the last run without any path', async () => {
    const folder = await folderWith({
      '.railgate/upload/github-1.sarif': logOf('A', { automationDetails: { id: 'railgate/lint/root/' } }),
      '.railgate/run.json': {
        outcomes: [
          { gate: 'lint', target: 'root', status: 'done' },
          { gate: 'sca', target: 'root', status: 'broken' },
          { gate: 'secrets', target: 'root', status: 'done' },
          { gate: 'railway', target: 'root', status: 'skipped' },
        ],
      },
    });
    const { files, manifests } = findSources([], folder);
    expect(files.map(({ name }) => name)).toEqual(['.railgate/upload/github-1.sarif']);
    const { files: prepared } = await prepareUpload(files, {});
    expect(
      missingAnalyses(
        manifests[0] ?? '',
        prepared.map(({ log }) => log),
      ),
    ).toEqual([
      'sca on root broke and is not uploaded: its alerts on GitHub stay as they are.',
      'secrets on root could not check everything and is not uploaded: its alerts on GitHub stay as they are.',
    ]);
  });

  it('none, when the run left nothing that may be uploaded', async () => {
    const folder = await folderWith({ '.railgate/run.json': { outcomes: [] } });
    expect(findSources([], folder)).toMatchObject({
      files: [],
      manifests: [join(folder, '.railgate/run.json')],
    });
  });

  it('are mended where that is possible, and it is said', async () => {
    const log = JSON.stringify(logOf('A')).replace('"startLine":1', '"startLine":0');
    const { files, notices } = await prepare(await folderWith({ 'a.sarif': log }), 'a.sarif');
    expect(files).toHaveLength(1);
    expect(notices.join('\n')).toMatch(/^a\.sarif: .*startLine.* 1 times, first at \/runs\/0\/results\/0/m);
  });
});

describe('ng: paths that are wrong', () => {
  it.each([['gone.sarif'], ['empty'], ['.railgate/upload']])('%s is a wrong call', async (path) => {
    const folder = await folderWith({ 'empty/readme.md': '' });
    expect(() => findSources([path], folder)).toThrow(UsageError);
  });
});

const ELSEWHERE = {
  results: [],
  externalPropertyFileReferences: { results: [{ location: { uri: 'r.json' } }] },
};

describe('broken: files that cannot be sent', () => {
  it.each([
    ['is truncated', JSON.stringify(logOf('A')).slice(0, -20), SarifReadError],
    ['is no JSON', '<html>', SarifReadError],
    ['is no SARIF', '{"version":"2.1.0"}', SarifReadError],
    ['has another version', '{"version":"2.0.0","runs":[]}', SarifReadError],
    ['keeps its results in another file', JSON.stringify(logOf('A', ELSEWHERE)), SarifReadError],
    ['has results of another type', JSON.stringify(logOf('A', { results: { a: 1 } })), Error],
  ])('a file that %s stops everything', async (_, content, type) => {
    const folder = await folderWith({ 'good.sarif': logOf('B'), 'bad.sarif': content });
    const failure = await prepare(folder, 'good.sarif', 'bad.sarif').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(type);
    expect((failure as Error).message).toContain('bad.sarif');
    expect((failure as GateError).remedy).not.toBe('');
  });
});
