import type { RuleCases } from '../rule-cases.js';

const railpack = (text: string) => ({ 'railpack.json': text });

export const cases: RuleCases = {
  ok: [
    { name: 'a configuration', files: railpack('{ "steps": { "install": { "commands": ["npm ci"] } } }') },
    { name: 'an empty one', files: railpack('{}') },
    { name: 'baseImage further down', files: railpack('{ "steps": { "baseImage": {} } }') },
    { name: 'no object', files: railpack('[]') },
    {
      name: 'the plan under its own name',
      files: { 'railway.json': '{}', 'railpack-plan.json': '{ "steps": [] }' },
    },
  ],
  ng: [
    {
      name: 'a list of steps',
      files: railpack('{\n  "steps": [{ "name": "install" }]\n}'),
      finds: [{ at: 'railpack.json:2:3', says: '`steps` is a list' }],
    },
    {
      name: 'the old form, with a comment',
      files: railpack(
        '{\n  // generated\n  "baseImage": "ghcr.io/railwayapp/railpack-builder",\n  "steps": {}\n}',
      ),
      finds: [{ at: 'railpack.json:3', says: 'baseImage' }],
    },
    {
      name: 'both, in the folder of a service',
      files: { 'apps/api/railpack.json': '{ "baseImage": "x",\n"steps": [] }' },
      finds: [{ at: 'apps/api/railpack.json:2' }],
    },
  ],
};
