import { documentedStatuses, type GithubAnswer } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { LOG, TOKEN, github, prepared, targetAt, upload } from './support.js';

const UPLOAD = 'code-scanning/upload-sarif';
const STATUS = 'code-scanning/get-sarif';
const pending = { status: 200, body: { processing_status: 'pending' } };
const failed = (...errors: string[]): GithubAnswer => ({
  status: 200,
  body: { processing_status: 'failed', errors },
});

describe('ok: an upload', () => {
  it('sends what GitHub describes, and asks until it is processed', async () => {
    const stub = await github();
    stub.answer(STATUS, pending, pending);
    const { outcomes, waits, lines } = await upload(stub.url);
    expect(outcomes).toMatchObject([{ name: 'github-1.sarif', status: 'complete' }]);
    expect(waits).toEqual([5, 10, 20]);
    expect(lines).toEqual(['github-1.sarif is with GitHub.']);
    expect(stub.requests.map(({ operation }) => operation)).toEqual([UPLOAD, STATUS, STATUS, STATUS]);
    expect(stub.requests.flatMap(({ violations }) => violations)).toEqual([]);
    expect(stub.requests[0]).toMatchObject({
      path: '/repos/octo/demo/code-scanning/sarifs',
      body: { ref: 'refs/heads/main', commit_sha: 'a'.repeat(40) },
    });
    expect(stub.uploads()).toEqual([LOG]);
  });

  it('goes below the path of an Enterprise server', async () => {
    const { requests } = await (async () => {
      const stub = await github();
      await upload(`${stub.url}/api/v3`, { wait: false });
      return stub;
    })();
    expect(requests[0]?.path).toBe('/api/v3/repos/octo/demo/code-scanning/sarifs');
  });

  it('of several files asks for all of them at once', async () => {
    const stub = await github();
    const files = ['github-1.sarif', 'github-2.sarif'].map((name) => prepared(name));
    stub.answer(STATUS, pending);
    const { outcomes, waits } = await upload(stub.url, {}, files);
    expect(outcomes.map(({ status }) => status)).toEqual(['complete', 'complete']);
    expect(waits).toEqual([5, 10]);
  });

  it('does not ask with --no-wait', async () => {
    const stub = await github();
    const { outcomes, waits } = await upload(stub.url, { wait: false });
    expect([outcomes[0]?.status, waits, stub.requests.length]).toEqual(['pending', [], 1]);
  });

  it('that GitHub has not processed in 155 seconds stays pending', async () => {
    const stub = await github();
    stub.answer(STATUS, ...Array<GithubAnswer>(5).fill(pending));
    const { outcomes, waits } = await upload(stub.url);
    expect(outcomes[0]).toMatchObject({ status: 'pending' });
    expect(outcomes[0]).not.toHaveProperty('failure');
    expect(waits).toEqual([5, 10, 20, 40, 80]);
  });

  it('bears questions that get no answer', async () => {
    const stub = await github();
    stub.answer(
      STATUS,
      { status: 503, body: {} },
      { status: 404, body: { message: 'Not Found' } },
      { behaviour: 'cut' },
    );
    expect((await upload(stub.url)).outcomes[0]?.status).toBe('complete');
  });

  it.each([
    ['a disturbance', { status: 503, body: { message: 'Try later' } }, 5],
    ['a lost connection', { behaviour: 'cut' }, 5],
    ['a bad gateway', { status: 502, body: '<html>Bad gateway</html>' }, 5],
    ['a limit with a time', { status: 429, body: {}, headers: { 'retry-after': '33' } }, 33],
    [
      'a limit without one',
      { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } },
      60,
    ],
    [
      'a limit with its end',
      { status: 403, body: {}, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1070' } },
      70,
    ],
  ] as const)('is tried again after %s', async (_, answer, wait) => {
    const stub = await github();
    stub.answer(UPLOAD, answer);
    const { outcomes, waits, lines } = await upload(stub.url, { wait: false });
    expect(outcomes[0]?.status).toBe('pending');
    expect(waits).toEqual([wait]);
    expect(lines[0]).toContain(`Trying again in ${wait} seconds.`);
  });
});

