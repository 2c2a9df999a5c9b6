import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'any case',
      traps: ['RLY-CFG-003 lower case'],
      files: {
        'railway.toml': '[build]\nbuilder = "dockerfile"\n[environments.pr.build]\nbuilder = "Nixpacks"\n',
      },
    },
    { name: 'null', files: { 'railway.json': '{ "build": { "builder": null } }' } },
  ],
  ng: [
    {
      name: 'docker',
      files: { 'railway.toml': '[build]\nbuilder = "docker"\n' },
      finds: [{ at: 'railway.toml:2:11', says: 'Did you mean DOCKERFILE?' }],
    },
    {
      name: 'a number, in an environment',
      files: { 'railway.json': '{ "environments": { "pr": { "build": { "builder": 3 } } } }' },
      finds: [{ at: 'railway.json:1', says: 'Use RAILPACK or DOCKERFILE.' }],
    },
  ],
};
