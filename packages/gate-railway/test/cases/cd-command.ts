import type { RuleCases } from '../rule-cases.js';

const json = (command: string) => JSON.stringify({ deploy: { startCommand: command } });
const APP = { 'backend/package.json': '{}' };

export const cases: RuleCases = {
  ok: [
    {
      name: 'from the repository root',
      traps: ['RLY-CFG-034 from the repository root'],
      files: { 'railway.json': json('cd backend && npm start'), ...APP },
    },
    { name: 'no cd', files: { 'backend/railway.json': json('npm start'), ...APP } },
    {
      name: 'a folder below the service',
      files: { 'backend/railway.json': json('cd src && node .'), 'backend/src/index.js': '' },
    },
    { name: 'what the build makes', files: { 'railway.json': json('cd dist && node .') } },
    {
      name: 'an image has folders of its own',
      files: { 'railway.json': json('cd app && node .'), Dockerfile: 'FROM x\n' },
    },
    {
      name: 'another service, from the top',
      files: { 'api/railway.json': json('cd backend && npm start'), ...APP },
    },
    { name: 'an absolute path', files: { 'railway.json': json('cd /app && node .') } },
  ],
  ng: [
    {
      name: 'into the folder that it lies in',
      files: { 'backend/railway.json': json('cd backend && npm start'), ...APP },
      finds: [{ at: 'backend/railway.json:1:27', says: 'Set Root Directory to backend' }],
    },
    {
      name: 'the same, deeper, in the build command',
      files: { 'apps/api/railway.toml': '[build]\nbuildCommand = "cd apps/api && make"\n' },
      finds: [{ at: 'apps/api/railway.toml:2:16' }],
    },
    {
      name: 'the last part of the folder only',
      files: { 'apps/api/railway.json': json('cd ./api; node .') },
      finds: [{ at: 'apps/api/railway.json:1' }],
    },
    {
      name: 'a folder that is nowhere',
      files: { 'railway.json': json('cd server && npm start'), ...APP },
      finds: [{ at: 'railway.json:1', says: 'no folder server below the repository root' }],
    },
    {
      name: 'not below the declared root',
      files: { 'railway.json': json('cd backend && npm start'), ...APP },
      services: [{ name: 'api', root: 'backend', configFile: 'railway.json' }],
      finds: [{ at: 'railway.json:1' }],
    },
  ],
};
