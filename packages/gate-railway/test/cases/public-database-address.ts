import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

const POOL = "import { Pool } from 'pg';\n";
const iac = (env: string) => ({
  '.railway/railway.ts': `import { service } from "railway/iac";\nservice("api", { env: { ${env} } });\n`,
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'the private one',
      files: webService(`${POOL}new Pool({ connectionString: process.env.DATABASE_URL });`),
    },
    {
      name: 'a script',
      traps: ['RLY-URL-009 local script'],
      files: webService('', {
        'scripts/seed.ts': `${POOL}new Pool({ connectionString: process.env.DATABASE_PUBLIC_URL });`,
      }),
    },
    {
      name: 'a workflow that migrates',
      traps: ['RLY-URL-009 migration in CI'],
      files: webService('', {
        '.github/workflows/migrate.yml':
          'on: push\njobs:\n  a:\n    steps:\n      - run: railway run npx prisma migrate deploy\n        env: { DATABASE_URL: "${{ secrets.DATABASE_PUBLIC_URL }}" }\n',
      }),
    },
    {
      name: 'a test',
      files: webService('', { 'src/db.test.ts': 'connect(process.env.DATABASE_PUBLIC_URL);' }),
    },
    { name: 'a comment', files: webService('// process.env.DATABASE_PUBLIC_URL\n') },
    { name: 'another variable', files: webService('fetch(process.env.API_PUBLIC_URL);') },
    { name: 'railway.ts', files: iac('DATABASE_URL: "${{Postgres.DATABASE_URL}}"') },
    {
      name: 'an example that only hands it on',
      files: webService('', {
        '.env.example': 'DATABASE_PUBLIC_URL=${{Postgres.DATABASE_PUBLIC_URL}}\nA=DATABASE_PUBLIC_URL\n',
      }),
    },
  ],
  ng: [
    {
      name: 'a pool',
      files: webService(`${POOL}new Pool({ connectionString: process.env.DATABASE_PUBLIC_URL });`),
      finds: [{ at: 'src/main.ts:2', says: 'use DATABASE_URL' }],
    },
    {
      name: 'Python, through settings',
      files: {
        'railway.json': '{"deploy":{"startCommand":"python main.py"}}',
        'main.py': 'import os\nurl = os.environ["REDIS_PUBLIC_URL"]\n',
      },
      finds: [{ at: 'main.py:2', says: 'use REDIS_URL' }],
    },
    {
      name: 'after the private one',
      files: webService(
        `${POOL}new Pool({ connectionString: process.env.DATABASE_URL ?? process.env.DATABASE_PUBLIC_URL });`,
      ),
      finds: [{ at: 'src/main.ts:2', severity: 'info' }],
    },
    {
      name: 'a host of the proxy',
      files: webService(
        `${POOL}const url = 'postgres://roundhouse.proxy.rlwy.net:12345/railway';\nnew Pool({ connectionString: url });`,
      ),
      finds: [{ at: 'src/main.ts:2', says: 'roundhouse.proxy.rlwy.net' }],
    },
    {
      name: 'the domain of the proxy',
      files: webService('connect(process.env.RAILWAY_TCP_PROXY_DOMAIN);'),
      finds: [{ at: 'src/main.ts:1', says: 'private domain' }],
    },
    {
      name: 'a command',
      files: {
        'railway.json':
          '{\n  "deploy": {\n    "startCommand": "node dist/main.js",\n    "preDeployCommand": ["DATABASE_URL=$DATABASE_PUBLIC_URL npm run migrate"]\n  }\n}\n',
        'src/main.ts': '',
      },
      finds: [{ at: 'railway.json:4' }],
    },
    {
      name: 'railway.ts',
      files: iac('DATABASE_URL: "${{Postgres.DATABASE_PUBLIC_URL}}"'),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
    {
      name: 'an example',
      files: webService('', { '.env.example': 'DATABASE_URL=${{Postgres.DATABASE_PUBLIC_URL}}\n' }),
      finds: [{ at: '.env.example:1:14' }],
    },
  ],
};
