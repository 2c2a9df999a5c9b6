import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    { name: 'only railpack.json', files: { 'railpack.json': '{}' } },
    { name: 'only nixpacks.toml', files: { 'railway.json': '{}', 'nixpacks.toml': '' } },
    {
      name: 'a builder is named, which another rule looks at',
      files: {
        'railway.json': '{ "build": { "builder": "NIXPACKS" } }',
        'railpack.json': '{}',
        'nixpacks.toml': '',
      },
    },
    {
      name: 'a Dockerfile builds',
      files: { Dockerfile: 'FROM node:22\n', 'railpack.json': '{}', 'nixpacks.toml': '' },
    },
    {
      name: 'in other folders',
      files: { 'a/railpack.json': '{}', 'b/nixpacks.toml': '', 'nixpacks.toml': '' },
    },
  ],
  ng: [
    {
      name: 'both',
      files: { 'railpack.json': '{}', 'nixpacks.toml': '' },
      finds: [{ at: 'nixpacks.toml:1', says: 'railpack.json' }],
    },
    {
      name: 'both in the folder of a service with a configuration',
      files: { 'api/railway.json': '{}', 'api/railpack.json': '{}', 'api/nixpacks.toml': '' },
      finds: [{ at: 'api/nixpacks.toml:1' }],
    },
  ],
};
