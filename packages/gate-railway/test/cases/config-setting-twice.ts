import type { RuleCases } from '../rule-cases.js';

const railpack = '{\n  "deploy": { "startCommand": "node server.js" }\n}\n';

export const cases: RuleCases = {
  ok: [
    {
      name: 'each file sets something else',
      files: { 'railpack.json': railpack, 'railway.json': '{ "build": { "buildCommand": "make" } }' },
    },
    {
      name: 'null and the empty string set nothing',
      files: {
        'railpack.json': railpack,
        'railway.json': '{ "deploy": { "startCommand": null }, "build": { "buildCommand": "" } }',
      },
    },
    {
      name: 'a step that only keeps what Railpack would run',
      files: {
        'railpack.json': '{ "steps": { "build": { "commands": ["..."] } } }',
        'railway.json': '{ "build": { "buildCommand": "make" } }',
      },
    },
    {
      name: 'a Dockerfile builds, so railpack.json means nothing',
      files: {
        'railpack.json': railpack,
        'railway.json': '{ "deploy": { "startCommand": "npm start" } }',
        Dockerfile: 'FROM node:22\n',
      },
    },
    {
      name: 'the same settings in two services',
      files: {
        'a/railpack.json': railpack,
        'b/railway.json': '{ "deploy": { "startCommand": "npm start" } }',
      },
    },
  ],
  ng: [
    {
      name: 'two start commands',
      files: { 'railpack.json': railpack, 'railway.toml': '[deploy]\nstartCommand = "npm start"\n' },
      finds: [{ at: 'railpack.json:2:15', says: 'railway.toml' }],
    },
    {
      name: 'the same start command twice',
      traps: ['RLY-CONF-002 identical values'],
      files: { 'railpack.json': railpack, 'railway.toml': '[deploy]\nstartCommand = "node server.js"\n' },
      finds: [{ at: 'railpack.json:2', severity: 'medium', says: 'to the same value' }],
    },
    {
      name: 'a build command as an object',
      files: {
        'railpack.json': '{ "steps": { "build": { "commands": [{ "cmd": "make" }] } } }',
        'railway.json': '{ "build": { "buildCommand": "make all" } }',
      },
      finds: [{ at: 'railpack.json:1' }],
    },
  ],
};
