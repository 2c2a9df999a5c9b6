import type { RuleCases } from '../rule-cases.js';

const service = (dockerfile: string) => ({ 'railway.json': '{}', Dockerfile: dockerfile });

export const cases: RuleCases = {
  ok: [
    { name: 'declared again', files: service('ARG PORT=1\nFROM node:22\nARG PORT\nEXPOSE $PORT\n') },
    { name: 'used in FROM only', files: service('ARG TAG=22\nFROM node:${TAG}\nARG PORT=1\nEXPOSE $PORT\n') },
    { name: 'set by ENV', files: service('ARG PORT=1\nFROM node:22\nENV PORT=2\nEXPOSE $PORT\n') },
  ],
  ng: [
    {
      name: 'not declared again',
      files: service('ARG PORT=1\nFROM node:22\nEXPOSE ${PORT}\n'),
      finds: [{ at: 'Dockerfile:3:1' }],
      fixed: { Dockerfile: 'ARG PORT=1\nFROM node:22\nARG PORT\nEXPOSE ${PORT}\n' },
    },
    {
      name: 'declared again in another stage',
      files: service('ARG PORT=1\nFROM node:22 AS a\nARG PORT\nFROM node:22\nEXPOSE $PORT\n'),
      finds: [{ at: 'Dockerfile:5' }],
      fixed: {
        Dockerfile: 'ARG PORT=1\nFROM node:22 AS a\nARG PORT\nFROM node:22\nARG PORT\nEXPOSE $PORT\n',
      },
    },
    {
      name: 'global without a default',
      files: service('ARG PORT\nFROM node:22\nEXPOSE $PORT\n'),
      finds: [{ at: 'Dockerfile:3' }],
      fixed: { Dockerfile: 'ARG PORT\nFROM node:22\nARG PORT=8080\nEXPOSE $PORT\n' },
    },
  ],
};
