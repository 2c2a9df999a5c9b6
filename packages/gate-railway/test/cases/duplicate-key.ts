import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'the same key in two objects',
      files: { 'railway.json': '{ "build": { "x-a": 1 }, "deploy": { "x-a": 1 } }' },
    },
    {
      name: 'the same text as key and value',
      files: { 'railpack.json': '{ "packages": { "node": "node" } }' },
    },
  ],
  ng: [
    {
      name: 'in railway.json',
      files: { 'railway.json': '{\n  "deploy": {},\n  "deploy": {}\n}' },
      finds: [{ at: 'railway.json:3:3', says: 'The key `deploy` stands twice' }],
    },
    {
      name: 'in railpack.json, written with an escape',
      files: { 'railpack.json': '{ "provider": "node", "provide\\u0072": "go" }' },
      finds: [{ at: 'railpack.json:1:23' }],
    },
    {
      name: '__proto__ twice',
      files: { 'railway.json': '{ "__proto__": 1, "__proto__": 2 }' },
      finds: [{ at: 'railway.json:1:19' }],
    },
  ],
};
