import { valueAt, type IacDocument, type IacResource } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const volumeWithoutBackups: RailwayRule = {
  id: 'railway/volume-without-backups',
  name: 'VolumeWithoutBackups',
  summary: 'railway.ts declares a volume without a schedule for backups.',
  description:
    'Reports `volume(…)` in .railway/railway.ts whose options have no `backupSchedules`, or an empty list, unless the place where it is mounted has them. Options that are computed are left out, and so are volumes that databases get without being written down. Schedules that were set in the dashboard cannot be seen.',
  why: 'Without a schedule nothing of the volume is kept: a wrong DELETE, a migration that fails or a volume that is wiped loses the data for good.',
  remediation:
    'Write `backupSchedules: ["DAILY", "WEEKLY"]`, and keep a dump elsewhere too, since wiping a volume deletes its backups.',
  example: {
    language: 'typescript',
    before: 'const data = volume("data", { sizeMB: 5000 });',
    after: 'const data = volume("data", { sizeMB: 5000, backupSchedules: ["DAILY", "WEEKLY"] });',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-IAC-004'],
  references: ['https://docs.railway.com/volumes/backups'],
  since: '0.1.0',
  checks: {
    *iac({ document }) {
      if (backedUpWhereMounted(document)) return;
      for (const resource of document.resources) {
        if (resource.helper !== 'volume' || !lacksBackups(resource)) continue;
        yield {
          message: `The volume ${cleanText(resource.name ?? '(computed)')} has no backup schedule. Write backupSchedules: ["DAILY", "WEEKLY"].`,
          at: { path: document.path, region: resource.region },
        };
      }
    },
  },
};

function lacksBackups({ options }: IacResource): boolean {
  const schedules = valueAt(options, 'backupSchedules');
  if (schedules === undefined) return options.complete;
  return schedules.kind === 'list' && schedules.items.length === 0;
}

/** `volumeMounts: { "/data": { volume: data, backupSchedules: […] } }`; which volume it is, is not followed. */
function backedUpWhereMounted({ resources }: IacDocument): boolean {
  return resources.some(({ options }) => {
    const mounts = valueAt(options, 'volumeMounts');
    if (mounts?.kind !== 'object') return false;
    return [...mounts.entries.values()].some(({ value }) => valueAt(value, 'backupSchedules') !== undefined);
  });
}
