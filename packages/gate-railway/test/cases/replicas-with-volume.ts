import type { RuleCases } from '../rule-cases.js';

const deploy = (lines: string) => ({ 'railway.toml': `[deploy]\n${lines}\n` });
const MOUNT = 'requiredMountPath = "/data"';

export const cases: RuleCases = {
  ok: [
    { name: 'one replica', files: deploy(`numReplicas = 1\n${MOUNT}`) },
    { name: 'no volume', files: deploy('numReplicas = 3') },
    {
      name: 'no volume but a null',
      files: { 'railway.json': '{"deploy":{"numReplicas":2,"requiredMountPath":null}}' },
    },
    { name: 'one region', files: deploy(`${MOUNT}\n[deploy.multiRegionConfig.us-west2]\nnumReplicas = 1`) },
    {
      name: 'an environment without the replicas of the base',
      files: {
        'railway.toml': `[environments.pr.deploy]\n${MOUNT}\nnumReplicas = 1\n[deploy]\nnumReplicas = 3\n`,
      },
    },
  ],
  ng: [
    {
      name: 'two replicas',
      files: deploy(`numReplicas = 2\n${MOUNT}`),
      finds: [{ at: 'railway.toml:2:15', says: '2 replicas' }],
    },
    {
      name: 'two regions',
      files: deploy(
        `${MOUNT}\n[deploy.multiRegionConfig.us-west2]\nnumReplicas = 1\n[deploy.multiRegionConfig.europe-west4-drams3a]\nnumReplicas = 1`,
      ),
      finds: [{ at: 'railway.toml:3' }],
    },
    {
      name: 'three in one region',
      files: {
        'railway.json':
          '{"deploy":{"requiredMountPath":"/d","multiRegionConfig":{"us-west2":{"numReplicas":3}}}}',
      },
      finds: [{ at: 'railway.json:1', says: '3 replicas' }],
    },
    {
      name: 'the volume of the base, the replicas of an environment',
      files: { 'railway.toml': `[deploy]\n${MOUNT}\n[environments.production.deploy]\nnumReplicas = 4\n` },
      finds: [{ at: 'railway.toml:4:15' }],
    },
    {
      name: 'a number as a string',
      files: { 'railway.json': '{"deploy":{"numReplicas":"2","requiredMountPath":"/data"}}' },
      finds: [{ at: 'railway.json:1' }],
    },
  ],
};
