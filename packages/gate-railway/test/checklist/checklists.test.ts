import { describe, expect, it } from 'vitest';

import { scanInMemory, type Repository } from '../../src/in-memory.js';

const SERVER =
  "import express from 'express';\nconst app = express();\napp.listen(process.env.PORT ?? 3000, '0.0.0.0');\n";
const CONFIG =
  '[deploy]\nstartCommand = "node src/server.js"\nhealthcheckPath = "/health"\nrestartPolicyType = "ON_FAILURE"\n';
const SPRING =
  'import org.springframework.boot.*;\nimport org.springframework.boot.autoconfigure.*;\n@SpringBootApplication class A { public static void main(String[] a) { SpringApplication.run(A.class, a); } }\n';
const ASPNET =
  'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.MapGet("/h", () => "ok");\napp.Run();\n';
const NODE = { 'package.json': '{}', 'railway.toml': CONFIG, 'src/server.js': SERVER };

/** `status: evidence` of a step of a service; `(tells nothing)` behind what is no gap. */
async function step(repository: Repository, id: string, subject = 'the repository root'): Promise<string> {
  const { checklists } = await scanInMemory(repository);
  const list = checklists.find((one) => one.subject === subject);
  const found = list?.steps.find((one) => one.id === id);
  if (!found) return `no step ${id} of ${subject}`;
  return `${found.status}${found.informational === true ? ' (informational)' : ''}: ${found.evidence}`;
}

async function gaps(repository: Repository): Promise<string[]> {
  const { stepGaps } = await scanInMemory(repository);
  return stepGaps.map(({ message, path }) => `${path}: ${message}`);
}

