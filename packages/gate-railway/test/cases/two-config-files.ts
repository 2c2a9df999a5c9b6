import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'in different folders',
      traps: ['RLY-FILE-003 different folders'],
      files: { 'a/railway.toml': '', 'b/railway.json': '{}' },
    },
    {
      name: 'a second file with a name of its own',
      files: { 'railway.toml': '', 'railway.worker.json': '{ "deploy": { "startCommand": "x" } }' },
    },
    {
      name: 'two declared services in one root',
      files: { 'railway.toml': '', 'railway.json': '{}' },
      services: [
        { name: 'a', root: '.', configFile: 'railway.toml' },
        { name: 'b', root: '.', configFile: 'railway.json' },
      ],
    },
  ],
  ng: [
    {
      name: 'in one folder',
      files: { 'api/railway.toml': '', 'api/railway.json': '{}' },
      finds: [{ at: 'api/railway.json:1', says: 'api/railway.toml stands beside it and wins' }],
    },
    {
      name: 'also when neither parses',
      files: { 'railway.toml': '[', 'railway.json': '{' },
      finds: [{ at: 'railway.json:1' }],
    },
  ],
};
