import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const configIgnored: RailwayRule = {
  id: 'railway/config-ignored',
  name: 'ConfigIgnored',
  summary: 'railpack.json is ignored, since another builder than Railpack builds the service.',
  description:
    'Reports a railpack.json in a service root that a Dockerfile builds, or whose `build.builder` names another builder.',
  why: 'Nothing in the file has any effect, so a change to it that everybody believes in never reaches production.',
  remediation:
    'Delete railpack.json, or build with Railpack: rename the Dockerfile and set `builder` to `RAILPACK`.',
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CONF-003'],
  references: ['https://railpack.com/config/file', 'https://docs.railway.com/builds/dockerfiles'],
  since: '0.1.0',
  checks: {
    *service({ service, builder, dockerfilePath, config }) {
      if (service.railpack === undefined || builder === 'RAILPACK') return;
      const cause = dockerfilePath ?? config?.path ?? service.root;
      const says = dockerfilePath === undefined ? `sets the builder ${builder}` : 'builds the service';
      yield {
        message: `${cleanText(service.railpack)} is ignored: ${cleanText(cause)} ${says}. Delete one of the two.`,
        at: { path: service.railpack, region: { startLine: 1 } },
        related: [{ path: cause, region: { startLine: 1 }, message: 'This decides the builder.' }],
      };
    },
  },
};