describe('the Quick-Check of a service', () => {
  it('has the steps of the requirement in their order, each with a word of what was seen', async () => {
    const { checklists, stepGaps } = await scanInMemory({ files: NODE, options: { deprecation: 'off' } });
    expect(checklists.map(({ title, subject }) => `${title} ${subject}`)).toEqual([
      'Quick-Check the repository root',
    ]);
    expect(
      checklists[0]?.steps.map(({ title, status, evidence }) => `${title} | ${status} | ${evidence}`),
    ).toEqual([
      '1 Checkout | not-applicable | the files are no checkout',
      '2 Files | pass | railway.toml valid; entry file src/server.js',
      '3 Port line | pass | src/server.js:3 (express) listens on PORT (else 3000), address 0.0.0.0',
      '4 Service URLs | not-applicable | no address of another service in 1 source file',
      '5 CORS | not-applicable | no CORS configuration in 1 source file',
      '6 WebSocket | not-applicable | no WebSocket in 1 source file',
      '7 Dockerfile | not-applicable | no Dockerfile builds it: RAILPACK does',
      '8 Deploy & verify | pass | starts node src/server.js; health check /health; restarts ON_FAILURE',
      'Conflicts | pass | railway.toml: no railpack.json beside it',
    ]);
    expect(stepGaps).toEqual([]);
  });

  it('names the findings of a step and the worst of them', async () => {
    const files = { ...NODE, 'src/server.js': SERVER.replace('process.env.PORT ?? 3000', '3000') };
    const { checklists } = await scanInMemory({ files });
    expect(checklists[0]?.steps.find(({ id }) => id === 'port')).toMatchObject({
      status: 'findings',
      evidence: 'express listens on the fixed port 3000, and Railway expects the service on PORT',
      place: { path: 'src/server.js', line: 3 },
      findings: [{ ruleId: 'railway/fixed-listen-port', path: 'src/server.js', line: 3 }],
    });
  });

  it.each([
    [
      'a fixed port',
      { 'railway.toml': '[deploy]\nstartCommand = "uvicorn a:b --host 0.0.0.0 --port 8000"\n' },
    ],
    ['$PORT without a shell', { Dockerfile: 'FROM python:3\nCMD ["uvicorn", "a:b", "--port", "$PORT"]\n' }],
  ])('a command with %s is about the port line', async (_what, files) => {
    const railway = { 'railway.toml': '', 'a.py': '' };
    expect(await step({ files: { ...railway, ...files } }, 'port')).toMatch(/^findings: /);
  });

  it.each([
    [
      'Spring Boot',
      'pom.xml',
      'src/main/java/A.java',
      SPRING,
      /^pass: Railpack hands PORT to .*A\.java:3 \(spring-boot\)/,
    ],
    [
      'ASP.NET Core',
      'A.csproj',
      'Program.cs',
      ASPNET,
      /^pass: Railpack hands PORT to Program\.cs:\d \(aspnet\)/,
    ],
  ])('Railpack says where %s listens', async (_what, manifest, path, code, expected) => {
    const files = { 'railway.toml': '[deploy]\nhealthcheckPath = "/h"\n', [manifest]: '', [path]: code };
    expect(await step({ files }, 'port')).toMatch(expected);
  });

  it('endpoints of Kestrel win over what Railpack says', async () => {
    const files = {
      'railway.toml': '[deploy]\nhealthcheckPath = "/h"\n',
      'A.csproj': '',
      'Program.cs': ASPNET,
      'appsettings.json': '{"Kestrel":{"Endpoints":{"Http":{"Url":"http://0.0.0.0:5000"}}}}',
    };
    expect(await step({ files }, 'port')).not.toMatch(/^pass/);
  });

  it('tells services apart, and gives both what they share', async () => {
    const files = {
      'railway.api.toml': '[build]\nbuilder = "DOCKERFILE"\n[deploy]\nstartCommand = "node a.js"\n',
      'railway.job.toml': '[build]\nbuilder = "DOCKERFILE"\n[deploy]\ncronSchedule = "0 0 * * *"\n',
      Dockerfile: 'FROM node:22\nCMD ["node", "a.js"]\n',
      'web/railway.toml': CONFIG,
    };
    const [api, job, web] = await Promise.all(
      ['railway.api.toml', 'railway.job.toml', 'web'].map((name) => step({ files }, 'dockerfile', name)),
    );
    expect(api).toMatch(/^findings/);
    expect(job).toMatch(/^findings/);
    expect(web).toMatch(/^not-applicable/);
  });

  it('says where it left something out of a long command', async () => {
    const command = `node server.js --port 8000 ${'--verbose '.repeat(6)}`;
    const files = {
      'railway.toml': `[build]\nbuilder = "DOCKERFILE"\n[deploy]\nstartCommand = "${command}"\nhealthcheckPath = "/health"\n`,
      Dockerfile: 'FROM node:22\nCMD ["node", "server.js"]\n',
      'server.js': '',
    };
    expect(await step({ files }, 'deploy')).toContain(' --…; health check /health');
  });

  describe('a service of railway.ts', () => {
    const IMPORT = 'import { github as repo, image, service } from "railway/iac";\n';
    const iac = (text: string) => ({
      '.railway/railway.ts': IMPORT + text,
      'apps/api/server.js': SERVER.replace('process.env.PORT ?? 3000', '3000'),
    });
    const CALL = 'repo("a/b", { rootDirectory: `apps/api` })';

    it.each([
      ['a template without a variable', `service(\`api\`, { source: ${CALL} });`],
      [
        'a spread',
        `const base = { source: ${CALL} };\nservice("api", { ...base, start: "node server.js" });`,
      ],
      ['its own root', 'const root = "apps/api";\nservice("api", { root });'],
    ])('is looked at: %s', async (_what, text) => {
      expect(await step({ files: iac(text) }, 'port', 'api')).toMatch(/^findings: /);
    });

    const COMPUTED =
      '.railway/railway.ts: The service api of .railway/railway.ts has a source or a root that is computed, so its code could not be looked at.';
    it.each([
      [
        'a parameter',
        'const from = (d: string) => repo("a/b", { rootDirectory: d });\nservice("api", { source: from("x") });',
      ],
      ['a template', 'service("api", { root: `apps/${name}` });'],
      ['a spread of something else', 'service("api", { ...other });'],
      ['another function', 'service("api", { source: from("apps/api") });'],
      ['a choice', `service("api", { source: here ? ${CALL} : image("a:1") });`],
    ])('is a gap where its root is computed: %s', async (_what, text) => {
      const files = iac(text);
      const messages = async (services: Repository['services'] = []) =>
        (await scanInMemory({ files, services })).gaps.map(({ path, message }) => `${path}: ${message}`);
      expect(await messages()).toContain(COMPUTED);
      expect(await messages([{ name: 'api', root: 'apps/api' }])).not.toContain(COMPUTED);
    });

    it.each([
      'service("api", { source: image("redis:7") });',
      'service("api", { start: "node a.js" });',
      'service("api");',
    ])('has none of this code: %s', async (text) => {
      expect((await scanInMemory({ files: iac(text) })).gaps).toEqual([]);
    });
  });

  it('gives what railway.ts says to the service that it says it of', async () => {
    const iac = [
      "import { service, github } from 'railway/iac';",
      "service('api', { source: github('o/r', { rootDirectory: 'api' }), healthcheck: '/health', start: 'node a.js' });",
      "service('web', { source: github('o/r', { rootDirectory: 'web' }), start: 'node b.js', domains: ['x.example'] });",
    ].join('\n');
    const files = {
      '.railway/railway.ts': iac,
      'api/Dockerfile': 'FROM a',
      'api/package.json': '{}',
      'api/a.js': '',
      'web/Dockerfile': 'FROM a',
      'web/package.json': '{}',
    };
    expect(await step({ files }, 'deploy', 'api')).toBe(
      'pass: starts node a.js; settings in .railway/railway.ts',
    );
    expect(await step({ files }, 'deploy', 'web')).toMatch(/^findings: web has no health check/);
  });
});

