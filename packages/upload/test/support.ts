import { gzipSync } from 'node:zlib';

import { startGithub, type GithubStub } from '@railgate/testkit';
import { toLog } from '@railgate/sarif';
import type * as sarif from 'sarif';
import { onTestFinished } from 'vitest';

import {
  uploadToGithub,
  type Clock,
  type FileOutcome,
  type GithubTarget,
  type PreparedFile,
  type UploadOptions,
} from '../src/index.js';

/** Made here, so that nothing that looks like a token is committed. */
export const TOKEN = ['ghs', 'a1B2'.repeat(9)].join('_');

export const LOG: sarif.Log = toLog([{ tool: { driver: { name: 'T', rules: [] } }, results: [] }]);

export function prepared(name = 'github-1.sarif'): PreparedFile {
  const compressed = gzipSync(JSON.stringify(LOG));
  return { name, log: LOG, body: compressed.toString('base64'), bytes: compressed.length };
}

export async function github(): Promise<GithubStub> {
  const stub = await startGithub(TOKEN);
  onTestFinished(() => stub.close());
  return stub;
}

export function targetAt(apiUrl: string): GithubTarget {
  return { apiUrl, owner: 'octo', repo: 'demo', ref: 'refs/heads/main', sha: 'a'.repeat(40) };
}

export interface Uploaded {
  readonly outcomes: readonly FileOutcome[];
  /** Seconds that it would have waited, in order. */
  readonly waits: readonly number[];
  readonly lines: readonly string[];
}

/** Uploads without waiting, and makes sure that nobody ever sees the token. */
export async function upload(
  apiUrl: string,
  options: Partial<UploadOptions> = {},
  files: readonly PreparedFile[] = [prepared()],
): Promise<Uploaded> {
  const waits: number[] = [];
  const lines: string[] = [];
  const clock: Clock = {
    now: () => 1_000_000,
    sleep: (milliseconds) => {
      waits.push(milliseconds / 1000);
      return Promise.resolve();
    },
  };
  const outcomes = await uploadToGithub(files, {
    target: targetAt(apiUrl),
    token: TOKEN,
    signal: new AbortController().signal,
    clock,
    onProgress: (line) => lines.push(line),
    ...options,
  });
  const said = JSON.stringify([outcomes, lines]);
  if (said.includes(TOKEN)) throw new Error('The token can be seen.');
  return { outcomes, waits, lines };
}
