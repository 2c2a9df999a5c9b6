import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const deprecatedBuilder: RailwayRule = {
  id: 'railway/deprecated-builder',
  name: 'DeprecatedBuilder',
  summary: '`build.builder` names a builder that Railway no longer documents.',
  description:
    'Mentions NIXPACKS, HEROKU and PAKETO. Existing services keep working, so it is never more than info. Silent where a Dockerfile builds (railway/builder-overridden says that).',
  why: 'The builder gets no new language versions and fixes, and new services do not get it any more.',
  remediation: 'Move to `RAILPACK`, and look for what nixpacks.toml says in the documentation of Railpack.',
  severity: 'info',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CFG-004'],
  references: ['https://docs.railway.com/builds/railpack'],
  since: '0.1.0',
  checks: {
    *config({ document, service }) {
      if (service.dockerfilePath !== undefined) return;
      for (const { pointer, value } of settingsOf(document, 'build', 'builder')) {
        if (typeof value !== 'string' || !/^(?:nixpacks|heroku|paketo)$/i.test(value)) continue;
        yield {
          message: `The builder ${show(value)} is deprecated. Move to RAILPACK when the build is next touched.`,
          at: document.place(pointer, 'value'),
        };
      }
    },
  },
};