describe('a step that could not be checked', () => {
  it('is unknown where nobody reads the language, with one gap for all of them', async () => {
    const files = { ...NODE, 'src/server.js': '', 'mix.exs': '', 'lib/a.ex': '', 'lib/b.ex': '' };
    const why = '3 source files in Elixir, which this gate does not read';
    for (const id of ['port', 'urls', 'cors', 'websocket'])
      expect(await step({ files }, id)).toBe(`unknown: ${why}`);
    expect(await gaps({ files })).toEqual([
      `lib/a.ex: Port line, Service URLs, CORS and WebSocket of the repository root could not be checked: ${why}.`,
    ]);
  });

  it('is unknown where a file does not parse, whose own gap says it already', async () => {
    const files = { ...NODE, 'src/broken.js': 'fetch("http://a"; cors(' };
    expect(await step({ files }, 'urls')).toBe('unknown: src/broken.js has a syntax error at line 1');
    expect(await step({ files }, 'port'), 'what was seen counts').toMatch(/^pass/);
    expect(await gaps({ files })).toEqual([]);
  });

  it('is unknown where something says that it takes requests, and nothing that listens was seen', async () => {
    const files = { ...NODE, 'src/server.js': 'run();\n' };
    const why = 'nothing in 1 source file listens, though railway.toml has a health check';
    expect(await step({ files }, 'port')).toBe(`unknown: ${why}`);
    expect(await gaps({ files })).toEqual([
      `.: Port line of the repository root could not be checked: ${why}.`,
    ]);
  });

  it('is unknown where nothing says what starts', async () => {
    const files = { 'railway.toml': '[deploy]\nhealthcheckPath = "/"\n', 'lib/x.py': '' };
    expect(await step({ files }, 'deploy')).toMatch(/^unknown: no file says what starts it/);
  });

  it('is one gap where the folder holds nothing at all, or its settings cannot be read', async () => {
    const why = 'api holds nothing to build or start; `services` of the configuration can say where it is';
    expect(await gaps({ files: { 'api/railway.toml': '' } })).toEqual([
      `api: Port line and Deploy & verify of api could not be checked: ${why}.`,
    ]);
    const broken = { 'api/railway.toml': '[deploy' };
    expect(await step({ files: broken }, 'port', 'api')).toBe(
      'unknown: api/railway.toml does not parse at line 1, so the other rules could not look at it',
    );
    expect(await gaps({ files: broken })).toEqual([]);
  });

  it.each([
    ['the port', 'port', 'app.listen(make().port);', /takes its port from .*, which is not followed/],
    [
      'the origins',
      'cors',
      "import cors from 'cors';\napp.use(cors({ origin: make() }));",
      /decides about origins/,
    ],
  ])('is unknown where %s cannot be followed', async (_, id, code, why) => {
    const files = {
      ...NODE,
      'src/server.js': `import express from 'express';\nconst app = express();\n${code}\n`,
    };
    expect(await step({ files }, id)).toMatch(/^unknown: /);
    expect(await step({ files }, id)).toMatch(why);
  });

  it('is no gap where only a Dockerfile says that there is a service', async () => {
    const files = {
      '.railwayignore': '',
      'a/Dockerfile': 'FROM elixir:1.18\nCMD ["mix", "run"]\n',
      'a/mix.exs': '',
      'a/lib/a.ex': '',
    };
    expect(await step({ files }, 'port', 'a')).toMatch(
      /^unknown \(informational\): 2 source files in Elixir/,
    );
    expect(await step({ files }, 'deploy', 'a')).toMatch(
      /^unknown \(informational\): .*in no file of the repository$/,
    );
    expect(await gaps({ files })).toEqual([]);
  });

  it('counts for the checkout only where it is required', async () => {
    const checkout = {
      path: 'railway.toml',
      changed: [],
      checkout: { why: 'git is not installed', deploy: { name: 'main' }, shallow: false, stored: false },
    };
    expect(await step({ files: NODE, checkout }, 'checkout')).toBe(
      'unknown (informational): git is not installed',
    );
    expect(await gaps({ files: NODE, checkout })).toEqual([]);
    const required = { files: NODE, checkout, options: { requireUpToDate: true } };
    expect(await step(required, 'checkout')).toBe('unknown: git is not installed');
    expect(await gaps(required)).toEqual([
      '.: Checkout of the repository root could not be checked: git is not installed.',
    ]);
  });
});

