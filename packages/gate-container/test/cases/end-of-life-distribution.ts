import { TRACE, UNMAPPED, useOf } from '../made.js';
import type { RuleCases } from '../rule-cases.js';

const os = { family: 'alpine', version: '3.15.11', endOfLife: true };

export const cases: RuleCases = {
  ok: [
    { name: 'a release that is supported', observed: { os: { ...os, endOfLife: false } } },
    { name: 'no distribution', observed: { os: undefined } as never },
  ],
  ng: [
    {
      name: 'at the FROM that brings it',
      observed: { os },
      finds: [{ at: 'Dockerfile:1', says: 'alpine 3.15.11 is at the end of its life' }],
    },
    {
      name: 'with the tag of the next release, where the tag names its release',
      observed: { os },
      view: { trace: { ...TRACE, base: 'node:20.2-alpine3.15' } },
      finds: [{ at: 'Dockerfile:1', says: 'Start from `node:20-alpine3.22`: the same line on Alpine 3.22' }],
    },
    {
      name: 'at the FROM of a base image that is looked at by itself',
      observed: { os },
      view: { trace: UNMAPPED, uses: [useOf('web/Dockerfile', 2)], isBase: true },
      finds: [{ at: 'web/Dockerfile:2' }],
    },
    {
      name: 'in an image that no Dockerfile explains',
      observed: { os },
      view: { trace: UNMAPPED },
      finds: [{ at: 'image' }],
    },
  ],
};
