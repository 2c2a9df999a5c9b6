import type { RuleCases } from '../rule-cases.js';

const start = (command: string) => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'node', files: start('node dist/server.js') },
    { name: 'an installation in front', files: start('npm ci && node server.js') },
    { name: 'a migration in front', files: start('npm run migrate && node server.js') },
    {
      name: 'nothing configured',
      files: { 'railway.json': '{}', 'package.json': '{"scripts":{"start":"node ."}}' },
    },
    { name: 'bun runs the server itself', files: start('bun run src/server.ts') },
    { name: 'another program', files: start('npx next start') },
  ],
  ng: [
    {
      name: 'npm start',
      files: { ...start('npm start'), 'package.json': '{"scripts":{"start":"node dist/server.js"}}' },
      finds: [{ at: 'railway.toml:2:16', says: 'Start node dist/server.js directly' }],
    },
    {
      name: 'yarn behind cd',
      files: start('cd app && NODE_ENV=production yarn start:prod'),
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'the exec form',
      files: { 'railway.json': '{}', Dockerfile: 'FROM node:22\nCMD ["npm", "run", "start"]\n' },
      finds: [{ at: 'Dockerfile:2:1', says: 'npm stands' }],
    },
    {
      name: 'exec in a shell',
      files: start("sh -c 'exec pnpm --filter api start'"),
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'a Procfile',
      files: { 'railpack.json': '{}', Procfile: 'web: bun run start\n' },
      finds: [{ at: 'Procfile:1:6' }],
    },
  ],
};
