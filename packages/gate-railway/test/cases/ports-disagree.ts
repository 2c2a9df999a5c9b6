import type { RuleCases } from '../rule-cases.js';

const service = (lines: string, config = '{}') => ({
  'railway.json': config,
  Dockerfile: `FROM node:22\n${lines}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'the same port everywhere', files: service('ENV PORT=80\nEXPOSE 80/tcp\nCMD ["a", "-p", "80"]') },
    {
      name: 'several exposed ports',
      traps: ['RLY-DOCK-004 image with several ports'],
      files: service('ENV PORT=80\nEXPOSE 3000 9090\nCMD ["a", "-p", "81"]'),
    },
    {
      name: 'several EXPOSE',
      traps: ['RLY-DOCK-004 image with several ports'],
      files: service('EXPOSE 3000\nEXPOSE 9229\nCMD ["a", "-p", "80"]'),
    },
    { name: 'EXPOSE of the variable', files: service('ENV PORT=80\nEXPOSE ${PORT}\nCMD ["a"]') },
    { name: 'a variable among several', files: service('ENV PORT=80\nEXPOSE ${PORT} 9090') },
    { name: 'a range', files: service('ENV PORT=80\nEXPOSE 7000-7010') },
    {
      name: 'a default of the variable, since ENV decides',
      files: service('ENV PORT=80\nEXPOSE 80\nCMD server --port ${PORT:-3000}'),
    },
    { name: 'the port of something else', files: service('EXPOSE 3000\nCMD wait-for -p 5432 && node .') },
    { name: 'only one of them', files: service('EXPOSE 3000\nCMD ["node", "."]') },
    {
      name: 'a CMD that a start command replaces',
      files: service('EXPOSE 3000\nCMD ["a", "-p", "80"]', '{ "deploy": { "startCommand": "node ." } }'),
    },
    {
      name: 'another stage',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22 AS dev\nENV PORT=1\nEXPOSE 5173\nFROM node:22\nENV PORT=80\nEXPOSE 80\n',
      },
    },
    {
      name: 'a database',
      files: { 'railway.json': '{}', Dockerfile: 'FROM mysql:8\nENV PORT=1\nEXPOSE 3306\n' },
    },
  ],
  ng: [
    {
      name: 'EXPOSE and ENV',
      files: service('ENV PORT=8080\nEXPOSE 3000'),
      finds: [{ at: 'Dockerfile:3:1', says: 'EXPOSE 3000, ENV PORT 8080' }],
    },
    {
      name: 'EXPOSE and the exec form',
      files: service('EXPOSE 3000\nCMD ["uvicorn", "a:b", "--port", "8000"]'),
      finds: [{ at: 'Dockerfile:2', says: 'CMD 8000' }],
    },
    {
      name: 'ENV and the shell form',
      files: service('ENV NODE_ENV=x PORT=80\nCMD serve --port=3000'),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'all three',
      files: service('EXPOSE 1000\nENV PORT 2000\nENTRYPOINT ["a", "-b", "0.0.0.0:3000"]'),
      finds: [{ at: 'Dockerfile:2', says: 'EXPOSE 1000, ENV PORT 2000, ENTRYPOINT 3000' }],
    },
    {
      name: 'inherited from an earlier stage',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22 AS base\nENV PORT=80\nFROM base\nEXPOSE 3000/tcp\n',
      },
      finds: [{ at: 'Dockerfile:4' }],
    },
  ],
};
