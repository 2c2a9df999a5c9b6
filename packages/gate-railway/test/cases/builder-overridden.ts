import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'the builder says so too',
      files: { 'railway.toml': '[build]\nbuilder = "dockerfile"\n', Dockerfile: 'FROM node:22\n' },
    },
    { name: 'no builder', files: { 'railway.toml': '[deploy]\n', Dockerfile: 'FROM node:22\n' } },
    {
      name: 'a Dockerfile in another folder',
      traps: ['RLY-CFG-005 Dockerfile in another folder'],
      files: { 'railway.toml': '[build]\nbuilder = "NIXPACKS"\n', 'api/Dockerfile': 'FROM node:22\n' },
    },
    {
      name: 'Dockerfile.dev',
      files: { 'railway.toml': '[build]\nbuilder = "NIXPACKS"\n', 'Dockerfile.dev': 'FROM node:22\n' },
    },
  ],
  ng: [
    {
      name: 'Nixpacks beside a Dockerfile',
      files: {
        'api/railway.json': '{ "build": { "builder": "NIXPACKS" } }',
        'api/Dockerfile': 'FROM node:22\n',
      },
      finds: [{ at: 'api/railway.json:1:25', says: 'api/Dockerfile' }],
    },
  ],
};
