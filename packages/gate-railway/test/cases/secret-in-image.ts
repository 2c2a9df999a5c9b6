import type { RuleCases } from '../rule-cases.js';

const service = (lines: string) => ({ 'railway.json': '{}', Dockerfile: `FROM node:22\n${lines}\n` });
/** Made at run time, so that nothing that looks like a secret is committed. */
const value = ['k3J9', 'xq0v', 'Zt77'].join('');

export const cases: RuleCases = {
  ok: [
    { name: 'an ARG without a value', files: service('ARG NPM_TOKEN\nRUN npm ci') },
    { name: 'an empty value', files: service('ENV API_KEY=\nARG TOKEN=""') },
    {
      name: 'stand-ins that a build needs',
      traps: ['RLY-DOCK-009 stand-in for the build'],
      files: service('ENV SKIP_ENV_VALIDATION=1 JWT_SECRET=build-placeholder\nARG STRIPE_SECRET_KEY=dummy'),
    },
    {
      name: 'public keys',
      traps: ['RLY-DOCK-009 public key'],
      files: service(`ENV VITE_CLERK_PUBLISHABLE_KEY=${value}\nENV STRIPE_PUBLISHABLE_KEY=${value}`),
    },
    {
      name: 'public values from an ARG',
      files: service('ARG VITE_API_KEY\nENV VITE_API_KEY=$VITE_API_KEY'),
    },
    { name: 'what only belongs to a secret', files: service('ENV TOKEN_TTL=3600 MAX_TOKENS=4096') },
    { name: 'the path of a file', files: service('ENV GOOGLE_CREDENTIALS=/run/secrets/google.json') },
    {
      name: 'addresses of this machine and with stand-ins',
      files: service(
        'ENV DATABASE_URL=postgres://app:a1b2c3@localhost:5432/x\nENV B=postgres://postgres:postgres@db/x',
      ),
    },
    { name: 'a secret mount', files: service('RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci') },
    { name: 'a comment', files: service(`# ENV JWT_SECRET=${value}`) },
    { name: 'other variables from others', files: service('ARG VERSION=1\nENV APP_VERSION=$VERSION') },
  ],
  ng: [
    {
      name: 'an ENV with a literal',
      files: service(`ENV NODE_ENV=production \\\n    JWT_SECRET=${value}`),
      finds: [{ at: 'Dockerfile:2', says: 'ENV JWT_SECRET' }],
    },
    { name: 'the old form', files: service(`ENV JWT_SECRET ${value}`), finds: [{ at: 'Dockerfile:2' }] },
    {
      name: 'an ARG with a literal, in any stage and before the first',
      files: {
        'railway.json': '{}',
        Dockerfile: `ARG A_TOKEN=${value}\nFROM a:1 AS x\nARG B_PASSWORD="${value}"\nFROM b:1\n`,
      },
      finds: [
        { at: 'Dockerfile:1', says: 'ARG A_TOKEN' },
        { at: 'Dockerfile:3', says: 'ARG B_PASSWORD' },
      ],
    },
    {
      name: 'an ENV that takes over an ARG',
      files: service('ARG NPM_TOKEN\nENV NPM_TOKEN=${NPM_TOKEN}'),
      finds: [{ at: 'Dockerfile:3', says: 'keeps the secret of ARG NPM_TOKEN' }],
    },
    {
      name: 'under another name, inside an address',
      files: service('ARG DB_PASSWORD\nENV DATABASE_URL=postgres://app:$DB_PASSWORD@db/x'),
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'the same in a stage that is not shipped',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM a:1 AS build\nARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\nFROM b:1\nCOPY --from=build /a /a\n',
      },
      finds: [{ at: 'Dockerfile:3', severity: 'low' }],
    },
    {
      name: 'an address with a password',
      files: service(`ENV DATABASE_URL=postgres://app:${value}@db.internal.net:5432/x`),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'a default that everybody knows',
      files: service('ENV SECRET_KEY=change-me-in-production'),
      finds: [{ at: 'Dockerfile:2', severity: 'medium', says: 'everybody knows' }],
    },
  ],
};
