import type { RuleCases } from '../rule-cases.js';

const mounted = '{ "deploy": { "requiredMountPath": "/data" } }';
const service = (lines: string, config = mounted) => ({
  'railway.json': config,
  Dockerfile: `FROM node:22\n${lines}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'no volume', files: service('USER node', '{}') },
    { name: 'root', files: service('CMD ["node", "."]') },
    { name: 'root by name', files: service('USER node\nUSER root') },
    { name: 'a user of another stage', files: service('USER node\nFROM node:22\nCMD ["node", "."]') },
    {
      name: 'an entrypoint with gosu',
      files: service('RUN apt-get install gosu\nUSER node\nENTRYPOINT ["gosu", "node"]'),
    },
    { name: 'RAILWAY_RUN_UID', files: service('ENV RAILWAY_RUN_UID=0\nUSER node') },
    { name: 'a user that is not known', files: service('ARG U=node\nUSER $U') },
    {
      name: 'a mount path that is set to nothing',
      files: service('USER node', '{ "deploy": { "requiredMountPath": null } }'),
    },
  ],
  ng: [
    {
      name: 'requiredMountPath',
      files: service('USER node'),
      finds: [{ at: 'Dockerfile:2:1', says: 'node' }],
    },
    {
      name: 'in one environment, with a chown that the mount hides',
      files: service(
        'RUN mkdir /data && chown 1001 /data\nUSER 1001:1001',
        '{ "environments": { "production": { "deploy": { "requiredMountPath": "/data" } } } }',
      ),
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'the code asks for the path',
      files: {
        ...service('USER node', '{}'),
        'server.js': 'const dir = process.env.RAILWAY_VOLUME_MOUNT_PATH;\n',
      },
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'the Dockerfile names the path',
      files: service('USER node\nCMD ["sh", "-c", "exec node . $RAILWAY_VOLUME_MOUNT_PATH"]', '{}'),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'an entrypoint script that may be the answer',
      files: service('USER node\nENTRYPOINT ["./docker-entrypoint.sh"]'),
      finds: [{ at: 'Dockerfile:2', severity: 'low' }],
    },
  ],
};
