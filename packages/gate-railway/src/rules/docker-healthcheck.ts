import { cleanText } from '@railgate/contract';

import { lastSetting } from '../documents/image-settings.js';
import type { ServiceModel } from '../services/model.js';
import { roleOf } from '../services/role.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const dockerHealthcheck: RailwayRule = {
  id: 'railway/docker-healthcheck',
  name: 'DockerHealthcheck',
  summary: 'A Dockerfile has a HEALTHCHECK and the service has no health check of Railway.',
  description:
    'Reports HEALTHCHECK in the image of a service whose configuration has no `deploy.healthcheckPath`. Workers, cron services and services without a readable configuration are left out; those keep their settings in Railway or in railway.ts.',
  why: 'Railway does not run the HEALTHCHECK of an image. Without a path of its own it sends visitors to a new deployment as soon as the process runs.',
  remediation: 'Set `deploy.healthcheckPath` to the path that the HEALTHCHECK asks for.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "node server.js"',
    after: '[deploy]\nstartCommand = "node server.js"\nhealthcheckPath = "/health"',
  },
  severity: 'info',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-DOCK-018'],
  references: ['https://docs.railway.com/deployments/healthchecks'],
  since: '0.1.0',
  checks: {
    *dockerfile({ document, services }) {
      const instruction = lastSetting(document, 'HEALTHCHECK')?.instruction;
      if (!instruction || /^none\b/i.test(instruction.raw.trim())) return;
      const missing = services.find(isUnchecked);
      if (!missing) return;
      yield {
        message: `Railway ignores the HEALTHCHECK of ${cleanText(document.path)}, and ${cleanText(missing.config?.path ?? missing.service.name)} sets no healthcheckPath. Set it under \`deploy\`.`,
        at: { path: document.path, region: instruction.region },
      };
    },
  },
};

function isUnchecked(model: ServiceModel): boolean {
  if (!model.config || model.iacServices.length > 0 || roleOf(model) === 'worker') return false;
  return settingsOf(model.config, 'deploy', 'healthcheckPath').length === 0;
}
