import type { RuleCases } from '../rule-cases.js';

const iac = (source: string) => `import { defineRailway, github, image, project, service } from "railway/iac";
const repo = () => github("a/b", { rootDirectory: "/apps/api" });
const web = { rootDirectory: "apps/web/" };
export default defineRailway(() => project("p", { resources: [
  service("x", { source: ${source} }),
] }));
`;

export const cases: RuleCases = {
  ok: [
    {
      name: 'options that are computed',
      files: { '.railway/railway.ts': iac('github("a/b", options())'), 'railway.json': '{}' },
    },
    {
      name: 'another root',
      traps: ['RLY-FILE-008 railway.ts owns other services'],
      files: {
        '.railway/railway.ts': iac('github("a/b", { rootDirectory: "apps/web" })'),
        'apps/api/railway.json': '{}',
      },
    },
    {
      name: 'an image',
      traps: ['RLY-FILE-008 railway.ts owns other services'],
      files: { '.railway/railway.ts': iac('image("postgres:16")'), 'railway.json': '{}' },
    },
    {
      name: 'a root that is computed',
      files: {
        '.railway/railway.ts': iac('github("a/b", { rootDirectory: process.env.X })'),
        'railway.json': '{}',
      },
    },
    {
      name: 'a function called service of something else',
      files: {
        '.railway/railway.ts': 'const service = (n: string) => n;\nservice("api");\n',
        'railway.json': '{}',
      },
    },
    {
      name: 'only railpack.json, which railway.ts does not replace',
      files: { '.railway/railway.ts': iac('github("a/b")'), 'railpack.json': '{}' },
    },
  ],
  ng: [
    {
      name: 'the same root through a function',
      files: { '.railway/railway.ts': iac('repo()'), 'apps/api/railway.json': '{}' },
      projects: ['apps/api'],
      finds: [{ at: 'apps/api/railway.json:1', says: 'in apps/api (x)' }],
    },
    {
      name: 'the same root through a constant, a slash behind it',
      files: { '.railway/railway.ts': iac('github("a/b", web)'), 'apps/web/railway.toml': '' },
      finds: [{ at: 'apps/web/railway.toml:1' }],
    },
    {
      name: 'the repository root',
      files: { '.railway/railway.ts': iac('github("a/b", { branch: "main" })'), 'railway.json': '{}' },
      finds: [{ at: 'railway.json:1' }],
    },
    {
      name: 'an import under another name',
      files: {
        '.railway/railway.ts':
          'import { service as s, github } from "railway/iac";\ns("api", { source: github("a/b") });\n',
        'railway.json': '{}',
      },
      finds: [{ at: 'railway.json:1', says: '(api)' }],
    },
  ],
};
