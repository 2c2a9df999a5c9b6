import type { RuleCases } from '../rule-cases.js';

const railway = '{ "deploy": { "healthcheckPath": "/health" } }\n';
const railpack = '{ "provider": "node" }\n';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a config file with a name of its own, undeclared',
      files: { 'railway.worker.json': railway, 'railpack.json': railpack },
    },
    { name: 'railway.json alone', files: { 'railway.json': railway } },
    { name: 'railpack.json alone', files: { 'railpack.json': railpack } },
    {
      name: 'the two files in different service roots',
      traps: ['RLY-CONF-001 different folders'],
      files: { 'api/railway.json': railway, 'web/railpack.json': railpack },
    },
    {
      name: 'the other file in a test fixture',
      files: { 'railway.json': railway, 'tests/fixtures/railpack.json': railpack },
    },
  ],
  ng: [
    {
      name: 'a config file with a name of its own, declared',
      files: { 'railway.worker.json': railway, 'railpack.json': railpack },
      services: [{ name: 'worker', root: '.', configFile: 'railway.worker.json' }],
      finds: [{ at: 'railpack.json:1', says: 'the service worker' }],
    },
    {
      name: 'railpack.json beside railway.json, no setting in both',
      files: { 'api/railway.json': railway, 'api/railpack.json': railpack },
      finds: [{ at: 'api/railpack.json:1', says: 'No setting collides yet' }],
    },
    {
      name: 'beside railway.toml, with both commands in both',
      files: {
        'railway.toml': '[build]\nbuildCommand = "npm run build"\n[deploy]\nstartCommand = "npm start"\n',
        'railpack.json':
          '{ "steps": { "build": { "commands": ["...", "make"] } }, "deploy": { "startCommand": "x" } }',
      },
      finds: [
        {
          at: 'railpack.json:1',
          says: 'steps.build.commands and build.buildCommand, deploy.startCommand and deploy.startCommand, and railpack.json currently wins',
        },
      ],
    },
    {
      name: 'a Dockerfile builds, so that railpack.json cannot win',
      files: { 'railway.json': railway, 'railpack.json': railpack, Dockerfile: 'FROM node:22\n' },
      finds: [{ at: 'railpack.json:1', says: 'railpack.json is ignored' }],
    },
    {
      name: 'the severity that the option sets',
      traps: ['RLY-CONF-001 configurable severity'],
      files: { 'railway.json': railway, 'railpack.json': railpack },
      options: { conflictSeverity: 'low' },
      finds: [{ at: 'railpack.json:1', severity: 'low' }],
    },
    {
      name: 'a declared config file elsewhere and railpack.json in the declared root',
      files: { 'deploy/api.json': railway, 'apps/api/railpack.json': railpack },
      services: [{ name: 'api', root: 'apps/api', configFile: 'deploy/api.json' }],
      finds: [{ at: 'apps/api/railpack.json:1', says: 'the service api' }],
    },
    {
      name: 'also when one of the files does not parse',
      files: { 'railway.json': '{', 'railpack.json': railpack },
      finds: [{ at: 'railpack.json:1' }],
    },
  ],
};