describe('a step that does not apply, or passes', () => {
  it.each([
    [
      'a cron job needs no port',
      'port',
      {
        ...NODE,
        'railway.toml': '[deploy]\ncronSchedule = "0 0 * * *"\nstartCommand = "node src/job.js"\n',
        'src/server.js': '',
        'src/job.js': 'run();',
      },
      /^not-applicable: a worker or cron job/,
    ],
    [
      'a database needs none',
      'port',
      {
        'railway.toml': '[build]\nbuilder = "DOCKERFILE"\n',
        Dockerfile: 'FROM postgres:17 AS db\nFROM db\n',
      },
      /^not-applicable: the image postgres:17 serves no HTTP/,
    ],
    [
      'a bot that nobody asks needs none',
      'port',
      {
        'railway.toml': '[deploy]\nstartCommand = "node bot.js"\n',
        'bot.js': "import { Client } from 'discord.js';\nnew Client().login(process.env.TOKEN);\n",
      },
      /^not-applicable: nothing in 1 source file listens, and no file says/,
    ],
    [
      'a command hands PORT on',
      'port',
      {
        'railway.toml': '[deploy]\nstartCommand = "uvicorn main:app --host 0.0.0.0 --port $PORT"\n',
        'main.py': '',
      },
      /^pass: railway\.toml:2 hands \$PORT to uvicorn/,
    ],
    [
      'so does that of railpack.json',
      'port',
      { 'railpack.json': '{ "deploy": { "startCommand": "./run --port $PORT" } }' },
      /^pass: railpack\.json:1 hands \$PORT/,
    ],
    [
      'a program takes PORT itself',
      'port',
      {
        'railway.toml': '[deploy]\nstartCommand = "npm start"\n',
        'package.json': '{ "scripts": { "start": "next start" } }',
      },
      /^pass: package\.json:1 starts next, which listens on PORT by itself/,
    ],
    [
      'Railpack serves a static site',
      'port',
      { 'railway.toml': '', 'index.html': '' },
      /^pass: RAILPACK serves the static site of index\.html on PORT/,
    ],
    [
      'Railpack serves PHP',
      'port',
      { 'railway.toml': '', 'composer.json': '{}', artisan: '' },
      /^pass: RAILPACK serves the PHP application of artisan/,
    ],
    [
      'origins of a variable',
      'cors',
      {
        ...NODE,
        'src/server.js': `import cors from 'cors';\n${SERVER}app.use(cors({ origin: process.env.WEB_ORIGIN }));\n`,
      },
      /^pass: src\/server\.js:5 \(cors\) lets in WEB_ORIGIN/,
    ],
    [
      'addresses of variables',
      'urls',
      { ...NODE, 'src/server.js': `${SERVER}fetch(process.env.API_URL);\n` },
      /API_URL/,
    ],
    [
      'both files of a conflict are named',
      'conflict',
      { 'railway.toml': '', 'railpack.json': '{}' },
      /^findings: railpack\.json and railway\.toml both configure/,
    ],
  ] as const)('%s', async (_, id, files, wanted) => {
    expect(await step({ files: { ...files } }, id)).toMatch(wanted);
  });
});

