import type { RuleCases } from '../rule-cases.js';

/** Nothing that looks like a secret stands in the repository: it is put together here. */
const secret = ['k3J9', 'xq0v', 'Zt7P'].join('');
const github = ['gh', 'p_'].join('') + 'aB3'.repeat(12);

const start = (command: string) => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'a variable', traps: ['RLY-CFG-029 variable'], files: start('JWT_SECRET=$JWT node .') },
    {
      name: 'a variable in braces',
      traps: ['RLY-CFG-029 variable in braces'],
      files: start('node . --token=${API_TOKEN}'),
    },
    {
      name: 'a reference',
      traps: ['RLY-CFG-029 reference'],
      files: start('PASSWORD=${{Postgres.PGPASSWORD}} node .'),
    },
    {
      name: 'a stand-in for the build',
      files: {
        'railway.json':
          '{"build":{"buildCommand":"SECRET_KEY_BASE_DUMMY=1 SECRET_KEY=build-placeholder make"}}',
      },
    },
    { name: 'a public key', files: start(`STRIPE_PUBLISHABLE_KEY=${secret} node .`) },
    { name: 'a number', files: start('TOKEN_TTL=3600 MAX_TOKENS=100000 node .') },
    { name: 'a file', files: start('API_TOKEN=/run/secrets/token node .') },
    {
      name: 'an address without a password',
      files: start('node . --db postgres://db.railway.internal:5432/x'),
    },
    { name: 'an address of this machine', files: start(`node . postgres://app:${secret}@localhost/x`) },
  ],
  ng: [
    {
      name: 'a variable in front',
      files: start(`JWT_SECRET=${secret} node .`),
      finds: [{ at: 'railway.toml:2:28', says: 'JWT_SECRET is a secret' }],
    },
    {
      name: 'in the text of a shell',
      files: start(`sh -c 'export A=1; JWT_SECRET=${secret} exec node .'`),
      finds: [{ at: 'railway.toml:2', says: 'JWT_SECRET' }],
    },
    {
      name: 'a flag',
      files: start(`node . --api-key ${secret}`),
      finds: [{ at: 'railway.toml:2', says: 'api-key' }],
    },
    {
      name: 'an address',
      files: {
        'railway.json': `{"deploy":{"preDeployCommand":["psql postgres://app:${secret}@db.acme.net/x"]}}`,
      },
      finds: [{ at: 'railway.json:1:38', says: 'address with a password' }],
    },
    {
      name: 'a token in a build command of an environment',
      files: {
        'railway.json': `{"environments":{"pr":{"build":{"buildCommand":"npm config set x ${github}"}}}}`,
      },
      finds: [{ at: 'railway.json:1', says: 'GitHub' }],
    },
    {
      name: 'the credentials of a registry',
      files: { 'railway.json': `{"deploy":{"registryCredentials":{"username":"a","password":"${secret}"}}}` },
      finds: [{ at: 'railway.json:1:62', says: 'password is a secret' }],
    },
    {
      name: 'a key that Railway ignores',
      files: { 'railway.toml': `[variables]\nSTRIPE_SECRET_KEY = "${secret}"\n` },
      finds: [{ at: 'railway.toml:2:22' }],
    },
  ],
};