/** Of each status what is said; the test fails when GitHub documents one that stands nowhere here. */
const REFUSALS: Readonly<Record<number, readonly (readonly [GithubAnswer['body'], string, string])[]>> = {
  400: [['', 'BAD_REQUEST', 'does not take the file']],
  401: [[{ message: 'Bad credentials' }, 'UNAUTHORIZED', 'GITHUB_API_URL']],
  403: [
    [{ message: 'Resource not accessible by integration' }, 'READ_ONLY_TOKEN', 'A pull request from a fork'],
    [
      { message: 'Resource not accessible by integration' },
      'READ_ONLY_TOKEN',
      'summary.md, for the job summary',
    ],
    [{ message: 'Resource not accessible by personal access token' }, 'READ_ONLY_TOKEN', 'security_events'],
    [
      { message: 'Advanced Security must be enabled for this repository to use code scanning.' },
      'NOT_ENABLED',
      'Code Security',
    ],
    [{ message: 'Code scanning is not enabled for this repository.' }, 'NOT_ENABLED', 'settings'],
    [{ message: 'Repository was archived so is read-only.' }, 'ARCHIVED', 'archive'],
    [{ message: 'Resource protected by organization SAML enforcement.' }, 'FORBIDDEN', 'SAML enforcement'],
    ['<html><title>Proxy</title></html>', 'NOT_GITHUB', 'a web page'],
  ],
  404: [[{ message: 'Not Found' }, 'NOT_FOUND', '--repo']],
  413: [['', 'TOO_LARGE', '10 MB']],
  422: [[{ message: 'No commit found for SHA: aaaa' }, 'UNPROCESSABLE', 'No commit found']],
  429: [[{ message: 'Too many requests' }, 'RATE_LIMITED', '1,000 uploads an hour']],
  500: [[{ message: 'Server Error' }, 'UNAVAILABLE', 'githubstatus']],
  503: [[{ message: 'Service unavailable' }, 'UNAVAILABLE', 'githubstatus']],
};

describe('ng: an upload that GitHub refuses', () => {
  it('covers every status that GitHub documents', () => {
    const refusals = documentedStatuses(UPLOAD).filter((status) => status >= 300);
    expect(refusals).toEqual([400, 403, 404, 413, 503]);
    expect(refusals.filter((status) => !(status in REFUSALS))).toEqual([]);
  });

  it.each(
    Object.entries(REFUSALS).flatMap(([status, all]) => all.map((one) => [Number(status), ...one] as const)),
  )('%i %j is %s and says: %s', async (status, body, code, words) => {
    const stub = await github();
    stub.answer(UPLOAD, ...Array<GithubAnswer>(4).fill({ status, body }));
    const { outcomes } = await upload(stub.url);
    expect(outcomes[0]).toMatchObject({ status: 'failed', failure: { code } });
    const { message, remedy } = outcomes[0]?.failure ?? { message: '', remedy: '' };
    expect(`${message} ${remedy}`).toContain(words);
    expect(message).toContain(`HTTP ${status}`);
    expect([message, remedy].every((text) => text.endsWith('.') || text.endsWith(').'))).toBe(true);
  });

  it('for want of rights does not send the other files', async () => {
    const stub = await github();
    stub.answer(UPLOAD, { status: 403, body: { message: 'Resource not accessible by integration' } });
    const { outcomes } = await upload(stub.url, {}, ['1', '2'].map(prepared));
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'unsent']);
    expect(stub.requests).toHaveLength(1);
  });

  it('for the file itself sends the others', async () => {
    const stub = await github();
    stub.answer(UPLOAD, { status: 413 });
    const { outcomes } = await upload(stub.url, {}, ['1', '2'].map(prepared));
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'complete']);
  });

  it('gives up after four attempts', async () => {
    const stub = await github();
    stub.answer(UPLOAD, ...Array<GithubAnswer>(9).fill({ status: 503, body: {} }));
    const { outcomes, waits } = await upload(stub.url);
    expect(outcomes[0]?.failure?.code).toBe('UNAVAILABLE');
    expect(waits).toEqual([5, 10, 20]);
  });

  it('does not wait for longer than two minutes', async () => {
    const stub = await github();
    stub.answer(UPLOAD, { status: 429, body: {}, headers: { 'retry-after': '3600' } });
    const { outcomes, waits } = await upload(stub.url);
    expect([outcomes[0]?.failure?.code, waits]).toEqual(['RATE_LIMITED', []]);
  });

  it('does not follow a redirect, which would take the token along', async () => {
    const [stub, other] = [await github(), await github()];
    stub.answer(UPLOAD, { status: 307, body: {}, headers: { location: `${other.url}/repositories/1` } });
    const { outcomes } = await upload(stub.url);
    expect(outcomes[0]?.failure?.code).toBe('MOVED');
    expect(other.requests).toEqual([]);
  });

  it.each([
    ['rejecting SARIF, as there are more runs than allowed (21 > 20)', 'limit of GitHub'],
    ['SARIF URI scheme "https" did not match the checkout URI scheme "file"', '--root'],
    ['an invalid URI was provided as a SARIF location', '--root'],
    ['locationFromSarifResult: expected artifact location', '--root'],
    ['could not convert rules: invalid security severity value, is not a number: high', 'security-severity'],
    [
      'CodeQL analyses from advanced configurations cannot be processed when the default setup is enabled',
      'default setup',
    ],
    ['rejecting delivery as the repository has too many logical alerts', 'GitHub support'],
    ['A delivery cannot contain multiple runs with the same category', 'one call'],
    ['the SARIF file is from an unsuccessful execution', '--include-incomplete'],
    ['something new', 'Troubleshooting SARIF uploads'],
  ])('after it took the file: %s', async (error, words) => {
    const stub = await github();
    stub.answer(STATUS, pending, failed(error));
    const { outcomes } = await upload(stub.url);
    expect(outcomes[0]).toMatchObject({ status: 'failed', failure: { code: 'PROCESSING_FAILED' } });
    expect(outcomes[0]?.failure?.message).toContain(error);
    expect(outcomes[0]?.failure?.remedy).toContain(words);
  });

  it('names three of many errors, and is short about them', async () => {
    const stub = await github();
    stub.answer(STATUS, failed('a', 'b', 'c', 'd', `\u001b[31m${'x'.repeat(9999)}`));
    const message = (await upload(stub.url)).outcomes[0]?.failure?.message ?? '';
    expect(message).toContain('a; b; c; and 2 more.');
    stub.answer(STATUS, failed(`\u001b[31m${'x'.repeat(9999)}`));
    const second = (await upload(stub.url)).outcomes[0]?.failure?.message ?? '';
    expect(second.length).toBeLessThan(500);
    expect(second).not.toContain('\u001b');
  });
});

