import type { Done, Judged } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { makeRepository } from '../../test/support.js';
import { foreignComments } from './foreign-comments.js';
import { FOREIGN_FILES } from './foreign-files.js';
import { FOREIGN_NAMES, foreignName, type ForeignName } from './foreign-names.js';

const read = async (name: ForeignName, ...lines: string[]) => {
  const entries = await FOREIGN_FILES[name].entries(lines.join('\n'));
  return entries.map(({ line, selects }) => [line, selects]);
};

describe('ok: ignore files of other tools', () => {
  it('.trivyignore', async () => {
    expect(
      await read('.trivyignore', '# why', 'CVE-2024-1', '', 'CVE-2024-2 exp:2027-01-31 # later'),
    ).toEqual([
      [2, { rule: 'CVE-2024-1' }],
      [4, { rule: 'CVE-2024-2', expires: '2027-01-31' }],
    ]);
  });

  it('.trivyignore.yaml', async () => {
    expect(
      await read(
        '.trivyignore.yaml',
        'vulnerabilities:',
        '  - id: CVE-2024-1',
        '    paths: [a.txt, b.txt]',
        '    purls: ["pkg:npm/a"]',
        'secrets:',
        '  - id: aws',
      ),
    ).toEqual([
      [2, { rule: 'CVE-2024-1', path: 'a.txt, b.txt', purl: 'pkg:npm/a' }],
      [6, { rule: 'aws' }],
    ]);
  });

  it('.gitleaksignore', async () => {
    expect(await read('.gitleaksignore', '#x', 'abc:src/a.ts:aws-access-token:3')).toEqual([
      [2, { identity: 'abc:src/a.ts:aws-access-token:3' }],
    ]);
  });

  it('.gitleaks.toml', async () => {
    const text = [
      '[extend]',
      'useDefault = true',
      '[[allowlists]]',
      'description = "fixtures"',
      '[rules.allowlist]',
      'paths = [ "a" ]',
    ];
    expect(await read('.gitleaks.toml', ...text)).toEqual([
      [3, { allowlist: 'fixtures' }],
      [5, { allowlist: 'paths' }],
    ]);
  });

  it('osv-scanner.toml', async () => {
    const text = [
      '[[IgnoredVulns]]',
      'id = "GO-2022-0968"',
      'reason = "No ssh."',
      '[[PackageOverrides]]',
      "name = 'lib'",
      'ecosystem = "Go"',
      'ignore = true',
      '[[PackageOverrides]]',
      'name = "other"',
    ];
    expect(await read('osv-scanner.toml', ...text)).toEqual([
      [1, { rule: 'GO-2022-0968' }],
      [4, { package: 'Go lib' }],
    ]);
  });

  it('.snyk', async () => {
    const text = [
      'version: v1.25.0',
      'ignore:',
      '  SNYK-JS-LODASH-1:',
      '    - "*":',
      '        reason: none',
      'exclude:',
      '  global:',
      '    - test/**',
    ];
    expect(await read('.snyk', ...text)).toEqual([
      [3, { rule: 'SNYK-JS-LODASH-1' }],
      [8, { path: 'test/**' }],
    ]);
  });

  it('.grype.yaml', async () => {
    const text = [
      'ignore:',
      '  - vulnerability: CVE-2024-1',
      '    fix-state: wont-fix',
      '  - package:',
      '      name: libc',
      '      location: /usr/**',
    ];
    expect(await read('.grype.yaml', ...text)).toEqual([
      [2, { rule: 'CVE-2024-1', state: 'wont-fix' }],
      [4, { package: 'libc', path: '/usr/**' }],
    ]);
  });

  it('.nsprc and audit-ci.jsonc', async () => {
    expect(await read('.nsprc', '{', '"1337": { "active": true },', '"exceptions": ["https://a"] }')).toEqual(
      [
        [3, { rule: 'https://a' }],
        [2, { rule: '1337' }],
      ],
    );
    expect(
      await read(
        'audit-ci.jsonc',
        '{ // why',
        '"allowlist": ["GHSA-1",',
        '{ "GHSA-2|a>b": { "active": true } },] }',
      ),
    ).toEqual([
      [2, { rule: 'GHSA-1' }],
      [3, { rule: 'GHSA-2|a>b' }],
    ]);
  });

  it('.safety-policy.yml with its numbers for keys', async () => {
    expect(
      await read(
        '.safety-policy.yml',
        'security:',
        '  ignore-vulnerabilities:',
        '    25853:',
        '      reason: none',
      ),
    ).toEqual([[3, { rule: '25853' }]]);
    const text = [
      'report:',
      '  dependency-vulnerabilities:',
      '    auto-ignore-in-report:',
      '      vulnerabilities:',
      '        "52495":',
      '          reason: x',
    ];
    expect(await read('.safety-policy.yml', ...text)).toEqual([[5, { rule: '52495' }]]);
  });

  it('.secretlintignore and .semgrepignore', async () => {
    expect(await read('.secretlintignore', 'a/**')).toEqual([[1, { path: 'a/**' }]]);
    expect(await read('.semgrepignore', '# x', 'b/')).toEqual([[2, { path: 'b/' }]]);
  });

  it('.hadolint.yaml, zizmor.yml and .checkov.yaml', async () => {
    expect(await read('.hadolint.yaml', 'ignored:', '  - DL3008')).toEqual([[2, { rule: 'DL3008' }]]);
    const text = [
      'rules:',
      '  template-injection:',
      '    ignore: [safe.yml:12]',
      '  artipacked:',
      '    disable: true',
    ];
    expect(await read('zizmor.yml', ...text)).toEqual([
      [3, { rule: 'template-injection', path: 'safe.yml:12' }],
      [4, { rule: 'artipacked' }],
    ]);
    expect(await read('.checkov.yaml', 'skip-check: [CKV_1]')).toEqual([[1, { rule: 'CKV_1' }]]);
  });

  it('are known by their name, in any folder, and by no part of it', () => {
    expect(foreignName('apps/web/.trivyignore')).toBe('.trivyignore');
    for (const path of ['a.trivyignore', '.trivyignore/a', 'zizmor.yml.bak', 'constructor', '__proto__'])
      expect(foreignName(path), path).toBeUndefined();
  });
});

