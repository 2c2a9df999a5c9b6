import type { RuleCases } from '../rule-cases.js';

const build = (lines: string) => ({ 'railway.toml': `[build]\n${lines}\n` });
const DOCKERFILE = { Dockerfile: 'FROM node:22\nRUN npm ci\n' };

export const cases: RuleCases = {
  ok: [
    { name: 'Railpack', files: build('buildCommand = "npm run build"') },
    { name: 'Nixpacks', files: build('builder = "NIXPACKS"\nbuildCommand = "npm run build"') },
    { name: 'an empty command', files: { ...build('buildCommand = " "'), ...DOCKERFILE } },
    { name: 'a null', files: { 'railway.json': '{"build":{"buildCommand":null}}', ...DOCKERFILE } },
    {
      name: 'a Dockerfile of another folder',
      files: { ...build('buildCommand = "make"'), 'db/Dockerfile': 'FROM postgres:16\n' },
    },
  ],
  ng: [
    {
      name: 'beside a Dockerfile',
      files: { ...build('buildCommand = "npm run build"'), ...DOCKERFILE },
      finds: [{ at: 'railway.toml:2:16', says: 'Dockerfile builds the service' }],
    },
    {
      name: 'the Dockerfile wins over Railpack',
      files: { ...build('builder = "RAILPACK"\nbuildCommand = "make"'), ...DOCKERFILE },
      finds: [{ at: 'railway.toml:3' }],
    },
    {
      name: 'a Dockerfile that is named',
      files: {
        ...build('dockerfilePath = "docker/api.Dockerfile"\nbuildCommand = "make"'),
        'docker/api.Dockerfile': 'FROM node:22\n',
      },
      finds: [{ at: 'railway.toml:3', says: 'docker/api.Dockerfile' }],
    },
    {
      name: 'the builder says so',
      files: { 'railway.json': '{"build":{"builder":"DOCKERFILE","buildCommand":"make"}}' },
      finds: [{ at: 'railway.json:1' }],
    },
    {
      name: 'in an environment',
      files: {
        'railway.toml': '[environments.pr.build]\nbuildCommand = "make"\n',
        ...DOCKERFILE,
      },
      finds: [{ at: 'railway.toml:2' }],
    },
  ],
};
