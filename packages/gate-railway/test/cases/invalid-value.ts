import type { RuleCases } from '../rule-cases.js';

const json = (text: string) => ({ 'railway.json': text });

export const cases: RuleCases = {
  ok: [
    {
      name: 'all types',
      files: json(
        '{ "build": { "watchPatterns": ["a"], "nixpacksPlan": {} }, "deploy": { "numReplicas": 2, "sleepApplication": true, "preDeployTimeoutSeconds": "30", "multiRegionConfig": {} } }',
      ),
    },
    {
      name: 'nulls',
      files: json(
        '{ "build": null, "deploy": { "startCommand": null, "numReplicas": null }, "environments": { "pr": null } }',
      ),
    },
    {
      name: 'keys with a rule of their own',
      files: json('{ "build": { "builder": 1 }, "deploy": { "cronSchedule": 1 } }'),
    },
    { name: 'an empty TOML file', files: { 'railway.toml': '' } },
  ],
  ng: [
    {
      name: 'a file that is a list',
      files: json('[]'),
      finds: [{ at: 'railway.json:1:1', says: 'The file must be a table' }],
    },
    { name: 'a file that is null', files: json('null'), finds: [{ at: 'railway.json:1:1' }] },
    {
      name: 'railpack.json that is a string',
      files: { 'railpack.json': '"x"' },
      finds: [{ at: 'railpack.json:1:1' }],
    },
    {
      name: 'sections that are no tables',
      files: json('{\n "build": "x",\n "environments": { "pr": [] },\n "deploy": 3\n}'),
      finds: [
        { at: 'railway.json:2:11' },
        { at: 'railway.json:3:26', says: '`environments.pr`' },
        { at: 'railway.json:4:12' },
      ],
    },
    {
      name: 'values of the wrong type',
      files: {
        'railway.toml':
          '[deploy]\nstartCommand = ["a"]\nnumReplicas = 1.5\nsleepApplication = "yes"\n[environments.pr.build]\nwatchPatterns = "a/**"\n',
      },
      finds: [
        { at: 'railway.toml:2', says: '`deploy.startCommand` must be a string' },
        { at: 'railway.toml:3:15' },
        { at: 'railway.toml:4' },
        { at: 'railway.toml:6', says: 'a list of strings' },
      ],
    },
    {
      name: 'a date where a string is meant',
      files: { 'railway.toml': '[deploy]\nnumReplicas = 2026-01-01\n' },
      finds: [{ at: 'railway.toml:2' }],
    },
  ],
};
