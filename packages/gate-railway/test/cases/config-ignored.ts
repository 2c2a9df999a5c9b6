import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'Railpack builds',
      files: { 'railpack.json': '{}', 'railway.json': '{"build":{"builder":"railpack"}}' },
    },
    {
      name: 'the Dockerfile is in another folder',
      files: { 'railpack.json': '{}', 'db/Dockerfile': 'FROM postgres:16\n' },
    },
    {
      name: 'only a Dockerfile variant',
      files: { 'railpack.json': '{}', 'Dockerfile.dev': 'FROM node:22\n' },
    },
  ],
  ng: [
    {
      name: 'a Dockerfile in the same root',
      files: { 'api/railpack.json': '{}', 'api/Dockerfile': 'FROM node:22\n' },
      finds: [{ at: 'api/railpack.json:1', says: 'api/Dockerfile builds the service' }],
    },
    {
      name: 'the builder is Nixpacks',
      files: { 'railpack.json': '{}', 'railway.toml': '[build]\nbuilder = "NIXPACKS"\n' },
      finds: [{ at: 'railpack.json:1', says: 'sets the builder NIXPACKS' }],
    },
  ],
};
