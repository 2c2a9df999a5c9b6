import {
  ERRORS,
  GAPS,
  type Counts,
  type EngineEvidence,
  type Evidence,
  type Finding,
  type ManifestChecklist,
  type ManifestGap,
  type ManifestOutcome,
  type ManifestStep,
  type ManifestWaiver,
  type Report,
  type Rule,
  type RunManifest,
} from '@railgate/contract';
import { buildRun, finishRun, toLog } from '@railgate/sarif';
import type * as sarif from 'sarif';

export const RULES: readonly Rule[] = [
  {
    id: 'lint/no-eval',
    name: 'NoEval',
    summary: 'Request data reaches eval().',
    description: 'Calls of `eval`, `new Function` and `vm.runInContext` whose argument comes from a request.',
    why: 'Whoever sends the request runs code of their own with the rights of the server.',
    remediation:
      '1. Parse the value with `JSON.parse`.\n2. Where an expression is wanted, use a **table** of known operations.',
    example: {
      language: 'ts',
      before: "const total = eval(String(req.query['sum']));",
      after: "const total = SUMS[String(req.query['sum'])]?.() ?? 0;",
    },
    severity: 'critical',
    precision: 'high',
    cwe: [95, 94],
    references: ['https://cwe.mitre.org/data/definitions/95.html'],
    since: '0.1.0',
  },
  rule('lint/sql-injection', 'SqlInjection', 'high', 'A query is put together from request data.', 89),
  rule('lint/weak-hash', 'WeakHash', 'medium', 'MD5 is used for something that needs a strong hash.', 328),
  rule('lint/plain-http', 'PlainHttp', 'low', 'An address uses plain HTTP.', 319),
  rule('lint/missing-sign-in-log', 'MissingSignInLog', 'info', 'A failed sign-in is not logged.', 778),
  rule(
    'railway/config-conflict',
    'ConfigConflict',
    'high',
    'Two configuration files of one service disagree.',
    1188,
  ),
];

const SOURCES: Readonly<Record<string, string>> = {
  'apps/api/src/sum.ts': [
    "import { Router } from 'express';",
    '',
    'export const sum = Router();',
    "sum.get('/sum', (req, res) => {",
    "\tconst total = eval(String(req.query['sum']));",
    '\tres.json({ total });',
    '});',
  ].join('\n'),
  'apps/api/src/users.ts': [
    'export async function find(db, id) {',
    "  const hash = createHash('md5').update(id).digest('hex');",
    '  return db.query(',
    '    `select * from users where id = ${id}`,',
    '  );',
    '}',
  ].join('\n'),
  'apps/api/railway.json': '{\n  "deploy": { "startCommand": "node dist/main.js" }\n}',
  'apps/web/src/見出し.tsx':
    "export const docs = 'http://docs.example.com';\nexport const old = 'http://old.example.com';\n",
};

const FINDINGS: readonly Finding[] = [
  {
    ruleId: 'lint/no-eval',
    message: "The query parameter 'sum' reaches eval() unchecked.",
    at: { path: 'apps/api/src/sum.ts', region: { startLine: 5, startColumn: 16, endLine: 5, endColumn: 46 } },
    related: [
      {
        path: 'apps/api/src/sum.ts',
        region: { startLine: 5, startColumn: 28, endLine: 5, endColumn: 44 },
        message: 'The value comes in here.',
      },
    ],
    engine: 'eslint',
  },
  {
    ruleId: 'lint/sql-injection',
    message: "The parameter 'id' is put into the query's text instead of being bound.",
    at: {
      path: 'apps/api/src/users.ts',
      region: { startLine: 3, startColumn: 10, endLine: 5, endColumn: 4 },
    },
    fix: {
      description: 'Bind the value as a parameter.',
      safe: true,
      edits: [
        {
          path: 'apps/api/src/users.ts',
          region: { startLine: 4, startColumn: 5, endLine: 4, endColumn: 43 },
          text: "'select * from users where id = $1', [id]",
        },
      ],
    },
  },
  {
    ruleId: 'lint/weak-hash',
    message: 'MD5 is broken; two different inputs with the same hash are found in seconds.',
    at: {
      path: 'apps/api/src/users.ts',
      region: { startLine: 2, startColumn: 16, endLine: 2, endColumn: 33 },
    },
  },
  {
    ruleId: 'lint/missing-sign-in-log',
    message: 'A failed sign-in leaves no trace.',
    at: { path: 'apps/api/src/users.ts', region: { startLine: 1 } },
  },
];

const WEB_FINDINGS: readonly Finding[] = [
  {
    ruleId: 'lint/plain-http',
    message: "'http://docs.example.com' is not encrypted on its way.",
    at: {
      path: 'apps/web/src/見出し.tsx',
      region: { startLine: 1, startColumn: 21, endLine: 1, endColumn: 46 },
    },
  },
  {
    ruleId: 'lint/plain-http',
    message: "'http://old.example.com' is not encrypted on its way.",
    at: {
      path: 'apps/web/src/見出し.tsx',
      region: { startLine: 2, startColumn: 20, endLine: 2, endColumn: 44 },
    },
  },
];

