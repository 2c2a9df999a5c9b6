import { cleanText } from '@railgate/contract';

import { startedProcess } from '../documents/procfile.js';
import type { ServiceModel } from '../services/model.js';
import { baseString } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const procfileIgnored: RailwayRule = {
  id: 'railway/procfile-ignored',
  name: 'ProcfileIgnored',
  summary: 'A part of the Procfile never runs on Railway.',
  description:
    'Reports a `release` process where Railpack builds, which starts `web`, else `worker`, else the first process, and nothing more; and a Procfile whose process a start command or a Dockerfile replaces with another command. A further process, such as `worker` beside `web`, is info. Silent for a Procfile alone with its one process, which is valid, and for Nixpacks and buildpacks, which read it in their own way. Fixed ports have a rule of their own, `railway/literal-port`.',
  why: 'On Heroku `release` runs the migrations before each deployment. On Railway it is skipped without a word, and the new code meets the old schema.',
  remediation:
    'Move `release` to `deploy.preDeployCommand`, and make each further process a Railway service with its own start command.',
  example: {
    language: 'text',
    before: 'release: python manage.py migrate\nweb: gunicorn app.wsgi',
    after: 'web: gunicorn app.wsgi\n# and in railway.toml: preDeployCommand = "python manage.py migrate"',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CMD-007'],
  references: [
    'https://railpack.com/config/procfile',
    'https://docs.railway.com/deployments/pre-deploy-command',
  ],
  since: '0.1.0',
  checks: {
    *procfile({ document, service }) {
      const started = startedProcess(document);
      if (service.builder !== 'RAILPACK' && service.builder !== 'DOCKERFILE') return;
      const release = baseString(service.config, 'deploy', 'preDeployCommand');
      const other = otherStart(service, started?.command);
      if (other !== undefined && started) {
        yield {
          message: `This ${cleanText(started.process)} process never runs: ${other} starts the service. Delete it.`,
          severity: service.known && !service.dockerfilePath ? 'medium' : 'info',
          at: { path: document.path, region: started.region },
        };
      }
      for (const entry of document.entries) {
        const isRelease = entry.process === 'release';
        if (entry === started || (isRelease && release !== undefined)) continue;
        if (!isRelease && (other !== undefined || !service.known)) continue;
        yield {
          message: isRelease
            ? 'Railway never runs the release process. Move its command to deploy.preDeployCommand.'
            : `Railway starts ${cleanText(started?.process ?? 'one process')} only, never ${cleanText(entry.process)}. Make it a service of its own.`,
          severity: isRelease ? (service.known ? 'medium' : 'low') : 'info',
          at: { path: document.path, region: entry.region },
        };
      }
    },
  },
};

/** What starts the service instead, with another command. */
function otherStart(
  { start, dockerfilePath }: ServiceModel,
  command: string | undefined,
): string | undefined {
  if (!start || start.source === 'procfile' || start.command.trim() === command?.trim()) {
    return dockerfilePath !== undefined && !start ? cleanText(dockerfilePath) : undefined;
  }
  if (start.source === 'dockerfile') return `the ${cleanText(dockerfilePath ?? 'Dockerfile')}`;
  return `the start command of ${cleanText(start.place?.path ?? 'railway.ts')}`;
}