it('takes control characters out of what a repository chose, and stays short', async () => {
  const name = `a\u001b[31m${'x'.repeat(500)}`;
  const { checklists } = await scanInMemory({
    files: { [`${name}/railway.toml`]: CONFIG, [`${name}/src/server.js`]: SERVER },
  });
  for (const { subject, steps } of checklists) {
    expect(subject).not.toContain('\u001b');
    for (const { evidence } of steps) {
      expect(evidence).not.toContain('\u001b');
      expect(evidence.length).toBeLessThanOrEqual(400);
    }
  }
  expect(checklists).toHaveLength(1);
});

describe('services that only railway.ts declares', () => {
  const iac = (...services: readonly string[]) =>
    ["import { service, github } from 'railway/iac';", ...services].join('\n');
  const web =
    "service('web', { source: github('o/r', { rootDirectory: 'apps/web' }), start: 'node a.js', healthcheck: '/h' });";
  const code = { 'apps/web/package.json': '{}', 'apps/web/a.js': SERVER };

  it('are read and checked as every other', async () => {
    const files = { '.railway/railway.ts': iac(web), ...code };
    expect(await step({ files }, 'port', 'web')).toMatch(
      /^pass: apps\/web\/a\.js:3 \(express\) listens on PORT/,
    );
    const fixed = { ...files, 'apps/web/a.js': SERVER.replace('process.env.PORT ?? 3000', '3000') };
    expect(await step({ files: fixed }, 'port', 'web')).toMatch(
      /^findings: express listens on the fixed port/,
    );
  });

  it('are read once, by the project that has railway.ts', async () => {
    const files = { '.railway/railway.ts': iac(web), ...code };
    const { checklists } = await scanInMemory({ files, projects: ['apps/web'] });
    expect(checklists.map(({ subject }) => subject)).toEqual(['web']);
  });

  it('keep their source to themselves', async () => {
    const root = "service('api', { source: github('o/r'), start: 'node b.js' });";
    const files = { '.railway/railway.ts': iac(web, root), ...code, 'package.json': '{}', 'b.js': '' };
    expect(await step({ files }, 'urls', 'web')).toContain('1 source file');
    expect(await step({ files }, 'urls', 'api')).toContain('1 source file');
  });

  it('are those whose Dockerfile or railpack.json they name, where their root is the whole repository', async () => {
    const whole = [
      "service('api', { source: github('o/r'), build: { dockerfilePath: 'api/Dockerfile' }, healthcheck: '/h' });",
      "service('site', { source: github('o/r'), env: { RAILPACK_CONFIG_FILE: 'site/railpack.json' }, healthcheck: '/h' });",
    ];
    const files = {
      '.railway/railway.ts': iac(...whole),
      'api/Dockerfile': 'FROM node:22\nCMD ["node", "a.js"]\n',
      'api/package.json': '{}',
      'api/a.js': '',
      'site/railpack.json': '{}',
      'site/index.html': '',
    };
    const { checklists } = await scanInMemory({ files });
    expect(checklists.map(({ subject }) => subject)).toEqual(['api', 'site']);
    expect(await step({ files }, 'deploy', 'api')).toContain('settings in .railway/railway.ts');
  });

  it('are none where the file speaks of other repositories, images, or folders that are not here', async () => {
    const others = [
      "service('docs', { source: github('o/docs') });",
      "service('cache', { source: image('redis:8') });",
      "service('gone', { source: github('o/r', { rootDirectory: 'apps/gone' }) });",
    ];
    const files = { '.railway/railway.ts': iac(web, ...others), ...code, 'package.json': '{}' };
    const { checklists } = await scanInMemory({ files });
    expect(checklists.map(({ subject }) => subject)).toEqual(['web']);
  });
});
