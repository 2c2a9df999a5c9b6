import type { RuleCases } from '../rule-cases.js';

const build = (lines: string) => ({ 'railway.toml': `[build]\n${lines}\n` });
const PATH = 'nixpacksConfigPath = "nixpacks.toml"';

export const cases: RuleCases = {
  ok: [
    { name: 'Nixpacks builds', files: { ...build(`builder = "nixpacks"\n${PATH}`), 'nixpacks.toml': '' } },
    { name: 'no builder: an old service may have Nixpacks in its settings', files: build(PATH) },
    { name: 'a null', files: { 'railway.json': '{"build":{"builder":"RAILPACK","nixpacksPlan":null}}' } },
    {
      name: 'an environment that Nixpacks builds',
      files: {
        'railway.toml': `[build]\nbuilder = "RAILPACK"\n${PATH}\n[environments.old.build]\nbuilder = "NIXPACKS"\n`,
      },
    },
    {
      name: 'the nixpacks.toml of another folder',
      files: { 'api/railway.toml': '[build]\nbuilder = "RAILPACK"\n', 'nixpacks.toml': '' },
    },
  ],
  ng: [
    {
      name: 'under Railpack',
      files: build(`builder = "RAILPACK"\n${PATH}`),
      finds: [{ at: 'railway.toml:3:1', says: 'nixpacksConfigPath has no effect: Railpack' }],
    },
    {
      name: 'under a Dockerfile',
      files: { ...build('nixpacksVersion = "1.30.0"'), Dockerfile: 'FROM node:22\n' },
      finds: [{ at: 'railway.toml:2', says: 'Dockerfile builds the service' }],
    },
    {
      name: 'a plan',
      files: { 'railway.json': '{"build":{"builder":"railpack","nixpacksPlan":{"phases":{}}}}' },
      finds: [{ at: 'railway.json:1:32' }],
    },
    {
      name: 'nixpacks.toml',
      files: { 'api/railway.toml': '[build]\nbuilder = "RAILPACK"\n', 'api/nixpacks.toml': '[phases]\n' },
      finds: [{ at: 'api/nixpacks.toml:1', says: 'api/nixpacks.toml has no effect' }],
    },
    {
      name: 'in an environment',
      files: {
        'railway.toml': `[build]\nbuilder = "RAILPACK"\n[environments.pr.build]\n${PATH}\n`,
      },
      finds: [{ at: 'railway.toml:4' }],
    },
  ],
};
