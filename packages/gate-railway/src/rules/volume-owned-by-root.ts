import { cleanText } from '@railgate/contract';

import { lastSetting } from '../documents/image-settings.js';
import { imageUser, dropsPrivileges } from '../documents/image-user.js';
import { usesVolume } from '../services/volumes.js';
import type { RailwayRule } from '../rule.js';

export const volumeOwnedByRoot: RailwayRule = {
  id: 'railway/volume-owned-by-root',
  name: 'VolumeOwnedByRoot',
  summary: 'A service with a volume runs as a user who may not write to it.',
  description:
    'Reports the USER of an image, other than root, when the service has a volume: by `deploy.requiredMountPath`, or by RAILWAY_VOLUME_MOUNT_PATH in its code or its Dockerfile. RAILWAY_RUN_UID in the Dockerfile is taken as the answer; as a variable in Railway it cannot be seen. An entrypoint script may be the answer too, so it makes the finding low.',
  why: 'Railway mounts volumes as root when the container starts, over whatever a `chown` of the build did. The first write ends with "permission denied".',
  remediation:
    'Set RAILWAY_RUN_UID=0 in Railway, or start as root with an entrypoint that gives the mounted folder to the user and goes on as that user: `chown app /data && exec gosu app …`.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nUSER node\nCMD ["node", "server.js"]',
    after:
      'FROM node:22-slim\nRUN apt-get update && apt-get install -y gosu\nCMD ["/bin/sh", "-c", "chown node /data && exec gosu node node server.js"]',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-DOCK-011'],
  references: ['https://docs.railway.com/volumes#permissions'],
  since: '0.1.0',
  checks: {
    *dockerfile({ document, services }) {
      const { kind, setting } = imageUser(document);
      if (kind !== 'other' || !setting || dropsPrivileges(document)) return;
      if (/\bRAILWAY_RUN_UID\b/.test(document.text) || !usesVolume(document, services)) return;
      const entrypoint = lastSetting(document, 'ENTRYPOINT')?.instruction.raw ?? '';
      const user = cleanText(setting.instruction.raw.trim()).slice(0, 60);
      yield {
        message: `The service has a volume, which belongs to root, and ${cleanText(document.path)} runs as ${user}. Set RAILWAY_RUN_UID=0, or change the owner in an entrypoint.`,
        ...(/entrypoint|\.sh\b/.test(entrypoint) && { severity: 'low' as const }),
        at: { path: document.path, region: setting.instruction.region },
      };
    },
  },
};
