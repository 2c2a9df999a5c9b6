import { isTable, type ConfigDocument, type ConfigValue, type Pointer } from '@railgate/code';

import { numberOf } from '../names/numbers.js';
import { sectionsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const replicasWithVolume: RailwayRule = {
  id: 'railway/replicas-with-volume',
  name: 'ReplicasWithVolume',
  summary: 'A service has several replicas and a volume, which Railway does not allow.',
  description:
    'Reports more than one replica, in `numReplicas` or summed over the regions of `multiRegionConfig`, where `requiredMountPath` says that the service has a volume. What an environment does not set it takes from the base.',
  why: 'A volume belongs to one container. Railway refuses the replicas, or the deployment.',
  remediation:
    'Run one replica; or move what the volume holds to a database or a bucket, and delete the mount path.',
  example: {
    language: 'toml',
    before: '[deploy]\nnumReplicas = 2\nrequiredMountPath = "/data"',
    after: '[deploy]\nnumReplicas = 1\nrequiredMountPath = "/data"',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-019'],
  references: ['https://docs.railway.com/volumes/reference'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const section of sectionsOf(document, 'deploy')) {
        const mount = setting(document, section, 'requiredMountPath');
        if (mount === undefined || typeof document.get(mount) !== 'string' || document.get(mount) === '')
          continue;
        for (const key of ['numReplicas', 'multiRegionConfig']) {
          const pointer = setting(document, section, key);
          const count = pointer && replicas(document.get(pointer));
          // What comes from the base was said there.
          const isOwn = pointer?.length === section.length + 1 || mount.length === section.length + 1;
          if (pointer === undefined || count === undefined || count < 2 || !isOwn) continue;
          yield {
            message: `${key} asks for ${count} replicas, but the service has a volume, which only one container can use. Run one replica, or move the data elsewhere.`,
            at: document.place(pointer, 'value'),
            related: [document.place(mount, 'value', 'The volume.')],
          };
        }
      }
    },
  },
};

/** Of a section, else of the base. A null sets nothing. */
function setting(document: ConfigDocument, section: Pointer, key: string): Pointer | undefined {
  const isSet = (pointer: Pointer) => (document.get(pointer) ?? null) !== null;
  return [
    [...section, key],
    ['deploy', key],
  ].find(isSet);
}

function replicas(value: ConfigValue | undefined): number | undefined {
  if (value === undefined || !isTable(value)) return value === undefined ? undefined : numberOf(value);
  let sum = 0;
  for (const region of Object.values(value)) {
    sum += isTable(region) ? (numberOf(region['numReplicas'] ?? null) ?? 1) : 0;
  }
  return sum;
}
