import { cleanText } from '@railgate/contract';

import { baseImage, lastSetting } from '../documents/image-settings.js';
import { dropsPrivileges, imageUser } from '../documents/image-user.js';
import { isDatabaseImage } from '../services/images.js';
import type { DockerfileSubject } from '../services/model.js';
import { usesVolume } from '../services/volumes.js';
import type { RailwayRule } from '../rule.js';

export const containerAsRoot: RailwayRule = {
  id: 'railway/container-as-root',
  name: 'ContainerAsRoot',
  summary: 'The container of a service runs as root.',
  description:
    'Reports the image of a service whose last USER is root, or that has no USER and comes from an official image that runs as root. Left out are images that change the user themselves (databases, nginx, PHP with Apache, gosu, su-exec and the like), images that are known to run as another user, images whose user is not known, and services with a volume, whose files belong to root. Where an entrypoint script may change the user, it is low.',
  why: 'Whoever finds a way to run a command in the server may change every file of the container, its programs included, and stands one flaw of the kernel away from the host.',
  remediation:
    'Add a user and switch to it in front of CMD: `USER node` in images of Node.js; `RUN useradd --system app` and `USER app` in others.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nCOPY . .\nCMD ["node", "server.js"]',
    after: 'FROM node:22-slim\nCOPY . .\nUSER node\nCMD ["node", "server.js"]',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [250],
  catalogue: ['RLY-DOCK-010'],
  references: [
    'https://docs.railway.com/volumes/reference#caveats',
    'https://docs.docker.com/build/building/best-practices/#user',
  ],
  since: '0.1.0',
  checks: {
    *dockerfile(subject) {
      const { document } = subject;
      const { kind, setting } = imageUser(document);
      if (kind !== 'root' || isExempt(subject)) return;
      const instruction = setting?.instruction ?? document.final.from;
      const how = setting ? 'sets USER root last' : 'sets no USER';
      yield {
        message: `${cleanText(document.path)} ${how}, so the container runs as root. Switch to a user of its own in front of CMD.`,
        ...(runsScript(subject) && { severity: 'low' as const }),
        at: { path: document.path, region: instruction.region },
      };
    },
  },
};

function isExempt({ document, services }: DockerfileSubject): boolean {
  const image = baseImage(document);
  if (isDatabaseImage(image) || SWITCHING.test(image) || dropsPrivileges(document)) return true;
  return usesVolume(document, services);
}

/** Their master starts as root and its workers do not. */
const SWITCHING = /(?:^|\/)(?:nginx|httpd|haproxy|php:[\w.-]{0,60}(?:apache|fpm)|wordpress|nextcloud)/;

/** A script of the repository comes first, and what it does is not known. */
function runsScript({ document }: DockerfileSubject): boolean {
  const entrypoint = lastSetting(document, 'ENTRYPOINT')?.instruction;
  return entrypoint !== undefined && /entrypoint|\.sh\b/.test(entrypoint.raw);
}