describe('broken: ignore files that cannot be read', () => {
  const documents = FOREIGN_NAMES.filter((name) => /\.ya?ml$|\.jsonc?$|^\.snyk$|^\.nsprc$/.test(name));

  it.each(documents)('%s says so', async (name) => {
    await expect(FOREIGN_FILES[name].entries('{ a: [')).rejects.toThrow('it does not parse');
    await expect(FOREIGN_FILES[name].entries(`${'['.repeat(5000)}${']'.repeat(5000)}`)).rejects.toThrow();
    await expect(FOREIGN_FILES[name].entries(`a: "${'x'.repeat(300_000)}"`)).rejects.toThrow(
      'it is too large',
    );
  });

  it.each(FOREIGN_NAMES)('%s of another form has no entries', async (name) => {
    for (const text of [
      'null',
      '[]',
      '{"ignore": 1, "allowlist": {"a": [[]]}, "rules": [1]}',
      '{"__proto__": {}}',
    ])
      await Promise.resolve(FOREIGN_FILES[name].entries(text)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Error);
      });
  });
});

describe('comments of other tools', () => {
  const beside = (text: string, line: number) => {
    const finding: Judged = { ruleId: 'x/y', severity: 'high', path: 'a', line, identity: '', state: 'new' };
    const outcome: Done = {
      gate: 'x',
      target: 'root',
      enforced: true,
      status: 'done',
      findings: [finding],
      gaps: [],
      degraded: [],
      evidence: { engines: [], expected: {}, seen: {} },
    };
    return foreignComments({ root: makeRepository({ a: text }) }, [outcome]).map((one) => [
      one.line,
      one.selects['comment'],
    ]);
  };

  it.each([
    ['eval(a) // nosemgrep: rule', 'nosemgrep'],
    ['key = "x" # gitleaks:allow', 'gitleaks:allow'],
    ['subprocess.call(x)  # nosec B602', 'nosec'],
    ['subprocess.call(x)  # noqa: S602', 'noqa'],
    ['subprocess.call(x)  # noqa', 'noqa'],
    ['uses: a@v1 # zizmor: ignore[unpinned-uses]', 'zizmor: ignore'],
    ['#trivy:ignore:AVD-1', 'trivy:ignore'],
    ['key = "x" # pragma: allowlist secret', 'pragma: allowlist secret'],
    ['eval(a) // eslint-disable-line no-eval', 'eslint-disable-line'],
    ['eval(a) // eslint-disable-line', 'eslint-disable-line'],
  ])('%s is listed', (line, name) => {
    expect(beside(`a\n${line}\nb`, 2)).toEqual([[2, name]]);
  });

  it.each([
    ['// eslint-disable-next-line security/detect-eval', 'eslint-disable-next-line'],
    ['# hadolint ignore=DL3008', 'hadolint ignore'],
  ])('%s above is listed', (line, name) => {
    expect(beside(`${line}\nb`, 2)).toEqual([[1, name]]);
  });

  it.each(['x = nosecret', 'y # noqa: E501', 'z // eslint-disable-line no-console', '# nothing'])(
    '%s is none',
    (line) => {
      expect(beside(line, 1)).toEqual([]);
    },
  );

  it('elsewhere is left alone', () => {
    expect(beside('a // nosemgrep\nb\nc', 3)).toEqual([]);
  });
});
