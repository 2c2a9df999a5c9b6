import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { unpackText } from '@railgate/kit';
import { FORMATS, samples, secretTexts } from '@railgate/secrets';
import { describe, expect, it } from 'vitest';

import { OutputError } from '../src/output-error.js';
import { judgeShards, scanShard } from '../src/shards.js';
import { listing } from './reports.js';
import { ENV, runIn } from './run-in.js';
import { makeRepository, stubGate } from './support.js';

const [FORMAT] = FORMATS.filter(({ id }) => id === 'github-personal-access-token');
const [SECRET = ''] = secretTexts(FORMAT?.hits(samples(Date.now()))[0].text ?? '', '');

/** Gates that say nothing but what stands in a file of theirs. */
const PLAIN = [stubGate({ does: 'artifact-of-paths' })];
const PACKED = [stubGate({ does: 'packed-artifact' })];

function repository(): string {
  return makeRepository({ 'a.txt': '', [`${SECRET}.txt`]: '' });
}

function read(folder: string): string {
  return readFileSync(join(folder, 'sbom/root.cdx.json'), 'utf8');
}

const MASKED = 'a.txt\n(redacted).txt\n';

describe('ng: a secret in a file of a gate that says nothing', () => {
  it.each([
    ['as one text', PLAIN],
    ['packed', PACKED],
  ])('%s, is masked', async (_, gates) => {
    expect(SECRET).toMatch(/^(?:ghp|github_pat)_/);
    const { folder, verdict } = await runIn(repository(), { gates });
    expect(verdict.status).toBe('clean');
    expect(read(folder)).toBe(MASKED);
  });

  it('packed, is masked in a shard already', async () => {
    const root = repository();
    const options = { root, env: ENV, jobs: 1, gates: PACKED };
    const { file, shard } = await scanShard({ ...options, project: 'root' });
    const content = shard.parts[0]?.artifacts[0]?.content ?? '';
    expect([...unpackText(Array.isArray(content) ? content : [])].join('')).toBe(MASKED);
    expect(readFileSync(file, 'utf8')).not.toContain(SECRET);
    const { folder } = await judgeShards({ ...options, shards: [file] });
    expect(read(folder)).toBe(MASKED);
  });
});

describe('broken: a packed file', () => {
  it('that is none ends the run, and no report is left', async () => {
    const [root, gates] = [makeRepository(), [stubGate({ does: 'artifact-not-packed' })]];
    await expect(runIn(root, { gates })).rejects.toThrow(OutputError);
    expect(listing(join(root, '.railgate'))).toEqual([]);
  });

  it('that is damaged makes its shard none', async () => {
    const options = { root: makeRepository(), env: ENV, jobs: 1, gates: PACKED };
    const { file, shard } = await scanShard({ ...options, project: 'root' });
    const [piece] = shard.parts[0]?.artifacts[0]?.content ?? [];
    writeFileSync(file, readFileSync(file, 'utf8').replace(piece ?? '', 'no such thing'));
    await expect(judgeShards({ ...options, shards: [file] })).rejects.toThrow(
      /is no shard of this version: sbom\/root\.cdx\.json cannot be unpacked/,
    );
  });
});
