import type { RuleCases } from '../rule-cases.js';

const pre = (command: string, more = '') => ({
  'railway.toml': `[deploy]\npreDeployCommand = ${JSON.stringify(command)}\n${more}`,
});
const MOUNT = 'requiredMountPath = "/data"\n';

export const cases: RuleCases = {
  ok: [
    { name: 'a migration', files: pre('npx prisma migrate deploy', MOUNT) },
    { name: 'a path that only begins alike', files: pre('node seed.js /database/x', MOUNT) },
    { name: 'a folder of the source with the same name', files: pre('node app/data/seed.js', MOUNT) },
    { name: 'a temporary file', files: pre('cp a.json /tmp/a.json') },
    { name: 'a seed', files: pre('node dist/seed.js') },
    { name: 'a check of types', files: pre('tsc --noEmit') },
    { name: 'a null', files: { 'railway.json': '{"deploy":{"preDeployCommand":null}}' } },
  ],
  ng: [
    {
      name: 'the volume',
      files: pre('node seed.js --out=/data/x.json', MOUNT),
      finds: [{ at: 'railway.toml:2:20', says: 'is on the volume' }],
    },
    {
      name: 'SQLite',
      files: pre('DATABASE_URL=sqlite:///app.db alembic upgrade head'),
      finds: [{ at: 'railway.toml:2', says: 'database in a file' }],
    },
    {
      name: 'static files',
      files: pre('python manage.py collectstatic --noinput'),
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'a build, in an array, through a script',
      files: {
        'railway.json': '{"deploy":{"preDeployCommand":["npm run build"]}}',
        'package.json': '{"scripts":{"build":"next build"}}',
      },
      finds: [{ at: 'package.json:1:21', says: 'next build' }],
    },
    {
      name: 'a copy behind a migration',
      files: pre('alembic upgrade head && cp -r dist public'),
      finds: [{ at: 'railway.toml:2' }],
    },
  ],
};
