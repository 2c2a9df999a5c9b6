import { join } from 'node:path';

import { runGate, writeFiles } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { gate } from '../src/gate.js';
import { Repo, commitsOf, secretLine } from './history-support.js';

const { line, value } = secretLine(1);

describe('ok: the history', () => {
  it('is silent and says how many versions it saw', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.txt': 'one\n' });
    await repo.commit({ 'a.txt': 'two\n', 'b.txt': 'one\n' });
    const { findings, scan } = await repo.look();
    expect(findings).toEqual([]);
    expect(scan.gaps).toEqual([]);
    expect(scan.evidence).toMatchObject({
      expected: { files: 2, commits: 2, versions: 2 },
      seen: { files: 2, commits: 2, versions: 2 },
    });
  });

  it('is empty before the first commit', async () => {
    const repo = await Repo.make();
    const { scan } = await repo.look();
    expect(scan).toMatchObject({ gaps: [], evidence: { expected: { files: 0, versions: 0 } } });
  });

  it('is not looked at unless it is asked for', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.sh': line });
    await repo.commit({ 'a.sh': null, 'b.txt': 'fine\n' });
    expect((await runGate(gate, repo.root)).findings).toEqual([]);
  });
});

describe('ng: the history', () => {
  it('tells of a secret that is gone, by the commits that hold it, and shows no byte of it', async () => {
    const repo = await Repo.make();
    const first = await repo.commit({ 'a.sh': `# before\n${line}\n# after\n` });
    const last = await repo.commit({ 'b.txt': 'fine\n' });
    await repo.commit({ 'a.sh': '# before\n# after\n' });
    const run = await repo.look();
    expect(commitsOf(run)).toEqual([{ at: 'a.sh:2', version: last, commits: { first, last, count: 2 } }]);
    const [finding] = run.findings;
    expect(finding?.message).toContain(`2 commits hold it, the first is ${first.slice(0, 12)}`);
    expect(finding?.message).toContain('not in the working tree any more');
    expect(finding?.snippet?.text).toMatch(/^# before\n.*\[redacted\].*\n# after$/);
    expect(JSON.stringify(run)).not.toContain(value);
    expect(JSON.stringify(run)).not.toContain('tests@railgate.example');
  });

  it('gives what still stands to the file, and says since when', async () => {
    const repo = await Repo.make();
    const first = await repo.commit({ 'a.sh': line });
    const last = await repo.commit({ 'a.sh': `# moved down\n\n${line}` });
    const run = await repo.look();
    expect(commitsOf(run)).toEqual([
      { at: 'a.sh:3', version: undefined, commits: { first, last, count: 2 } },
    ]);
    expect(run.findings[0]?.message).toContain(`2 commits have it, the first is ${first.slice(0, 12)}`);
    expect(run.findings[0]?.message).toContain('to remove it from the file is not enough');
  });

  it('leaves a secret alone that no commit holds yet', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.sh': 'fine\n' });
    await writeFiles(repo.root, { 'a.sh': line });
    expect(commitsOf(await repo.look())).toEqual([{ at: 'a.sh:1', version: undefined, commits: undefined }]);
  });

  it('is one finding for all versions of a file', async () => {
    const repo = await Repo.make();
    const first = await repo.commit({ 'a.sh': `${line}\n1\n` });
    for (const text of ['2', '3', '4']) await repo.commit({ 'a.sh': `# ${text}\n${line}\n${text}\n` });
    const last = (await repo.git('rev-parse', 'HEAD')).trim();
    await repo.commit({ 'a.sh': null });
    expect(commitsOf(await repo.look())).toEqual([
      { at: 'a.sh:2', version: last, commits: { first, last, count: 4 } },
    ]);
  });

  it('follows a file under its new name', async () => {
    const repo = await Repo.make();
    const first = await repo.commit({ 'old/a.sh': `${line}\n1\n` });
    const last = await repo.commit({ 'old/a.sh': null, 'new/b.sh': `${line}\n2\n` });
    const standing = await repo.look();
    expect(commitsOf(standing)).toEqual([
      { at: 'new/b.sh:1', version: undefined, commits: { first, last, count: 2 } },
    ]);
    await repo.commit({ 'new/b.sh': null });
    expect(commitsOf(await repo.look())).toEqual([
      { at: 'new/b.sh:1', version: last, commits: { first, last, count: 2 } },
    ]);
  });

  it('looks at a version under each of its paths: what is silent in a test is a secret beside the code', async () => {
    const repo = await Repo.make();
    const password = `DB_PASSWORD=${value}\n`;
    const first = await repo.commit({ 'app/.env': password, 'tests/.env': password });
    const last = await repo.commit({ 'b.txt': 'fine\n' });
    await repo.commit({ 'app/.env': null });
    const run = await repo.look();
    expect(commitsOf(run)).toEqual([{ at: 'app/.env:1', version: last, commits: { first, last, count: 2 } }]);
    expect(run.scan.evidence?.seen).toMatchObject({ versions: 2 });
  });

  it('looks at a folder of a repository under the paths that its files have there', async () => {
    const repo = await Repo.make();
    const commit = await repo.commit({
      'examples/app/.env': `DB_PASSWORD=${value}\n`,
      'examples/app/a': '1',
    });
    await repo.commit({ 'examples/app/.env': null });
    const run = await runGate(gate, join(repo.root, 'examples/app'), { options: { history: true } });
    expect(commitsOf(run)).toEqual([
      { at: '.env:1', version: commit, commits: { first: commit, last: commit, count: 1 } },
    ]);
  });

  it('keeps two secrets of two files apart', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.sh': line, 'b.sh': line, 'c.sh': secretLine(2).line });
    await repo.commit({ 'a.sh': null, 'b.sh': null, 'c.sh': null });
    const { findings } = await repo.look();
    expect(findings.map(({ path }) => path)).toEqual(['a.sh', 'b.sh', 'c.sh']);
    expect(new Set(findings.map(({ identity }) => identity)).size).toBe(3);
  });

  it('keeps the identity of a finding, in the file and after it is gone from there', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.sh': `1\n${line}` });
    const standing = await repo.look(true);
    await repo.commit({ 'a.sh': 'fine\n' });
    const gone = await repo.look();
    await repo.commit({ 'z.txt': 'more\n' });
    const later = await repo.look();
    const identities = [standing, gone, later].map(({ findings }) =>
      findings.map(({ identity }) => identity),
    );
    expect(identities[0]).toHaveLength(1);
    expect(identities[1]).toEqual(identities[0]);
    expect(identities[2]).toEqual(identities[0]);
  });

  it('takes no masks from the working tree: what stands there now is another text', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.sh': `1\n2\n3\nexport ${line}\n5\n` });
    await repo.commit({ 'a.sh': 'a whole other text\n' });
    const run = await repo.look();
    expect(run.findings[0]?.snippet?.text).toContain('3\n');
    expect(JSON.stringify(run.log)).not.toContain(value);
  });

  it('follows what merges bring, also by themselves', async () => {
    const repo = await Repo.make();
    await repo.commit({ 'a.txt': '1\n' });
    await repo.git('checkout', '--quiet', '-b', 'side');
    const side = await repo.commit({ 's.sh': line });
    await repo.git('checkout', '--quiet', 'main');
    await repo.commit({ 'm.txt': '1\n' });
    await repo.git('merge', '--quiet', '--no-commit', 'side');
    const merge = await repo.commit({ 'evil.sh': secretLine(3).line });
    await repo.commit({ 's.sh': null, 'evil.sh': null });
    expect(commitsOf(await repo.look())).toEqual([
      { at: 'evil.sh:1', version: merge, commits: { first: merge, last: merge, count: 1 } },
      { at: 's.sh:1', version: merge, commits: { first: side, last: merge, count: 2 } },
    ]);
  });
});
