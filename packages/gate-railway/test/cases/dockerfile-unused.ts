import type { RuleCases } from '../rule-cases.js';

const service = (name: string, config = '{}') => ({ 'railway.json': config, [name]: 'FROM node:22\n' });

export const cases: RuleCases = {
  ok: [
    { name: 'the right name', files: service('Dockerfile') },
    { name: 'beside a Dockerfile', files: { ...service('Dockerfile'), 'Dockerfile.prod': 'FROM node:22\n' } },
    {
      name: 'named by the configuration',
      files: service('Dockerfile.prod', '{ "build": { "dockerfilePath": "Dockerfile.prod" } }'),
    },
    {
      name: 'named for one environment',
      files: service(
        'Dockerfile.prod',
        '{ "environments": { "production": { "build": { "dockerfilePath": "Dockerfile.prod" } } } }',
      ),
    },
    {
      name: 'Railpack is meant',
      files: service('Dockerfile.prod', '{ "build": { "builder": "RAILPACK" } }'),
    },
    { name: 'for development', traps: ['RLY-DOCK-015 Dockerfile.dev'], files: service('Dockerfile.dev') },
    {
      name: 'for another host',
      traps: ['RLY-DOCK-015 Dockerfile of another host'],
      files: service('Dockerfile.render'),
    },
    { name: 'for tests', files: service('test.Dockerfile') },
    {
      name: 'two services in the folder',
      files: {
        'railway.json': '{}',
        'railway.worker.json': '{ "build": { "dockerfilePath": "Dockerfile.prod" } }',
        'Dockerfile.prod': 'FROM node:22\n',
      },
    },
    {
      name: 'a folder that is no service on Railway',
      files: { 'api/railway.json': '{}', 'web/package.json': '{}', 'web/Dockerfile.prod': 'FROM node:22\n' },
    },
  ],
  ng: [
    { name: 'Dockerfile.prod', files: service('Dockerfile.prod'), finds: [{ at: 'Dockerfile.prod:1' }] },
    {
      name: 'Dockerfile.railway',
      files: service('Dockerfile.railway'),
      finds: [{ at: 'Dockerfile.railway:1' }],
    },
    {
      name: 'with the name in front, in the folder of a service',
      files: { 'apps/api/railway.json': '{}', 'apps/api/production.Dockerfile': 'FROM node:22\n' },
      finds: [{ at: 'apps/api/production.Dockerfile:1' }],
    },
  ],
};
