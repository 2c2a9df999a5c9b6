import type { RuleCases } from '../rule-cases.js';

const custom = '{ "deploy": { "startCommand": "node worker.js" } }';

export const cases: RuleCases = {
  ok: [
    { name: 'the right names', files: { 'railway.toml': '', Dockerfile: 'FROM node:22\n' } },
    {
      name: 'a declared file with a name of its own',
      traps: ['RLY-FILE-005 custom config path'],
      files: { 'railway.worker.json': custom },
      services: [{ name: 'worker', root: '.', configFile: 'railway.worker.json' }],
    },
    {
      name: 'a JSON file that only has Railway in its name',
      files: {
        'railway.json': '{}',
        'railway-stations.json': '{ "stations": [] }',
        'railway.schema.json': '{ "$id": "x", "properties": { "build": {} } }',
      },
    },
    {
      name: 'a template for Railway’s marketplace, and a file to be copied',
      files: {
        'railway.json': '{}',
        'railway-template.json':
          '{ "$schema": "https://railway.com/railway.schema.json", "name": "A", "services": [] }',
        'railway.example.toml': '[deploy]\nstartCommand = "node ."\n',
      },
    },
    {
      name: 'a YAML file about something else',
      files: { 'railway.json': '{}', 'railway.yml': 'lines:\n  - north\n' },
    },
    {
      name: 'dockerfile that dockerfilePath names',
      files: {
        'railway.json': '{ "build": { "dockerfilePath": "dockerfile" } }',
        dockerfile: 'FROM node:22\n',
      },
    },
    {
      name: 'dockerfile in a folder where nothing is built',
      files: { 'railway.json': '{}', 'tools/x/dockerfile': 'FROM node:22\n' },
    },
    { name: 'in the documentation', files: { 'railway.json': '{}', 'docs/Railway.toml': '' } },
  ],
  ng: [
    {
      name: 'Railway.toml',
      files: { 'api/Railway.toml': '[build]\n' },
      finds: [{ at: 'api/Railway.toml:1', says: 'Railway looks for railway.toml' }],
    },
    {
      name: 'railway.yaml',
      files: { 'railway.yaml': 'build:\n  builder: RAILPACK\n' },
      finds: [{ at: 'railway.yaml:1', says: 'reads no YAML' }],
    },
    {
      name: 'DockerFile',
      files: { 'railway.json': '{}', DockerFile: 'FROM node:22\n' },
      finds: [{ at: 'DockerFile:1' }],
    },
    {
      name: 'a name of its own, undeclared',
      traps: ['RLY-FILE-005 custom config path'],
      files: { 'railway.worker.json': custom },
      finds: [{ at: 'railway.worker.json:1', severity: 'info' }],
    },
  ],
};
