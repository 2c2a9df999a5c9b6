import type { RuleCases } from '../rule-cases.js';

const service = (dockerfile: string) => ({ 'railway.json': '{}', Dockerfile: dockerfile });
const digest = `sha256:${'ab'.repeat(32)}`;

export const cases: RuleCases = {
  ok: [
    { name: 'a tag and a digest', files: service(`FROM node:22@${digest}\n`) },
    { name: 'the full version', files: service('FROM node:22.21.1-bookworm-slim\n') },
    { name: 'a digest alone', files: service(`FROM ghcr.io/a/b@${digest}\n`) },
    { name: 'scratch', traps: ['RLY-DOCK-014 scratch'], files: service('FROM scratch\nCOPY a /a\n') },
    {
      name: 'an earlier stage, by name and by number',
      traps: ['RLY-DOCK-014 earlier stage'],
      files: service(`FROM node:22@${digest} AS Base\nFROM base AS next\nFROM next\nCOPY --from=0 /a /a\n`),
    },
    {
      name: 'a tag from an ARG',
      traps: ['RLY-DOCK-014 tag from an ARG'],
      files: service('ARG VERSION=22\nFROM node:${VERSION}\n'),
    },
    { name: 'an image from an ARG without a default', files: service('ARG BASE\nFROM $BASE\n') },
    {
      name: 'a stage that is not built',
      files: service(`FROM node:latest AS dev\nFROM node:22@${digest} AS run\n`),
    },
    { name: 'COPY from the context', files: service(`FROM node:22@${digest}\nCOPY a:latest /x\n`) },
  ],
  ng: [
    { name: 'no tag', files: service('FROM node\n'), finds: [{ at: 'Dockerfile:1:1', says: 'node is' }] },
    { name: 'latest', files: service('FROM python:latest\n'), finds: [{ at: 'Dockerfile:1' }] },
    {
      name: 'a registry with a port is no tag',
      files: service('FROM registry.example.com:5000/team/node\n'),
      finds: [{ at: 'Dockerfile:1' }],
    },
    {
      name: 'with a platform, in a stage that is copied from',
      files: service(`FROM --platform=linux/amd64 golang AS build\nFROM scratch\nCOPY --from=build /a /a\n`),
      finds: [{ at: 'Dockerfile:1' }],
    },
    {
      name: 'copied from an image',
      files: service(`FROM python:3@${digest}\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n`),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'a tag without a digest is info, once for each image',
      files: service('FROM node:22-slim AS build\nRUN a\nFROM node:22-slim\nCOPY --from=build /a /a\n'),
      finds: [{ at: 'Dockerfile:1', severity: 'info' }],
    },
  ],
};
