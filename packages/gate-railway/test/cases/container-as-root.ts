import type { RuleCases } from '../rule-cases.js';

const service = (dockerfile: string, config = '{}') => ({
  'railway.json': config,
  Dockerfile: `${dockerfile}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'a user', files: service('FROM node:22\nUSER node\nCMD ["node", "."]') },
    { name: 'a user by number with a group', files: service('FROM node:22\nUSER 1001:1001') },
    {
      name: 'a user of the stage that it starts from',
      files: service('FROM node:22 AS base\nUSER node\nFROM base\nCMD ["node", "."]'),
    },
    { name: 'a user from a variable', files: service('FROM node:22\nARG UID=1000\nUSER $UID') },
    {
      name: 'a volume, whose files belong to root',
      traps: ['RLY-DOCK-010 volume'],
      files: service('FROM node:22', '{ "deploy": { "requiredMountPath": "/data" } }'),
    },
    {
      name: 'a volume that the code asks for',
      files: { ...service('FROM node:22'), 'server.js': 'open(process.env.RAILWAY_VOLUME_MOUNT_PATH);\n' },
    },
    {
      name: 'RAILWAY_RUN_UID',
      traps: ['RLY-DOCK-010 RAILWAY_RUN_UID'],
      files: service('FROM node:22\nENV RAILWAY_RUN_UID=0'),
    },
    {
      name: 'an entrypoint with gosu',
      traps: ['RLY-DOCK-010 entrypoint that changes the user'],
      files: service('FROM debian:12\nRUN apt-get install -y gosu\nENTRYPOINT ["/entrypoint.sh"]'),
    },
    {
      name: 'su-exec',
      traps: ['RLY-DOCK-010 entrypoint that changes the user'],
      files: service('FROM alpine:3.20\nCMD chown app /data && exec su-exec app /server'),
    },
    {
      name: 'a database',
      traps: ['RLY-DOCK-010 image that drops privileges'],
      files: service('FROM postgres:16'),
    },
    {
      name: 'nginx',
      traps: ['RLY-DOCK-010 image that drops privileges'],
      files: service('FROM node:22 AS build\nFROM nginx:1.27-alpine'),
    },
    { name: 'PHP with Apache', files: service('FROM php:8.3-apache') },
    { name: 'a distroless image', files: service('FROM gcr.io/distroless/nodejs22:nonroot') },
    { name: 'an image without privileges', files: service('FROM nginxinc/nginx-unprivileged:1.27') },
    { name: 'an image whose user is not known', files: service('FROM ghcr.io/acme/app:1.2') },
    { name: 'an image from outside', files: service('ARG BASE\nFROM $BASE') },
  ],
  ng: [
    { name: 'no USER', files: service('FROM node:22\nCMD ["node", "."]'), finds: [{ at: 'Dockerfile:1:1' }] },
    {
      name: 'a USER in a stage that does not run',
      files: service('FROM node:22 AS build\nUSER node\nFROM node:22\nCOPY --from=build /a /a'),
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'root again',
      files: service('FROM node:22\nUSER node\nUSER root\nCMD ["node", "."]'),
      finds: [{ at: 'Dockerfile:3', says: 'USER root last' }],
    },
    { name: 'root by number', files: service('FROM node:22\nUSER 0:0'), finds: [{ at: 'Dockerfile:2' }] },
    { name: 'scratch', files: service('FROM scratch\nCOPY a /a'), finds: [{ at: 'Dockerfile:1' }] },
    {
      name: 'an entrypoint script that may change the user',
      files: service('FROM python:3.13\nCOPY docker-entrypoint.sh /\nENTRYPOINT ["/docker-entrypoint.sh"]'),
      finds: [{ at: 'Dockerfile:1', severity: 'low' }],
    },
  ],
};
