import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const unmappedFolder: RailwayRule = {
  id: 'railway/unmapped-folder',
  name: 'UnmappedFolder',
  summary: 'A folder looks like something to deploy, and no service of the repository has it.',
  description:
    'Reports, in a repository that is deployed to Railway, a folder with a start script or with a manifest beside an entry file (`main.py`, `main.go`, `src/main.rs`, `config.ru`, `public/index.php`) that is neither below a folder with a Railway file or Dockerfile, nor declared, nor named in railway.ts. Libraries, packages of tools (ESLint, tsconfig), tests, examples and documentation are left out.',
  why: 'It may be a service whose settings are in the dashboard alone. Then nothing here checks them, and its port, addresses and start command stay unseen.',
  remediation:
    'Declare the service under `services` in the configuration of Railgate, or add its railway.toml. Nothing is to be done where it is not deployed to Railway.',
  example: {
    language: 'text',
    before: 'apps/api/railway.toml\napps/web/package.json',
    after: 'apps/api/railway.toml\napps/web/package.json\napps/web/railway.toml',
  },
  severity: 'info',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-FILE-001'],
  references: ['https://docs.railway.com/deployments/monorepo'],
  since: '0.1.0',
  checks: {
    *unmapped({ path, folder }) {
      yield {
        message: `${folder === '.' ? 'The repository root' : cleanText(folder)} looks like a service, but no Railway file, Dockerfile or declaration belongs to it. Declare it under services if it is deployed.`,
        at: { path, region: { startLine: 1 } },
      };
    },
  },
};
