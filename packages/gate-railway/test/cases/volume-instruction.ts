import type { RuleCases } from '../rule-cases.js';

const service = (dockerfile: string) => ({ 'railway.json': '{}', Dockerfile: dockerfile });

export const cases: RuleCases = {
  ok: [
    { name: 'no VOLUME', files: service('FROM node:22\nCMD ["node", "."]\n') },
    { name: 'a comment', files: service('FROM node:22\n# VOLUME /data\nCMD ["node", "."]\n') },
    { name: 'a text that a command prints', files: service('FROM node:22\nRUN echo "VOLUME /data"\n') },
    { name: 'a continued line', files: service('FROM node:22\nRUN echo \\\nVOLUME /data\n') },
    {
      name: 'a Dockerfile that is not built on Railway',
      traps: ['RLY-DOCK-012 not built on Railway'],
      files: { 'railway.json': '{}', 'docker/backup/Dockerfile': 'FROM debian:12\nVOLUME /data\n' },
    },
    {
      name: 'a variant for development',
      files: { ...service('FROM node:22\n'), 'Dockerfile.dev': 'FROM node:22\nVOLUME /data\n' },
    },
    { name: 'a repository without Railway', files: { Dockerfile: 'FROM node:22\nVOLUME /data\n' } },
  ],
  ng: [
    {
      name: 'the JSON form',
      files: service('FROM node:22\nVOLUME ["/data"]\nCMD ["node", "."]\n'),
      finds: [{ at: 'Dockerfile:2:1', says: '/data' }],
      fixed: { Dockerfile: 'FROM node:22\nCMD ["node", "."]\n' },
    },
    {
      name: 'two of them in stages that are not the last, in lower case',
      files: service('FROM node:22 AS a\nvolume /a /b\nFROM node:22 AS c\n  VOLUME /c\nFROM a\n'),
      finds: [{ at: 'Dockerfile:2' }, { at: 'Dockerfile:4' }],
      fixed: { Dockerfile: 'FROM node:22 AS a\nFROM node:22 AS c\nFROM a\n' },
    },
    {
      name: 'the last line, without a line break',
      files: service('FROM node:22\nVOLUME /data'),
      finds: [{ at: 'Dockerfile:2' }],
      fixed: { Dockerfile: 'FROM node:22' },
    },
    {
      name: 'over several lines, CR LF',
      files: service('FROM node:22\r\nVOLUME /a \\\r\n  /b\r\nUSER node\r\n'),
      finds: [{ at: 'Dockerfile:2' }],
      fixed: { Dockerfile: 'FROM node:22\r\nUSER node\r\n' },
    },
    {
      name: 'the Dockerfile that a configuration names',
      files: {
        'railway.json': '{ "build": { "dockerfilePath": "docker/api.Dockerfile" } }',
        'docker/api.Dockerfile': 'FROM node:22\nVOLUME /data\n',
      },
      finds: [{ at: 'docker/api.Dockerfile:2' }],
      fixed: { 'docker/api.Dockerfile': 'FROM node:22\n' },
    },
    {
      name: 'only a Dockerfile says service',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': 'FROM node:22\nVOLUME /data\n',
      },
      finds: [{ at: 'web/Dockerfile:2', severity: 'low' }],
    },
  ],
};
