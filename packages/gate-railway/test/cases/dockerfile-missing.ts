import type { RuleCases } from '../rule-cases.js';

const named = (path: string) => `[build]\ndockerfilePath = "${path}"\n`;

export const cases: RuleCases = {
  ok: [
    {
      name: 'below the folder of the configuration',
      traps: ['RLY-CFG-006 relative to the configuration or to the root'],
      files: { 'api/railway.toml': named('docker/Dockerfile'), 'api/docker/Dockerfile': 'FROM node:22\n' },
    },
    {
      name: 'below the repository root',
      traps: ['RLY-CFG-006 relative to the configuration or to the root'],
      files: { 'api/railway.toml': named('/api/Dockerfile.prod'), 'api/Dockerfile.prod': 'FROM node:22\n' },
    },
    {
      name: 'one folder up',
      files: { 'api/railway.toml': named('../Dockerfile'), Dockerfile: 'FROM node:22\n' },
    },
    {
      name: 'the builder DOCKERFILE with a Dockerfile',
      files: { 'railway.toml': '[build]\nbuilder = "DOCKERFILE"\n', Dockerfile: 'FROM node:22\n' },
    },
    { name: 'another builder without one', files: { 'railway.toml': '[build]\nbuilder = "RAILPACK"\n' } },
  ],
  ng: [
    {
      name: 'nowhere',
      files: { 'api/railway.toml': named('docker/Dockerfile') },
      finds: [{ at: 'api/railway.toml:2:18', says: 'looked below api and the repository root' }],
    },
    {
      name: 'the builder DOCKERFILE without any',
      files: { 'railway.json': '{ "build": { "builder": "dockerfile" } }' },
      finds: [{ at: 'railway.json:1:25' }],
    },
    {
      name: 'right for some Root Directory',
      files: {
        'railway.toml': named('Dockerfile'),
        'backend/Dockerfile': 'FROM node:22\n',
        'backend/package.json': '{}',
      },
      finds: [{ at: 'railway.toml:2', severity: 'info', says: 'backend/Dockerfile' }],
    },
    {
      name: 'not below the declared root',
      files: { 'railway.toml': named('Dockerfile'), Dockerfile: 'FROM node:22\n' },
      services: [{ name: 'api', root: 'api', configFile: 'railway.toml' }],
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'out of the repository',
      files: { 'railway.toml': named('../../Dockerfile') },
      finds: [{ at: 'railway.toml:2' }],
    },
  ],
};