const RAILWAY_FINDINGS: readonly Finding[] = [
  {
    ruleId: 'railway/config-conflict',
    message: 'railpack.json and railway.json both set the start command of apps/api.',
    at: {
      path: 'apps/api/railway.json',
      region: { startLine: 2, startColumn: 15, endLine: 2, endColumn: 53 },
    },
    related: [
      { path: 'apps/api/railpack.json', region: { startLine: 3 }, message: 'The other start command.' },
    ],
  },
];

const ESLINT: EngineEvidence = { name: 'eslint', version: '10.15.0', canary: 'found' };

const UNPARSEABLE: ManifestGap = {
  code: 'FILE_UNPARSEABLE',
  message: 'apps/api/src/legacy.ts does not parse: line 12, unexpected token.',
  remedy: GAPS.FILE_UNPARSEABLE.advice,
  path: 'apps/api/src/legacy.ts',
  line: 12,
  waived: false,
};

const WAIVERS: readonly ManifestWaiver[] = [
  {
    source: 'file',
    path: 'railgate.waivers.yaml',
    line: 1,
    selects: { rule: 'lint/plain-http', path: 'apps/web/**' },
    kind: 'deferred',
    reason: 'The old site is switched off in December.',
    owner: 'web team',
    expires: '2026-12-31',
    state: 'used',
    covers: 1,
  },
  {
    source: 'file',
    path: 'railgate.waivers.yaml',
    line: 8,
    selects: { rule: 'PART_SKIPPED', gate: 'railway' },
    kind: 'accepted-risk',
    reason: 'Nixpacks is gone after the move.',
    owner: 'platform',
    expires: '2026-11-30',
    state: 'expiring',
    covers: 1,
  },
  {
    source: 'file',
    path: 'railgate.waivers.yaml',
    line: 14,
    selects: { rule: 'lint/no-eval' },
    kind: 'accepted-risk',
    reason: 'Only staff reach the sum.',
    owner: 'api team',
    expires: '2026-10-31',
    state: 'expired',
    covers: 0,
  },
  {
    source: 'comment',
    path: 'apps/web/src/見出し.tsx',
    line: 9,
    selects: { rule: 'lint/weak-hash' },
    reason: 'Only a cache key.',
    state: 'unused',
    covers: 0,
  },
  {
    source: 'comment',
    path: 'apps/api/src/users.ts',
    line: 3,
    selects: { rule: 'lint/sql-injection' },
    reason: null,
    state: 'no-reason',
    covers: 0,
  },
  {
    source: 'other-tool',
    path: '.trivyignore',
    line: 2,
    selects: { rule: 'CVE-2024-0001' },
    reason: null,
    state: 'no-reason',
    covers: 0,
  },
];

const CHECKLISTS: readonly ManifestChecklist[] = [
  {
    title: 'Quick-Check',
    subject: 'apps/docs',
    steps: [
      check('checkout', '1 Checkout', 'unknown', 'it is no git repository', { informational: true }),
      check('port', '3 Port line', 'pass', 'apps/docs/railway.json:5 hands $PORT to serve'),
      check('cors', '5 CORS', 'not-applicable', 'no CORS configuration in 4 source files'),
    ],
  },
  {
    title: 'Quick-Check',
    subject: 'apps/api',
    steps: [
      check('checkout', '1 Checkout', 'pass', 'holds all of origin/main as of the last fetch'),
      check(
        'port',
        '3 Port line',
        'pass',
        'apps/api/src/server.ts:12 (express) listens on PORT (else 3000), address 0.0.0.0',
        {
          place: { path: 'apps/api/src/server.ts', line: 12 },
        },
      ),
      check(
        'urls',
        '4 Service URLs',
        'unknown',
        'apps/api/src/legacy.ts does not parse: line 12, unexpected token',
        {
          place: { path: 'apps/api/src/legacy.ts', line: 12 },
        },
      ),
      check('cors', '5 CORS', 'findings', 'Everybody may ask', { waived: 2 }),
      check('dockerfile', '7 Dockerfile', 'not-applicable', 'no Dockerfile builds it: RAILPACK does'),
      check(
        'conflict',
        'Conflicts',
        'findings',
        'railpack.json and railway.json both set the start command of apps/api',
        {
          place: { path: 'apps/api/railway.json', line: 2 },
          findings: 1,
          worst: 'high',
          rules: ['railway/config-conflict'],
        },
      ),
    ],
  },
];

