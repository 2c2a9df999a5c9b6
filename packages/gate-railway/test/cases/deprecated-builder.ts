import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a Dockerfile builds',
      files: { 'railway.toml': '[build]\nbuilder = "NIXPACKS"\n', Dockerfile: 'FROM node:22\n' },
    },
    {
      name: 'Railpack and Dockerfile',
      files: {
        'a/railway.toml': '[build]\nbuilder = "RAILPACK"\n',
        'b/railway.toml': '[build]\nbuilder = "DOCKERFILE"\n',
      },
    },
  ],
  ng: [
    {
      name: 'Nixpacks in lower case',
      files: { 'railway.toml': '[build]\nbuilder = "nixpacks"\n' },
      finds: [{ at: 'railway.toml:2:11' }],
    },
  ],
};
