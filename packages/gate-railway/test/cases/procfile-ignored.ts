import type { RuleCases } from '../rule-cases.js';

const WEB = 'web: gunicorn app\n';
const RELEASE = 'release: python manage.py migrate\n';

export const cases: RuleCases = {
  ok: [
    { name: 'one process', files: { 'railpack.json': '{}', Procfile: WEB } },
    {
      name: 'without any file of Railway',
      traps: ['RLY-CMD-007 Procfile alone'],
      files: { Procfile: WEB, 'requirements.txt': '' },
    },
    { name: 'a worker alone', files: { 'railpack.json': '{}', Procfile: 'worker: celery worker\n' } },
    {
      name: 'the same start command',
      files: { 'railway.json': '{"deploy":{"startCommand":"gunicorn app"}}', Procfile: WEB },
    },
    {
      name: 'a pre-deploy command beside it, for another platform',
      files: {
        'railway.json': '{"deploy":{"preDeployCommand":"python manage.py migrate"}}',
        Procfile: RELEASE + WEB,
      },
    },
    {
      name: 'Nixpacks, which reads it in its own way',
      files: { 'railway.json': '{"build":{"builder":"NIXPACKS"}}', Procfile: RELEASE + WEB },
    },
  ],
  ng: [
    {
      name: 'release',
      files: { 'railway.json': '{}', Procfile: RELEASE + WEB },
      finds: [{ at: 'Procfile:1:10', says: 'preDeployCommand' }],
    },
    {
      name: 'release without a config file of the folder',
      files: { 'api/railway.json': '{}', 'web/requirements.txt': '', 'web/Procfile': RELEASE + WEB },
      finds: [{ at: 'web/Procfile:1', severity: 'low' }],
    },
    {
      name: 'another start command',
      files: { 'railway.json': '{"deploy":{"startCommand":"node ."}}', Procfile: WEB },
      finds: [{ at: 'Procfile:1:6', says: 'the start command of railway.json' }],
    },
    {
      name: 'a Dockerfile',
      files: { 'railway.json': '{}', Procfile: WEB, Dockerfile: 'FROM x\nCMD ["node", "."]\n' },
      finds: [{ at: 'Procfile:1', severity: 'info', says: 'the Dockerfile' }],
    },
    {
      name: 'a worker beside web',
      files: { 'railpack.json': '{}', Procfile: `${WEB}worker: celery worker\n` },
      finds: [{ at: 'Procfile:2:9', severity: 'info', says: 'never worker' }],
    },
  ],
};