describe('broken: an upload that nobody answers', () => {
  it('because there is no server', async () => {
    const stub = await github();
    await stub.close();
    const { outcomes, waits } = await upload(stub.url);
    expect(outcomes[0]?.failure).toMatchObject({
      code: 'NETWORK',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect(waits).toEqual([5, 10, 20]);
  });

  it('because the server hangs', async () => {
    const stub = await github();
    stub.answer(UPLOAD, ...Array<GithubAnswer>(4).fill({ behaviour: 'hang' }));
    const { outcomes } = await upload(stub.url, { timeout: 50 });
    expect(outcomes[0]?.failure).toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('0.05 seconds'),
    });
  });

  it.each([
    ['a login page', { status: 200, body: '<html>Please log in</html>' }, 'NOT_GITHUB'],
    ['JSON of something else', { status: 200, body: { hello: 'world' } }, 'NOT_GITHUB'],
    ['an empty id', { status: 202, body: { id: '' } }, 'NOT_GITHUB'],
    ['nothing', { status: 204 }, 'NOT_GITHUB'],
    ['an endless answer', { status: 202, body: { id: 'x'.repeat(2 << 20) } }, 'NETWORK'],
    [
      'an unknown type',
      { status: 200, body: {}, headers: { 'content-type': 'application/x-thing' } },
      'NOT_GITHUB',
    ],
    ['half a type', { status: 200, body: {}, headers: { 'content-type': ';;;' } }, 'NOT_GITHUB'],
  ] as const)('because %s came back', async (_, answer, code) => {
    const stub = await github();
    stub.answer(UPLOAD, ...Array<GithubAnswer>(4).fill(answer));
    expect((await upload(stub.url)).outcomes[0]?.failure?.code).toBe(code);
  });

  it('is broken off by the signal', async () => {
    const stub = await github();
    stub.answer(UPLOAD, { behaviour: 'hang' });
    const controller = new AbortController();
    const running = upload(stub.url, { signal: controller.signal });
    setTimeout(() => {
      controller.abort(new Error('stop'));
    }, 20);
    await expect(running).rejects.toThrow('stop');
  });
});

describe('the token', () => {
  it('goes to GitHub in the header alone, and what echoes it is masked', async () => {
    const stub = await github();
    stub.answer(UPLOAD, { status: 400, body: { message: `Bad token ${TOKEN}` } });
    const { outcomes } = await upload(stub.url);
    expect(outcomes[0]?.failure?.message).toContain('Bad token ***');
    const { headers, ...rest } = stub.requests[0] ?? { headers: {} };
    expect(headers['authorization']).toBe(`Bearer ${TOKEN}`);
    expect(JSON.stringify(rest)).not.toContain(TOKEN);
  });

  it('that GitHub does not know is said', async () => {
    const stub = await github();
    const { outcomes } = await upload(stub.url, { token: 'another', target: targetAt(stub.url) });
    expect(outcomes[0]?.failure?.code).toBe('UNAUTHORIZED');
  });
});
