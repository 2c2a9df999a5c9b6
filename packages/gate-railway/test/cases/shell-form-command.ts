import type { RuleCases } from '../rule-cases.js';

const service = (lines: string, config = '{}') => ({
  'railway.json': config,
  Dockerfile: `FROM node:22\n${lines}\n`,
});
const fixed = (lines: string) => ({ Dockerfile: `FROM node:22\n${lines}\n` });

export const cases: RuleCases = {
  ok: [
    { name: 'the exec form', files: service('CMD ["npm", "start"]') },
    { name: 'exec', files: service('CMD exec npm start') },
    { name: 'exec behind another command', files: service('CMD npm run migrate && exec node server.js') },
    { name: 'exec over several lines', files: service('CMD npm run migrate && \\\n  exec node server.js') },
    {
      name: 'an ENTRYPOINT in exec form with a CMD in exec form',
      files: service('ENTRYPOINT ["./run.sh"]\nCMD ["node"]'),
    },
    { name: 'no command', files: service('EXPOSE 80') },
    {
      name: 'a CMD that a start command replaces',
      files: service('CMD npm start', '{ "deploy": { "startCommand": "node ." } }'),
    },
    {
      name: 'in a stage that does not run, and one that a later CMD replaces',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22 AS dev\nCMD npm start\nFROM node:22\nCMD a\nCMD ["b"]\n',
      },
    },
    { name: 'exec behind a variable', files: service('CMD NODE_ENV=production exec node .') },
    { name: 'a shell of Windows', files: service('SHELL ["powershell", "-Command"]\nCMD npm start') },
  ],
  ng: [
    {
      name: 'single quotes make no array, and no program has that name',
      files: service("CMD ['node', 'server.js']"),
      finds: [{ at: 'Dockerfile:2:1', severity: 'high', says: 'The CMD of Dockerfile is no JSON array' }],
    },
    ...['["node" "server.js"]', "[ 'node', 'server.js' ]", '["node",\\\n "server.js"', '[node]'].map(
      (array) => ({
        name: `no array: ${array}`,
        files: service(`ENTRYPOINT ${array}`),
        finds: [{ at: 'Dockerfile:2', severity: 'high' }] as const,
      }),
    ),
    {
      name: 'a test of the shell is no array',
      files: service('CMD [ "$A" = b ] && node .'),
      finds: [{ at: 'Dockerfile:2:1', severity: 'info', says: 'in front of node' }],
    },
    {
      name: 'a variable in front: exec goes behind it',
      files: service('CMD NODE_ENV=production node .'),
      finds: [{ at: 'Dockerfile:2:1', says: 'in front of node.' }],
    },
    {
      name: 'a program with a variable',
      files: service('CMD  uvicorn a:b --port $PORT'),
      finds: [{ at: 'Dockerfile:2:1', says: 'in front of uvicorn' }],
      fixed: fixed('CMD  exec uvicorn a:b --port $PORT'),
    },
    {
      name: 'over several lines',
      files: service('CMD npm \\\n  start'),
      finds: [{ at: 'Dockerfile:2' }],
      fixed: fixed('CMD exec npm \\\n  start'),
    },
    {
      name: 'an ENTRYPOINT in shell form, which the CMD does not matter to',
      files: service('ENTRYPOINT node server.js\nCMD ["x"]'),
      finds: [{ at: 'Dockerfile:2' }],
      fixed: fixed('ENTRYPOINT exec node server.js\nCMD ["x"]'),
    },
    {
      name: 'several commands are for a person',
      files: service('CMD npm run migrate && npm start'),
      finds: [{ at: 'Dockerfile:2', says: 'in front of npm' }],
    },
    {
      name: 'what the shell itself does, and a variable in front',
      files: service('CMD export A=1'),
      finds: [{ at: 'Dockerfile:2' }],
    },
    { name: 'a variable in front', files: service('CMD A=1 node .'), finds: [{ at: 'Dockerfile:2' }] },
    {
      name: 'inherited from an earlier stage, which others may use',
      files: { 'railway.json': '{}', Dockerfile: 'FROM node:22 AS base\nCMD npm start\nFROM base\n' },
      finds: [{ at: 'Dockerfile:2' }],
    },
  ],
};
