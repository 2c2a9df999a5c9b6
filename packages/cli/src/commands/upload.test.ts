import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  makeTempFolder,
  removeFolder,
  startGithub,
  type GithubAnswer,
  type GithubStub,
} from '@railgate/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

import { callCli, type Called } from '../../test/call-cli.js';

/** Made here, so that nothing that looks like a token is committed. */
const TOKEN = ['ghs', 'x9Y8'.repeat(9)].join('_');
const REFUSED: GithubAnswer = { status: 403, body: { message: 'Resource not accessible by integration' } };
const AZURE = {
  SYSTEM_DEFINITIONID: '12',
  BUILD_DEFINITIONNAME: 'CI',
  SYSTEM_PHASEID: '3a3a2a60-14c7-570b-14a4-fa42ad92f52a',
  SYSTEM_PHASENAME: 'Job',
};

interface Setup {
  readonly stub: GithubStub;
  readonly folder: string;
  call(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Called>;
}

const run = (invocations: readonly object[] = [{ executionSuccessful: true }]): object => ({
  tool: { driver: { name: 'Railgate Lint' } },
  automationDetails: { id: 'railgate/lint/root/' },
  invocations,
  results: [
    { ruleId: 'a', message: { text: 'Wrong.' }, locations: [place('a.ts')] },
    {
      ruleId: 'a',
      message: { text: 'Waived.' },
      locations: [place('a.ts')],
      suppressions: [{ kind: 'external' }],
    },
  ],
});
const place = (uri: string): object => ({
  physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
});

/** A repository after a run, and a stand-in for GitHub. */
async function setUp(runs: readonly object[] = [run()]): Promise<Setup> {
  const [stub, folder] = [await startGithub(TOKEN), await makeTempFolder()];
  onTestFinished(async () => {
    await stub.close();
    await removeFolder(folder);
  });
  mkdirSync(join(folder, '.railgate/upload'), { recursive: true });
  writeFileSync(join(folder, 'a.ts'), 'one\n');
  writeFileSync(join(folder, '.railgate/upload/github-1.sarif'), JSON.stringify({ version: '2.1.0', runs }));
  const actions = {
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_API_URL: stub.url,
    GITHUB_TOKEN: TOKEN,
  };
  const call: Setup['call'] = async (argv, env = actions) => {
    const called = await callCli(['upload', ...argv], { cwd: folder, env });
    expect(called.stdout + called.stderr).not.toContain(TOKEN);
    return called;
  };
  return { stub, folder, call };
}

describe('ok: railgate upload github', () => {
  it('sends what the last run left, and says what it does not send', async () => {
    const { stub, call } = await setUp();
    const { code, stdout, stderr } = await call(['github', '--no-wait']);
    expect([code, stderr]).toEqual([0, 'railgate: github-1.sarif is with GitHub.\n']);
    expect(stdout).toContain('github-1.sarif: 1 analysis, 1 result, 1 kB compressed.');
    expect(stdout).toContain('Left out: 1 result that is suppressed.');
    expect(stdout).toContain(`To octo/demo, refs/pull/7/merge, commit ${'a'.repeat(40)}.`);
    expect(stub.requests.flatMap(({ violations }) => violations)).toEqual([]);
    expect(stub.uploads()).toMatchObject([
      { runs: [{ results: [{ ruleId: 'a', message: { text: 'Wrong.' } }] }] },
    ]);
    // The REST endpoint does not compute it, and only here the file can be read.
    expect(JSON.stringify(stub.uploads())).toContain('"primaryLocationLineHash":"');
  });

  it('takes a file, a repository, a ref and a commit from the command line', async () => {
    const { stub, call } = await setUp();
    const args = ['--repo', 'me/mine', '--ref', 'refs/heads/main', '--sha', 'b'.repeat(40), '--no-wait'];
    const { code } = await call(['github', '.railgate/upload/github-1.sarif', ...args]);
    expect(code).toBe(0);
    expect(stub.requests[0]).toMatchObject({
      path: '/repos/me/mine/code-scanning/sarifs',
      body: { ref: 'refs/heads/main', commit_sha: 'b'.repeat(40) },
    });
  });

  it('with --dry-run sends nothing and needs no token', async () => {
    const { stub, call } = await setUp();
    const { code, stdout } = await call(['github', '--dry-run'], {});
    expect([code, stub.requests.length]).toEqual([0, 0]);
    expect(stdout).toContain('Nothing was sent');
  });

  it('with --include-incomplete sends what could not check everything', async () => {
    const { stub, call } = await setUp([run([{ executionSuccessful: false }])]);
    expect((await call(['github', '--no-wait'])).code).toBe(2);
    expect(stub.requests).toEqual([]);
    expect((await call(['github', '--no-wait', '--include-incomplete'])).code).toBe(0);
    expect(stub.uploads()).toHaveLength(1);
  });
});

describe('ng: what was not uploaded', () => {
  it('is exit 2, with the way on and the place of the findings', async () => {
    const { stub, call } = await setUp();
    stub.answer('code-scanning/upload-sarif', REFUSED);
    const { code, stderr } = await call(['github']);
    expect(code).toBe(2);
    expect(stderr).toContain('github-1.sarif was not uploaded: The token may not write alerts (HTTP 403');
    expect(stderr).toContain('security-events: write');
    expect(stderr).toContain('summary.md, for the job summary');
  });

  it('is exit 0 with --best-effort, and said all the same', async () => {
    const { stub, call } = await setUp();
    stub.answer('code-scanning/upload-sarif', REFUSED);
    const { code, stderr } = await call(['github', '--best-effort']);
    expect(code).toBe(0);
    expect(stderr).toContain('was not uploaded');
    expect(stderr).toContain('--best-effort makes that exit code 0');
  });

  it('because nothing complete is there names the gates', async () => {
    const { folder, call } = await setUp();
    const outcomes = [{ gate: 'sca', target: 'root', status: 'broken' }];
    writeFileSync(join(folder, '.railgate/run.json'), JSON.stringify({ outcomes }));
    writeFileSync(
      join(folder, '.railgate/upload/github-1.sarif'),
      JSON.stringify({ version: '2.1.0', runs: [] }),
    );
    const { code, stderr } = await call(['github', '--dry-run']);
    expect(code).toBe(2);
    expect(stderr).toContain('sca on root broke and is not uploaded');
    expect(stderr).toContain('Nothing is left to upload');
  });
});

describe('ng: a run of a folder of the repository', () => {
  const manifest = (root: string): string =>
    JSON.stringify({
      tool: { name: 'railgate' },
      root,
      outcomes: [
        { gate: 'lint', target: 'root', status: 'done' },
        { gate: 'sca', target: 'root', status: 'broken' },
      ],
    });

  it('is uploaded under its own names, and what misses is known by them', async () => {
    const own = { ...run(), automationDetails: { id: 'railgate/lint/apps/web/' } };
    const { folder, call } = await setUp([own]);
    writeFileSync(join(folder, '.railgate/run.json'), manifest('apps/web'));
    const { code, stderr } = await call(['github', '--dry-run']);
    expect(code).toBe(0);
    expect(stderr).toBe(
      'railgate: sca on root broke and is not uploaded: its alerts on GitHub stay as they are.\n',
    );
  });

  it.each(['report.sarif', 'gates/lint--root.sarif'])('has other paths in %s: a wrong call', async (file) => {
    const { stub, folder, call } = await setUp();
    mkdirSync(join(folder, '.railgate/gates'));
    writeFileSync(join(folder, '.railgate', file), JSON.stringify({ version: '2.1.0', runs: [run()] }));
    writeFileSync(join(folder, '.railgate/run.json'), manifest('apps/web'));
    const { code, stderr } = await call(['github', `.railgate/${file}`]);
    expect([code, stub.requests]).toEqual([3, []]);
    expect(stderr).toContain(`${file} is of a run of apps/web, and its paths start there`);
    writeFileSync(join(folder, '.railgate/run.json'), manifest('.'));
    expect((await call(['github', `.railgate/${file}`, '--dry-run'])).code).toBe(0);
  });
});

describe('broken: nothing is sent', () => {
  it('when one of the files cannot be read', async () => {
    const { stub, folder, call } = await setUp();
    writeFileSync(join(folder, 'half.sarif'), '{"version":"2.1.0","runs":[');
    const { code, stderr } = await call(['github', '.railgate/upload', 'half.sarif']);
    expect([code, stub.requests]).toEqual([2, []]);
    expect(stderr).toContain('half.sarif');
  });

  it.each<[readonly string[], Readonly<Record<string, string>>, string]>([
    [['gitub'], {}, 'Did you mean github?'],
    [['github', 'gone.sarif'], { GITHUB_TOKEN: TOKEN }, '--repo is missing'],
    [['github', '--repo', 'a/b', '--ref', 'refs/heads/m', '--sha', 'a'.repeat(40)], {}, 'There is no token'],
    [['github', 'gone.sarif', '--dry-run'], {}, 'There is no gone.sarif'],
    [['github', '--tokn', 'x'], {}, 'Unknown option --tokn'],
    [['azure'], { ...AZURE, SYSTEM_PHASEID: '' }, 'SYSTEM_PHASEID is missing'],
  ])('%j is a wrong call', async (argv, env, words) => {
    const { stub, call } = await setUp();
    const { code, stdout, stderr } = await call(argv, env);
    expect([code, stdout, stub.requests.length]).toEqual([3, '', 0]);
    expect(stderr).toContain(words);
  });
});

describe('railgate upload azure', () => {
  it('writes the report for the task of the pipeline', async () => {
    const { folder, call } = await setUp();
    const { code, stdout } = await call(['azure', '--out', 'publish'], AZURE);
    expect(code).toBe(0);
    expect(stdout).toContain('Wrote publish/azure-1.sarif.');
    expect(readdirSync(join(folder, 'publish'))).toEqual(['azure-1.sarif']);
    expect(readFileSync(join(folder, 'publish/azure-1.sarif'), 'utf8')).toContain(
      '"id":"azuredevops/pipeline/build/railgate/lint/root/"',
    );
  });
});
