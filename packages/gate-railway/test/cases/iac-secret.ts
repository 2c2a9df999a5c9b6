import type { RuleCases } from '../rule-cases.js';

/** Made at run time, so that nothing that looks like a secret is committed. */
const value = ['k3J9', 'xq0v', 'Zt77'].join('');
const iac = (lines: string) => ({
  '.railway/railway.ts': `import { postgres, preserve, project, service } from "railway/iac";\n${lines}\n`,
});
const env = (text: string) => iac(`service("a", { env: {\n${text}\n} });`);

export const cases: RuleCases = {
  ok: [
    { name: 'preserve()', traps: ['RLY-IAC-001 preserve()'], files: env('JWT_SECRET: preserve()') },
    {
      name: 'a shared variable',
      traps: ['RLY-IAC-001 shared variable'],
      files: env('JWT_SECRET: ctx.shared.JWT_SECRET'),
    },
    {
      name: 'of a database',
      traps: ['RLY-IAC-001 variable of a database'],
      files: iac('const db = postgres("db");\nservice("a", { env: { DB_PASSWORD: db.env.PGPASSWORD } });'),
    },
    {
      name: 'a reference of Railway',
      traps: ['RLY-IAC-001 reference'],
      files: env('JWT_SECRET: "${{shared.JWT_SECRET}}"'),
    },
    {
      name: 'a reference inside an address',
      files: env('URL: "postgres://a:${{db.PGPASSWORD}}@db.railway.internal/x"'),
    },
    { name: 'the environment of the CLI', files: env('JWT_SECRET: process.env.JWT_SECRET!') },
    { name: 'a template with a substitution', files: env('JWT_SECRET: `${x}-y`') },
    { name: 'empty, and a stand-in', files: env('API_KEY: "", TOKEN: "<your token>"') },
    { name: 'public keys and numbers', files: env(`STRIPE_PUBLISHABLE_KEY: "${value}", MAX_TOKENS: 4096`) },
    { name: 'a comment', files: env(`// JWT_SECRET: "${value}"`) },
    {
      name: 'a function of the file',
      files: {
        '.railway/railway.ts': `const make = (x: unknown) => x;\nmake({ env: { JWT_SECRET: "${value}" } });\n`,
      },
    },
  ],
  ng: [
    {
      name: 'a literal',
      files: env(`  JWT_SECRET: "${value}"`),
      finds: [{ at: '.railway/railway.ts:3:15', says: 'JWT_SECRET holds a secret' }],
    },
    {
      name: 'a template without substitutions',
      files: env(`'API_KEY': \`${value}\``),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
    {
      name: 'through a constant and a spread',
      files: iac(
        `const shared = { API_TOKEN: "${value}" } as const;\nservice("a", {\n env: { ...shared } });`,
      ),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
    {
      name: 'set afterwards',
      files: iac(`const a = service("a", {});\na.env = { API_TOKEN: "${value}" };`),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
    {
      name: 'of the project, an address with a password',
      files: iac(`project("p", { variables: { URL: { value: "postgres://app:${value}@db.acme.net/x" } } });`),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
    {
      name: 'a default that everybody knows',
      files: env('SECRET_KEY: "changeme"'),
      finds: [{ at: '.railway/railway.ts:3', severity: 'medium' }],
    },
  ],
};
