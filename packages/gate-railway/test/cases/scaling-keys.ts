import type { RuleCases } from '../rule-cases.js';

const regions = (name: string, more = '') => ({
  'railway.toml': `[deploy]\n${more}[deploy.multiRegionConfig.${name}]\nnumReplicas = 2\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'multiRegionConfig alone', files: regions('us-west2') },
    {
      name: 'numReplicas and region',
      files: { 'railway.toml': '[deploy]\nnumReplicas = 2\nregion = "us-west2"\n' },
    },
    {
      name: 'a short code',
      traps: ['RLY-CFG-020 short code'],
      files: { 'railway.toml': '[deploy]\nregion = "ams"\n' },
    },
    {
      name: 'the former name of a region',
      traps: ['RLY-CFG-020 former id of a region'],
      files: regions('europe-west4'),
    },
    {
      name: 'the former name of the western region',
      traps: ['RLY-CFG-020 former id of a region'],
      files: { 'railway.toml': '[deploy]\nregion = "us-west1"\n' },
    },
    {
      name: 'nulls',
      files: { 'railway.json': '{"deploy":{"numReplicas":2,"multiRegionConfig":null,"region":null}}' },
    },
    {
      name: 'an empty table',
      files: { 'railway.json': '{"deploy":{"numReplicas":2,"multiRegionConfig":{}}}' },
    },
  ],
  ng: [
    {
      name: 'numReplicas beside it',
      files: regions('us-west2', 'numReplicas = 3\n'),
      finds: [{ at: 'railway.toml:2:1', says: 'numReplicas stands beside' }],
    },
    {
      name: 'region beside it',
      files: regions('us-west2', 'region = "us-west2"\n'),
      finds: [{ at: 'railway.toml:2:1' }],
    },
    {
      name: 'in an environment',
      files: {
        'railway.json':
          '{"environments":{"pr":{"deploy":{"numReplicas":1,"multiRegionConfig":{"us-west2":{"numReplicas":1}}}}}}',
      },
      finds: [{ at: 'railway.json:1' }],
    },
    {
      name: 'a region with a slip of the pen',
      files: regions('us-west-2'),
      finds: [{ at: 'railway.toml:2', severity: 'info', says: 'Is us-west2 meant?' }],
    },
    {
      name: 'a region of another platform',
      files: { 'railway.toml': '[deploy]\nregion = "eu-central-1"\n' },
      finds: [{ at: 'railway.toml:2:10', severity: 'info' }],
    },
  ],
};
