import { makeRepo, removeFolder, runGate } from '@railgate/testkit';
import { samples } from '@railgate/secrets';
import { describe, expect, it } from 'vitest';

import { gate } from '../src/gate.js';
import { lookWithRules } from '../src/user-rules/look.js';
import type { UserRule } from '../src/user-rules/user-rule.js';

const made = samples(Date.now());
const value = (): string => `acme_${made.of('a-z0-9', 12)}`;
const RULE = { id: 'acme', title: 'A token of Acme', pattern: 'acme_[a-z0-9]{12}', keywords: ['ACME_'] };

describe('rules of railgate.json', () => {
  it('ng: report what they match, under an id of their own, and never say it', async () => {
    const secret = value();
    const files = { 'a.txt': `ä "${secret}"\n`, 'b/c.txt': secret };
    const run = await runGate(gate, files, { options: { rules: [{ ...RULE, path: '*.txt' }] } });
    expect(run.findings).toMatchObject([
      {
        ruleId: 'secrets/custom-acme',
        severity: 'high',
        path: 'a.txt',
        region: { startLine: 1, startColumn: 4, endColumn: 21 },
      },
    ]);
    expect(JSON.stringify(run)).not.toContain(secret);
  });

  it('broken: the run says that the history was looked at without them', async () => {
    const root = await makeRepo({ 'a.txt': value() }, { git: true });
    const told = async (options: Readonly<Record<string, unknown>>) =>
      (await runGate(gate, root, { options })).scan.degraded;
    const rules = [RULE];
    expect(await told({ rules, history: true })).toMatchObject([{ engine: 'rules of your own' }]);
    expect(await told({ rules, history: 'HEAD', files: false })).toMatchObject([
      { engine: 'rules of your own' },
    ]);
    expect(await told({ rules })).toEqual([]);
    expect(await told({ history: true })).toEqual([]);
    await removeFolder(root);
  });

  it('ng: look at every file that the gate takes for text: UTF-16, a NUL, a byte order mark', async () => {
    const secret = value();
    const root = await makeRepo({
      'big.txt': Buffer.from(`\ufeff"${secret}"\n`, 'utf16le').swap16(),
      'little.txt': Buffer.from(`x="${secret}"\n`, 'utf16le'),
      'mark.txt': `\ufeff"${secret}"\n`,
      'nul.txt': `\0${'fine '.repeat(20)}"${secret}"\n`,
    });
    const run = await runGate(gate, root, { options: { rules: [RULE] } });
    await removeFolder(root);
    expect(
      run.findings.map(({ path, region }) => `${path} ${region.startLine}:${region.startColumn}`),
    ).toEqual(['big.txt 1:2', 'little.txt 1:4', 'mark.txt 1:2', 'nul.txt 1:103']);
    expect(JSON.stringify(run)).not.toContain(secret);
  });

  it('ok: are silent beside no keyword, below the entropy, and where the group took no part', async () => {
    const rules = [
      { ...RULE, id: 'far', keywords: ['nowhere'] },
      { ...RULE, id: 'dull', entropy: 4.9 },
      { ...RULE, id: 'group', pattern: 'acme_(x)?(?P<secret>[0-9]+)?' },
    ];
    const run = await runGate(gate, { 'a.txt': 'acme_aaaaaaaaaaaa\n' }, { options: { rules } });
    expect(run.lines.filter((line) => !line.includes('custom-group'))).toEqual([]);
  });

  it.each([
    ['a look-ahead', 'acme_(?=x)'],
    ['a back-reference', '(a)\\1'],
    ['a bracket that stays open', 'acme_['],
    ['more than a machine can run', '(?:(?:a{1,100}){1,100}){1,100}'],
  ])('broken: %s is a problem of the configuration, which names the rule', async (_, pattern) => {
    const problems = await gate.checkOptions?.({ rules: [RULE, { ...RULE, id: 'bad', pattern }] });
    expect(problems).toMatchObject([
      { at: ['rules', 1, 'pattern'], message: expect.stringContaining('rule bad') },
    ]);
  });

  it('broken: an id that is there twice is one, too; good rules are none', async () => {
    expect(await gate.checkOptions?.({ rules: [RULE, RULE] })).toMatchObject([{ at: ['rules', 1, 'id'] }]);
    expect(await gate.checkOptions?.({ rules: [RULE] })).toEqual([]);
  });
});

describe('rules of .gitleaks.toml', () => {
  it('ng: report, with keywords, group, entropy and path in the syntax of Go', async () => {
    const toml = `
[extend]
useDefault = true
[[rules]]
id = "Acme_Token"
description = "An Acme token"
regex = '''(?i)token\\s*=\\s*(?P<q>["'])(acme_[a-z0-9]{12})'''
secretGroup = 2
keywords = ["acme_"]
path = '''\\.txt\\z'''
[allowlist]
regexes = [".*"]
`;
    const line = `token = "${value()}"\n`;
    const run = await runGate(gate, { '.gitleaks.toml': toml, 'a.txt': line, 'a.md': line });
    expect(run.findings.filter(({ ruleId }) => ruleId.includes('custom'))).toMatchObject([
      { ruleId: 'secrets/custom-acme-token', path: 'a.txt', region: { startColumn: 10, endColumn: 27 } },
    ]);
  });

  it.each([
    ['does not parse', '[[rules]\n', 'FILE_UNPARSEABLE'],
    ['has a pattern that RE2 refuses', "[[rules]]\nid = 'a'\nregex = '(?=x)'\n", 'PART_SKIPPED'],
    ['is nested without end', `a = ${'['.repeat(100_000)}`, 'FILE_UNPARSEABLE'],
  ])('broken: a file that %s is a gap', async (_, toml, code) => {
    const { scan } = await runGate(gate, { '.gitleaks.toml': toml, 'a.txt': 'x' });
    expect(scan.gaps.map((gap) => gap.code)).toEqual([code]);
  });
});

it('broken: a rule that takes too long stops, and is a gap', async () => {
  const rule: UserRule = {
    ...RULE,
    pattern: '(?:[a-z]{0,40}){20}[0-9]',
    keywords: [],
    severity: 'high',
    covers: () => true,
    source: 'a test',
  };
  const root = await makeRepo({ 'a.txt': 'a'.repeat(3_000_000) });
  const files = [{ path: 'a.txt', size: 3_000_000 }];
  const input = {
    workspace: { root, files, projects: [], services: [] },
    target: { id: 'root', kind: 'workspace', path: '.', name: 'root', files },
    progress: () => undefined,
    signal: new AbortController().signal,
  } as const;
  const start = process.cpuUsage();
  const { gaps } = await lookWithRules(input, [rule], 5);
  expect(gaps).toMatchObject([{ code: 'PART_SKIPPED', message: expect.stringContaining('1 files') }]);
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(15);
  await removeFolder(root);
}, 60_000);
