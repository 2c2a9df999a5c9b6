import type { RuleCases } from '../rule-cases.js';

const json = (value: string) => ({ 'railway.json': `{ "deploy": { "preDeployCommand": ${value} } }` });

export const cases: RuleCases = {
  ok: [
    { name: 'a string', traps: ['RLY-CFG-023 plain string'], files: json('"npm run migrate"') },
    { name: 'a list of one', files: json('["npm run migrate"]') },
    {
      name: 'an empty list and null',
      files: { ...json('[]'), 'b/railway.json': '{ "deploy": { "preDeployCommand": null } }' },
    },
  ],
  ng: [
    {
      name: 'a list of two',
      files: json('["a", "b \\"c\\""]'),
      finds: [{ at: 'railway.json:1:35', says: 'list of 2' }],
      fixed: json('"a && b \\"c\\""'),
    },
    {
      name: 'in TOML over several lines',
      files: { 'railway.toml': '[deploy]\npreDeployCommand = [\n  "a",\n  "b", # last\n]\n' },
      finds: [{ at: 'railway.toml:2' }],
      fixed: { 'railway.toml': '[deploy]\npreDeployCommand = "a && b"\n' },
    },
    { name: 'a number', files: json('1'), finds: [{ at: 'railway.json:1' }] },
    { name: 'a list of something else', files: json('[1]'), finds: [{ at: 'railway.json:1' }] },
  ],
};
