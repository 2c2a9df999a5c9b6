import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeTempFolder, removeFolder, startGithub, type GithubStub } from '@railgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCli, type CliAnswer, type CliOptions } from './run-cli.js';

/** Made here, so that nothing that looks like a token is committed. */
const TOKEN = ['ghs', 'q7W6'.repeat(9)].join('_');
let stub: GithubStub;
let folder: string;

beforeAll(async () => {
  stub = await startGithub(TOKEN);
  folder = await makeTempFolder();
  mkdirSync(join(folder, '.railgate/upload'), { recursive: true });
  const runs = [
    { tool: { driver: { name: 'T' } }, automationDetails: { id: 'railgate/lint/root/' }, results: [] },
  ];
  writeFileSync(join(folder, '.railgate/upload/github-1.sarif'), JSON.stringify({ version: '2.1.0', runs }));
});
afterAll(async () => {
  await stub.close();
  await removeFolder(folder);
});

async function upload(args: readonly string[], options: CliOptions = {}): Promise<CliAnswer> {
  const env = {
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_API_URL: stub.url,
    GITHUB_TOKEN: TOKEN,
  };
  const answer = await runCli(['upload', 'github', ...args], { cwd: folder, env, ...options });
  expect(answer.stdout + answer.stderr).not.toContain(TOKEN);
  return answer;
}

describe('the built command', () => {
  it('uploads', async () => {
    const before = stub.requests.length;
    const { exitCode, stdout } = await upload(['--no-wait']);
    expect([exitCode, stub.requests.length]).toEqual([0, before + 1]);
    expect(stdout).toContain('To octo/demo, refs/heads/main');
  });

  it('ends at once when it is interrupted while it waits', async () => {
    // The next question would come after five seconds.
    const interrupt = (stderr: string): NodeJS.Signals | undefined =>
      stderr.includes('is with GitHub') ? 'SIGINT' : undefined;
    const { exitCode, stderr } = await upload([], { interrupt });
    expect(exitCode).toBe(130);
    expect(stderr).toContain('interrupted');
  });
});
