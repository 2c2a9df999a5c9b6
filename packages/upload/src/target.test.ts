import { UsageError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { githubTarget, githubToken, type TargetOptions } from './target.js';

const ENV = {
  GITHUB_REPOSITORY: 'octo/demo',
  GITHUB_REF: 'refs/pull/7/merge',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_API_URL: 'https://api.github.com',
};

describe('githubTarget', () => {
  it('reads what GitHub Actions sets, options before it', () => {
    expect(githubTarget({}, ENV)).toEqual({
      apiUrl: 'https://api.github.com',
      owner: 'octo',
      repo: 'demo',
      ref: 'refs/pull/7/merge',
      sha: 'a'.repeat(40),
    });
    const options = { repo: 'me/mine.js', ref: 'refs/heads/a/b', sha: 'B'.repeat(64) };
    expect(githubTarget(options, { GITHUB_API_URL: 'https://ghe.example/api/v3/' })).toEqual({
      apiUrl: 'https://ghe.example/api/v3',
      owner: 'me',
      repo: 'mine.js',
      ref: 'refs/heads/a/b',
      sha: 'b'.repeat(64),
    });
  });

  it.each<[TargetOptions, Record<string, string>, string]>([
    [{}, { GITHUB_REPOSITORY: '' }, '--repo is missing, and GITHUB_REPOSITORY is not set.'],
    [{ repo: 'demo' }, {}, '--repo (or GITHUB_REPOSITORY) is not OWNER/NAME: "demo".'],
    [{ repo: 'a/..' }, {}, '--repo'],
    [{ repo: 'a/b/../../c' }, {}, '--repo'],
    [{ ref: 'main' }, {}, 'refs/heads/BRANCH'],
    [{ ref: 'refs/pull/7' }, {}, '--ref'],
    [{ ref: 'refs/heads/a b' }, {}, '--ref'],
    [{ sha: 'abc123' }, {}, 'full SHA'],
    [{}, { GITHUB_API_URL: 'http://api.example' }, 'GITHUB_API_URL'],
    [{}, { GITHUB_API_URL: 'https://me:secret@api.example' }, 'GITHUB_API_URL'],
    [{}, { GITHUB_API_URL: 'nonsense' }, 'GITHUB_API_URL'],
    [{}, { GITHUB_EVENT_NAME: 'pull_request_target' }, 'default branch'],
    [{ ref: 'refs/heads/x' }, { GITHUB_EVENT_NAME: 'workflow_run' }, 'default branch'],
  ])('%j with %j is wrong', (options, env, words) => {
    const call = (): unknown => githubTarget(options, { ...ENV, ...env });
    expect(call).toThrow(UsageError);
    try {
      call();
    } catch (error) {
      const { message, remedy } = error as UsageError;
      expect(`${message} ${remedy}`).toContain(words);
      expect(`${message} ${remedy}`).not.toContain('secret');
    }
  });

  it('takes a foreign event when ref and commit are given, and http for this machine', () => {
    const options = { ref: 'refs/pull/7/head', sha: 'c'.repeat(40) };
    const env = { ...ENV, GITHUB_EVENT_NAME: 'workflow_run', GITHUB_API_URL: 'http://127.0.0.1:8080' };
    expect(githubTarget(options, env)).toMatchObject({
      ref: 'refs/pull/7/head',
      apiUrl: 'http://127.0.0.1:8080',
    });
  });
});

describe('githubToken', () => {
  it('comes from the environment', () => {
    expect(githubToken({ GITHUB_TOKEN: ' one\n', GH_TOKEN: 'two' })).toBe('one');
    expect(githubToken({ GITHUB_TOKEN: '', GH_TOKEN: 'two' })).toBe('two');
  });

  it.each([{}, { GITHUB_TOKEN: ' ' }, { GITHUB_TOKEN: 'a\r\nx-header: b' }])('%j has none', (env) => {
    expect(() => githubToken(env)).toThrow(UsageError);
    expect(() => githubToken(env)).not.toThrow('x-header');
  });
});