function check(
  id: string,
  title: string,
  status: ManifestStep['status'],
  evidence: string,
  rest: Partial<ManifestStep> = {},
): ManifestStep {
  return { id, title, status, evidence, informational: false, findings: 0, waived: 0, rules: [], ...rest };
}

/** Every state that a report can show: clean, findings of all severities, gaps, degraded, skipped, broken, waived. */
export function fixtureReport(): Report {
  const outcomes: ManifestOutcome[] = [
    done('lint', 'apps/api', {
      findings: 4,
      counts: counts([1, 1, 1, 0, 1, 4, 0]),
      gaps: [UNPARSEABLE],
      evidence: evidence([ESLINT], { files: 13 }, { files: 12 }),
    }),
    done('lint', 'apps/web', {
      findings: 2,
      counts: counts([0, 0, 0, 1, 0, 1, 1]),
      degraded: [{ engine: 'ruff', message: 'ruff 0.15.0 ended with exit code 101.' }],
      evidence: evidence(
        [ESLINT, { name: 'ruff', version: '0.15.0', canary: 'missed' }],
        { files: 1204 },
        { files: 1204 },
      ),
    }),
    done('railway', 'apps/api', {
      findings: 1,
      counts: counts([0, 1, 0, 0, 0, 1, 0]),
      gaps: [
        {
          code: 'PART_SKIPPED',
          message: 'apps/api/nixpacks.toml is read by no rule.',
          remedy: GAPS.PART_SKIPPED.advice,
          path: 'apps/api/nixpacks.toml',
          waived: true,
        },
      ],
      evidence: evidence(
        [{ name: 'railgate', version: '0.1.0', canary: 'none' }],
        { files: 3 },
        { files: 2 },
      ),
      checklists: CHECKLISTS,
    }),
    done('secrets', 'root', {
      evidence: {
        ...evidence(
          [{ name: 'betterleaks', version: '1.2.0', digest: `sha256:${'ab'.repeat(32)}`, canary: 'found' }],
          { files: 240 },
          { files: 240 },
        ),
        data: { id: 'secret rules', digest: `sha256:${'cd'.repeat(32)}`, builtAt: '2026-11-01T00:00:00Z' },
      },
    }),
    {
      ...base('sca', 'apps/web'),
      status: 'broken',
      code: 'NEED_UNMET',
      message: 'osv-scanner is not installed, and no other engine reads apps/web/go.sum.',
      remedy: ERRORS.NEED_UNMET.advice,
    },
    {
      ...base('container', 'root'),
      status: 'broken',
      enforced: false,
      code: 'TOOL_TIMEOUT',
      message: 'Trivy did not answer in 300 s.',
      remedy: ERRORS.TOOL_TIMEOUT.advice,
    },
    { ...base('sbom', 'apps/web'), status: 'skipped', reason: 'apps/web has no lockfile.' },
  ];
  return { manifest: manifest(outcomes, WAIVERS), log: toLog(runs()) };
}

/** Everything looked and nothing was found. */
export function cleanReport(): Report {
  const full = fixtureReport();
  const outcomes = full.manifest.outcomes.filter(({ gate }) => gate === 'secrets');
  const verdict = {
    status: 'clean',
    exitCode: 0,
    reasons: [],
    counts: counts([0, 0, 0, 0, 0, 0, 0]),
  } as const;
  const discovery = { ...full.manifest.discovery, gaps: [] };
  const expected = outcomes.map(pairOf);
  const log = toLog(full.log.runs.filter((run) => run.automationDetails?.id === 'railgate/secrets/root/'));
  return {
    manifest: { ...full.manifest, expected, outcomes, waivers: [], verdict, discovery, notScanned: [] },
    log,
  };
}

/** Nothing was found, and something could not be checked: never clean. */
export function incompleteReport(): Report {
  const full = fixtureReport();
  const outcomes = full.manifest.outcomes.filter(({ gate }) => gate === 'secrets' || gate === 'sca');
  const reasons = full.manifest.verdict.reasons.filter(({ gate }) => gate === 'sca');
  const verdict = {
    status: 'incomplete',
    exitCode: 2,
    reasons,
    counts: counts([0, 0, 0, 0, 0, 0, 0]),
  } as const;
  const discovery = { ...full.manifest.discovery, gaps: [] };
  const expected = outcomes.map(pairOf);
  const log = toLog(full.log.runs.filter((run) => run.automationDetails?.id === 'railgate/secrets/root/'));
  return { manifest: { ...full.manifest, expected, outcomes, waivers: [], verdict, discovery }, log };
}

export function step(
  id: string,
  title: string,
  target: string,
  findings: readonly Finding[],
  rules = RULES,
): sarif.Run {
  const ran = rules.filter((one) => one.id.startsWith(`${id}/`));
  const { engines, expected, seen } = evidence([ESLINT], { files: 1 }, { files: 1 });
  return buildRun({
    meta: { id, title },
    target,
    rules: ran,
    findings,
    evidence: { engines, expected, seen },
    gaps: [],
  });
}

