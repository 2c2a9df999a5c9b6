import type { RuleCases } from '../rule-cases.js';

const service = (dockerfile: string) => ({ 'railway.json': '{}', Dockerfile: dockerfile });
const fixed = (dockerfile: string) => ({ Dockerfile: dockerfile });

export const cases: RuleCases = {
  ok: [
    {
      name: 'a default by ARG, ENV or fallback',
      traps: ['RLY-DOCK-002 fallback in place'],
      files: {
        ...service('FROM node:22\nARG PORT=1\nEXPOSE ${PORT}\n'),
        'b/railway.json': '{}',
        'b/Dockerfile': 'FROM node:22\nENV PORT 1\nEXPOSE $PORT\n',
        'c/railway.json': '{}',
        'c/Dockerfile': 'FROM node:22\nEXPOSE ${PORT:-1}\n',
      },
    },
    {
      name: 'ENV of the stage that it starts from',
      traps: ['RLY-DOCK-002 ENV'],
      files: service('FROM node:22 AS base\nENV PORT=1\nFROM base\nEXPOSE $PORT\n'),
    },
    {
      name: 'a stage that is not built',
      files: service('FROM node:22 AS old\nEXPOSE $PORT\nFROM node:22\nARG PORT=1\nEXPOSE $PORT\n'),
    },
    {
      name: 'a global ARG has a rule of its own',
      files: service('ARG PORT=1\nFROM node:22\nEXPOSE $PORT\n'),
    },
    {
      name: 'a literal and an escaped dollar',
      files: service('FROM node:22\nEXPOSE 3000\nLABEL a="\\$PORT"\n'),
    },
  ],
  ng: [
    {
      name: 'nothing',
      files: service('FROM node:22\nEXPOSE ${PORT}\n'),
      finds: [{ at: 'Dockerfile:2:1' }],
      fixed: fixed('FROM node:22\nARG PORT=8080\nEXPOSE ${PORT}\n'),
    },
    {
      name: 'ARG without a default',
      files: service('FROM node:22\nARG PORT\nEXPOSE $PORT\n'),
      finds: [{ at: 'Dockerfile:3' }],
      fixed: fixed('FROM node:22\nARG PORT=8080\nEXPOSE $PORT\n'),
    },
    {
      name: 'ARG of the stage that it starts from, which is not inherited',
      files: service('FROM node:22 AS base\nARG PORT=1\nFROM base\nEXPOSE $PORT\n'),
      finds: [{ at: 'Dockerfile:4' }],
      fixed: fixed('FROM node:22 AS base\nARG PORT=1\nFROM base\nARG PORT=8080\nEXPOSE $PORT\n'),
    },
    {
      name: 'ARG below it',
      files: service('FROM node:22\nEXPOSE $PORT\nARG PORT=1\n'),
      finds: [{ at: 'Dockerfile:2' }],
      fixed: fixed('FROM node:22\nARG PORT=8080\nEXPOSE $PORT\nARG PORT=1\n'),
    },
    {
      name: 'a base image that may set it',
      files: service('FROM ghcr.io/acme/base:1\nEXPOSE $PORT\n'),
      finds: [{ at: 'Dockerfile:2', severity: 'low' }],
      fixed: fixed('FROM ghcr.io/acme/base:1\nARG PORT=8080\nEXPOSE $PORT\n'),
    },
    {
      name: 'a stage that is copied from',
      files: service('FROM node:22 AS b\nEXPOSE $APP_PORT\nFROM node:22\nCOPY --from=b /a /a\n'),
      finds: [{ at: 'Dockerfile:2', says: 'APP_PORT' }],
      fixed: fixed(
        'FROM node:22 AS b\nARG APP_PORT=8080\nEXPOSE $APP_PORT\nFROM node:22\nCOPY --from=b /a /a\n',
      ),
    },
  ],
};
