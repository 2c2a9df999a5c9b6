import type { RuleCases } from '../rule-cases.js';

const start = (command: string) => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`,
});
const scripts = (all: Readonly<Record<string, string>>) => ({
  'package.json': JSON.stringify({ scripts: all }),
});
const START = scripts({ start: 'node .' });

export const cases: RuleCases = {
  ok: [
    {
      name: 'a script that exists',
      files: { ...start('npm run serve'), ...scripts({ serve: 'next start' }) },
    },
    { name: 'npm start runs server.js', files: { ...start('npm start'), ...scripts({}), 'server.js': '' } },
    {
      name: 'what a build makes',
      traps: ['RLY-FILE-006 made by the build'],
      files: { ...start('node dist/main.js'), ...scripts({ build: 'tsc' }) },
    },
    {
      name: '.next of a build',
      traps: ['RLY-FILE-006 made by the build'],
      files: { ...start('node .next/standalone/server.js'), ...scripts({ build: 'next build' }) },
    },
    {
      name: 'a build command',
      files: {
        'railway.json': '{"build":{"buildCommand":"make"},"deploy":{"startCommand":"node out/x.js"}}',
      },
    },
    { name: 'a build in front', files: start('make bundle && node bundle.js') },
    { name: 'a source file of the same name', files: { ...start('node build/main.js'), 'src/main.ts': '' } },
    { name: 'a file in another folder', files: { ...start('python main.py'), 'backend/main.py': '' } },
    { name: 'a module of a package', files: start('uvicorn litellm.proxy.proxy_server:app') },
    {
      name: 'a module in another folder',
      files: { ...start('uvicorn app.main:app'), 'backend/app/main.py': '' },
    },
    { name: 'python -m of a package', files: start('python -m http.server') },
    { name: 'a workspace by its name', files: { ...start('pnpm --filter api start'), ...scripts({}) } },
    { name: 'yarn runs programs too', files: { ...start('yarn next start'), ...scripts({}) } },
    { name: 'no package.json: the folder is in doubt', files: start('npm run serve') },
    {
      name: 'an image that copies from another stage',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM node:22 AS b\nRUN make\nFROM node:22\nCOPY --from=b /x .\nCMD ["node", "server.js"]\n',
      },
    },
    {
      name: 'an image of somebody else',
      files: { 'railway.json': '{}', Dockerfile: 'FROM ghcr.io/a/b\nCMD ["node", "server.js"]\n' },
    },
  ],
  ng: [
    {
      name: 'a script of npm',
      files: { ...start('npm run serve'), ...START },
      finds: [{ at: 'railway.toml:2:16', says: 'package.json has no script serve' }],
    },
    {
      name: 'no start script',
      files: { ...start('npm start'), ...scripts({ dev: 'x' }) },
      finds: [{ at: 'railway.toml:2', says: 'no script start' }],
    },
    {
      name: 'a script of pnpm in a folder, called by another script',
      files: {
        ...start('npm start'),
        ...scripts({ start: 'cd api && pnpm run serve' }),
        'api/package.json': '{"scripts":{}}',
      },
      finds: [{ at: 'railway.toml:2', says: 'api/package.json has no script serve' }],
    },
    {
      name: 'a file',
      files: { ...start('node server.js'), ...scripts({}) },
      finds: [{ at: 'railway.toml:2', says: 'file server.js' }],
    },
    {
      name: 'a file of the start script',
      files: { 'railway.json': '{}', ...scripts({ start: 'node src/server.js' }) },
      finds: [{ at: 'package.json:1:21', says: 'src/server.js' }],
    },
    { name: 'a Python file', files: start('python bot.py'), finds: [{ at: 'railway.toml:2' }] },
    {
      name: 'a module',
      files: { ...start('uvicorn app.main:app'), 'app/server.py': '' },
      finds: [{ at: 'railway.toml:2', says: 'module app.main' }],
    },
    { name: 'a module of gunicorn', files: start('gunicorn wsgi:app'), finds: [{ at: 'railway.toml:2' }] },
    {
      name: 'an image with an installation only',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n',
      },
      finds: [{ at: 'Dockerfile:4:1' }],
    },
  ],
};
