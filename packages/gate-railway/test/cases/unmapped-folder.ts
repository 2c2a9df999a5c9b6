import type { RuleCases } from '../rule-cases.js';

const API = { 'apps/api/railway.json': '{}' };
const START = '{"scripts":{"start":"node ."}}';

export const cases: RuleCases = {
  ok: [
    { name: 'a configuration', files: { ...API, 'apps/api/package.json': START } },
    {
      name: 'a Dockerfile',
      files: { ...API, 'apps/web/package.json': START, 'apps/web/Dockerfile': 'FROM node:22\n' },
    },
    {
      name: 'below the folder of a service',
      files: { 'railway.json': '{}', 'apps/web/package.json': START },
    },
    {
      name: 'a library',
      traps: ['RLY-FILE-001 library without a start script'],
      files: { ...API, 'packages/ui/package.json': '{"scripts":{"build":"tsc"}}' },
    },
    {
      name: 'a package of a tool',
      traps: ['RLY-FILE-001 packages of tools and tests'],
      files: { ...API, 'packages/eslint-config/package.json': START },
    },
    {
      name: 'tests',
      traps: ['RLY-FILE-001 packages of tools and tests'],
      files: { ...API, 'e2e/package.json': START },
    },
    {
      name: 'a library that is watched',
      files: { ...API, 'packages/ui/package.json': '{"scripts":{"start":"tsup --watch"}}' },
    },
    {
      name: 'declared',
      files: { ...API, 'apps/web/package.json': START },
      services: [{ name: 'web', root: 'apps/web' }],
    },
    {
      name: 'in railway.ts',
      files: {
        '.railway/railway.ts':
          'import { service, github } from "railway/iac";\nservice("w", { source: github("a/b", { rootDirectory: "apps/web" }) });\n',
        'apps/web/package.json': START,
      },
    },
    { name: 'a repository that is not on Railway', files: { 'apps/web/package.json': START } },
    {
      name: 'a start script of the root that starts a folder',
      files: { ...API, 'package.json': '{"scripts":{"start":"npm --prefix apps/api run start"}}' },
    },
    {
      name: 'a start script of the root that starts a workspace',
      files: { ...API, 'package.json': '{"scripts":{"start":"npm run start -w api"}}' },
    },
    {
      name: 'a folder that is deployed to Vercel',
      files: { ...API, 'web/package.json': START, 'web/vercel.json': '{}' },
    },
    {
      name: 'a folder that Vercel is told of at the root',
      files: { ...API, 'web/package.json': START, 'vercel.json': '{}' },
    },
    { name: 'a manifest without an entry file', files: { ...API, 'lib/requirements.txt': '' } },
  ],
  ng: [
    {
      name: 'a start script',
      files: { ...API, 'apps/web/package.json': START },
      finds: [{ at: 'apps/web/package.json:1', says: 'apps/web looks' }],
    },
    {
      name: 'a project of its own, which the gate skips',
      files: { ...API, 'apps/web/package.json': START },
      projects: ['apps/api', 'apps/web'],
      finds: [{ at: 'apps/web/package.json:1' }],
    },
    {
      name: 'Python',
      files: { ...API, 'bot/requirements.txt': '', 'bot/main.py': '' },
      finds: [{ at: 'bot/requirements.txt:1' }],
    },
    {
      name: 'Go',
      files: { ...API, 'gateway/go.mod': '', 'gateway/main.go': '' },
      finds: [{ at: 'gateway/go.mod:1' }],
    },
    {
      name: 'Rust',
      files: { ...API, 'core/Cargo.toml': '', 'core/src/main.rs': '' },
      finds: [{ at: 'core/Cargo.toml:1' }],
    },
    {
      name: 'the repository root',
      files: { ...API, 'package.json': START },
      finds: [{ at: 'package.json:1', says: 'The repository root' }],
    },
  ],
};
