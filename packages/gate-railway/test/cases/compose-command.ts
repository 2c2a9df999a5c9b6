import type { RuleCases } from '../rule-cases.js';

const start = (command: string) => ({ 'railway.toml': `[deploy]\nstartCommand = "${command}"\n` });

export const cases: RuleCases = {
  ok: [
    {
      name: 'another command',
      files: { ...start('node server.js'), 'docker-compose.yml': 'services: {}\n' },
    },
    { name: 'a file of that name', files: start('python check.py docker-compose.yml') },
    { name: 'a text', files: start("echo 'use docker compose up locally' && node .") },
    {
      name: 'a script that is not started',
      files: {
        ...start('npm start'),
        'package.json': '{"scripts":{"start":"node .","dev":"docker compose up"}}',
        'index.js': '',
      },
    },
    { name: 'composer', files: { 'railway.toml': '[build]\nbuildCommand = "composer install"\n' } },
  ],
  ng: [
    { name: 'docker compose', files: start('docker compose up'), finds: [{ at: 'railway.toml:2:16' }] },
    {
      name: 'docker-compose',
      files: start('cd app && sudo docker-compose up --build'),
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'in the build command',
      files: { 'railway.json': '{"build":{"buildCommand":"docker compose build"}}' },
      finds: [{ at: 'railway.json:1:26', says: 'buildCommand' }],
    },
    {
      name: 'in a pre-deploy command',
      files: { 'railway.json': '{"deploy":{"preDeployCommand":["docker-compose run api migrate"]}}' },
      finds: [{ at: 'railway.json:1:32' }],
    },
    {
      name: 'through a package script',
      files: { ...start('npm start'), 'package.json': '{"scripts":{"start":"docker compose up"}}' },
      finds: [{ at: 'package.json:1:21' }],
    },
  ],
};
