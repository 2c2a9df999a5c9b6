import { cleanText } from '@railgate/contract';

import { show } from '../names/show.js';
import type { RailwayRule } from '../rule.js';

export const builderOverridden: RailwayRule = {
  id: 'railway/builder-overridden',
  name: 'BuilderOverridden',
  summary: '`build.builder` has no effect, since a Dockerfile stands in the service root.',
  description:
    'Reports a builder other than DOCKERFILE where the service root holds a file called Dockerfile. A Dockerfile in another folder changes nothing and is not reported.',
  why: 'Railway always builds with a Dockerfile when it finds one. The start command then runs without a shell, so `$PORT` in it is not replaced, and build commands are ignored.',
  remediation: 'Set the builder to `DOCKERFILE`, or rename the Dockerfile when it is not meant for Railway.',
  example: {
    language: 'toml',
    before: '# beside a Dockerfile\n[build]\nbuilder = "NIXPACKS"',
    after: '[build]\nbuilder = "DOCKERFILE"',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-005'],
  references: ['https://docs.railway.com/config-as-code/reference#specify-the-builder'],
  since: '0.1.0',
  checks: {
    *service({ service, config }) {
      const value = config?.get(['build', 'builder']);
      if (!config || service.dockerfile === undefined || typeof value !== 'string') return;
      if (!/^(?:railpack|nixpacks|heroku|paketo)$/i.test(value)) return;
      yield {
        message: `The builder ${show(value)} has no effect: Railway builds with ${cleanText(service.dockerfile)}. Set it to DOCKERFILE, or rename the Dockerfile.`,
        at: config.place(['build', 'builder'], 'value'),
        related: [
          { path: service.dockerfile, region: { startLine: 1 }, message: 'This builds the service.' },
        ],
      };
    },
  },
};