function runs(): sarif.Run[] {
  const all = [
    step('lint', 'Railgate Lint', 'apps/api', FINDINGS),
    step('lint', 'Railgate Lint', 'apps/web', WEB_FINDINGS),
    step('railway', 'Railgate Railway', 'apps/api', RAILWAY_FINDINGS),
    step('secrets', 'Railgate Secrets', 'root', []),
  ];
  for (const run of all) finishRun(run, { readText: (path) => SOURCES[path], redact: (text) => text });
  const waived = all[1]?.results?.[1];
  if (!waived) throw new Error('The fixture lost its waived finding.');
  waived.suppressions = [
    {
      kind: 'external',
      status: 'accepted',
      justification: 'The old site is switched off in December.',
      properties: { owner: 'web team', expires: '2026-12-31' },
    },
  ];
  return all;
}

function manifest(outcomes: readonly ManifestOutcome[], waivers: readonly ManifestWaiver[]): RunManifest {
  return {
    schemaVersion: '1.0.0',
    tool: { name: 'railgate', version: '0.1.0' },
    root: '.',
    offline: true,
    date: '2026-11-22',
    discovery: {
      source: 'git',
      files: 1460,
      ignored: 12,
      projects: [{ name: 'api', path: 'apps/api', source: 'npm' }],
      gaps: [
        {
          code: 'FILE_UNREADABLE',
          message: 'apps/api/.cache cannot be read: permission denied.',
          remedy: GAPS.FILE_UNREADABLE.advice,
          path: 'apps/api/.cache',
          waived: false,
        },
      ],
    },
    verdict: {
      status: 'findings',
      exitCode: 1,
      reasons: [
        reason(
          'lint',
          'apps/api',
          'FINDINGS',
          '2 findings at or over high.',
          'Repair them, or waive them with a reason.',
        ),
        reason(
          'railway',
          'apps/api',
          'FINDINGS',
          '1 finding at or over high.',
          'Repair it, or waive it with a reason.',
        ),
        reason(
          'sca',
          'apps/web',
          'NEED_UNMET',
          'osv-scanner is not installed, and no other engine reads apps/web/go.sum.',
          ERRORS.NEED_UNMET.advice,
        ),
        reason(
          'discover',
          'root',
          'FILE_UNREADABLE',
          'apps/api/.cache cannot be read: permission denied.',
          GAPS.FILE_UNREADABLE.advice,
        ),
        reason('lint', 'apps/api', 'FILE_UNPARSEABLE', UNPARSEABLE.message, UNPARSEABLE.remedy),
      ],
      counts: counts([1, 2, 1, 1, 1, 6, 1]),
    },
    policy: {
      hash: `sha256:${'0f'.repeat(32)}`,
      failOn: 'high',
      newOnly: false,
      inlineIgnores: true,
      gates: {},
    },
    expected: outcomes.map(pairOf),
    outcomes,
    waivers,
    baseline: null,
    notScanned: [
      { path: 'apps/web/public/app.min.js', reason: 'minified' },
      { path: 'apps/web/public/vendor.min.js', reason: 'minified' },
      { path: 'vendor/widget', reason: 'submodule' },
    ],
    timings: { 'lint/apps/api': 812, discover: 40 },
  };
}

function counts([critical, high, medium, low, info, fresh, waived]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]): Counts {
  return { critical, high, medium, low, info, new: fresh, waived };
}

function reason(
  gate: string,
  target: string,
  code: RunManifest['verdict']['reasons'][number]['code'],
  message: string,
  remedy: string,
) {
  return { gate, target, code, message, remedy, waived: false };
}

function pairOf({ gate, target }: ManifestOutcome) {
  return { gate, target };
}

function base(gate: string, target: string) {
  return {
    gate,
    target,
    enforced: true,
    findings: 0,
    counts: counts([0, 0, 0, 0, 0, 0, 0]),
    gaps: [],
    degraded: [],
    evidence: null,
  } as const;
}

function done(gate: string, target: string, rest: Partial<ManifestOutcome>): ManifestOutcome {
  return { ...base(gate, target), status: 'done', ...rest };
}

function evidence(
  engines: readonly EngineEvidence[],
  expected: Evidence['expected'],
  seen: Evidence['seen'],
) {
  return { engines, expected, seen, data: null };
}

function rule(id: string, name: string, severity: Rule['severity'], summary: string, cwe: number): Rule {
  return {
    id,
    name,
    summary,
    description: `${summary} Values that a constant decides are left alone.`,
    why: 'It is a way in for whoever can send a request.',
    remediation: 'Follow the example of the page.',
    severity,
    precision: 'high',
    cwe: [cwe],
    references: [],
    since: '0.1.0',
  };
}
