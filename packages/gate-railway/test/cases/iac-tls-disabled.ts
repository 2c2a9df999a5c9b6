import type { RuleCases } from '../rule-cases.js';

const env = (text: string) => ({
  '.railway/railway.ts': `import { preserve, service } from "railway/iac";\nservice("a", { env: {\n${text}\n} });\n`,
});
const reference = (name: string) => '${{Postgres.' + name + '}}';

export const cases: RuleCases = {
  ok: [
    { name: 'verification', files: env('NODE_TLS_REJECT_UNAUTHORIZED: "1"') },
    {
      name: 'the private network',
      traps: ['RLY-IAC-006 private network'],
      files: env('URL: "postgres://a@db.railway.internal:5432/x?sslmode=disable"'),
    },
    {
      name: 'a reference to the private address',
      files: env(`URL: "${reference('DATABASE_URL')}?sslmode=no-verify"`),
    },
    {
      name: 'the own certificate of the database',
      traps: ['RLY-IAC-006 own certificate of the database'],
      files: env(`DB_SSL: "no-verify", URL: "${reference('DATABASE_URL')}"`),
    },
    {
      name: 'a mode that verifies',
      files: env(`PGSSLMODE: "verify-full", URL: "${reference('DATABASE_PUBLIC_URL')}"`),
    },
    { name: 'preserve()', files: env('NODE_TLS_REJECT_UNAUTHORIZED: preserve()') },
    { name: 'this machine', files: env('URL: "postgres://a@localhost/x?sslmode=disable"') },
  ],
  ng: [
    {
      name: 'for all of Node.js',
      files: env('NODE_TLS_REJECT_UNAUTHORIZED: "0"'),
      finds: [{ at: '.railway/railway.ts:3:31' }],
    },
    {
      name: 'as a number',
      files: env('NODE_TLS_REJECT_UNAUTHORIZED: 0'),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
    {
      name: 'a public proxy',
      files: env('URL: "postgres://a@x.proxy.rlwy.net:1/x?sslmode=disable"'),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
    {
      name: 'another host',
      files: env('URL: "postgres://a@db.acme.net/x?ssl=false"'),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
    {
      name: 'a reference to the public address',
      files: env(`URL: "${reference('DATABASE_PUBLIC_URL')}?sslmode=no-verify"`),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
    {
      name: 'a mode of its own beside a public address',
      files: env(`URL: "${reference('DATABASE_PUBLIC_URL')}",\nDB_SSL: "no-verify"`),
      finds: [{ at: '.railway/railway.ts:4', says: 'DB_SSL' }],
    },
  ],
};
