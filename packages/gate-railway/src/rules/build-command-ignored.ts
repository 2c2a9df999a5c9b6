import { cleanText } from '@railgate/contract';

import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const buildCommandIgnored: RailwayRule = {
  id: 'railway/build-command-ignored',
  name: 'BuildCommandIgnored',
  summary: '`build.buildCommand` has no effect, since a Dockerfile builds the service.',
  description:
    'Reports a build command, of the base or of an environment, in a service that a Dockerfile builds. Empty commands and nulls set nothing and are not reported.',
  why: 'A Dockerfile build runs the RUN lines of the Dockerfile and nothing else. What the command should make is missing from the image.',
  remediation: 'Move the command to a RUN line of the Dockerfile, and delete the setting.',
  example: {
    language: 'toml',
    before: '[build]\nbuilder = "DOCKERFILE"\nbuildCommand = "npm run build"',
    after: '[build]\nbuilder = "DOCKERFILE"\n# and in the Dockerfile: RUN npm run build',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-007'],
  references: ['https://docs.railway.com/builds/build-and-start-commands'],
  since: '0.1.0',
  checks: {
    *config({ document, service }) {
      if (service.builder !== 'DOCKERFILE') return;
      const by = service.dockerfilePath ?? 'a Dockerfile';
      for (const { pointer, value } of settingsOf(document, 'build', 'buildCommand')) {
        if (typeof value !== 'string' || value.trim() === '') continue;
        yield {
          message: `This build command never runs: ${cleanText(by)} builds the service. Move it to a RUN line there.`,
          at: document.place(pointer, 'value'),
        };
      }
    },
  },
};
