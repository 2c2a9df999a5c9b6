import { cleanText } from '@railgate/contract';

import { joinPath } from '../services/railway-files.js';
import type { ServiceModel } from '../services/model.js';
import { baseString, settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

const KEYS = ['nixpacksPlan', 'nixpacksConfigPath', 'nixpacksVersion'] as const;

export const nixpacksLeftover: RailwayRule = {
  id: 'railway/nixpacks-leftover',
  name: 'NixpacksLeftover',
  summary: 'A setting of Nixpacks stands in a service that Nixpacks does not build.',
  description:
    'Reports `nixpacksPlan`, `nixpacksConfigPath` and `nixpacksVersion`, and a nixpacks.toml in the service root, where a Dockerfile builds or the builder is RAILPACK. Silent where no builder is written: the service may be an old one that still has Nixpacks in its settings.',
  why: 'Nothing reads it. Packages and commands that it names are missing from the build, and the next reader believes that they are there.',
  remediation:
    'Delete it. What it did goes to railpack.json and `RAILPACK_*` variables, or to the Dockerfile.',
  example: {
    language: 'toml',
    before: '[build]\nbuilder = "RAILPACK"\nnixpacksConfigPath = "nixpacks.toml"',
    after: '[build]\nbuilder = "RAILPACK"',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-008'],
  references: ['https://docs.railway.com/builds/railpack'],
  since: '0.1.0',
  checks: {
    *service(model, { services }) {
      const builder = certainBuilder(model);
      const { config, service } = model;
      if (builder === undefined || !config) return;
      for (const key of KEYS) {
        for (const { pointer } of settingsOf(config, 'build', key)) {
          const message = `${key} has no effect: ${builder} builds the service. Delete it.`;
          yield { message, at: config.place(pointer, 'key') };
        }
      }
      const path = joinPath(service.root, 'nixpacks.toml');
      if (path === undefined || !services.files.has(path)) return;
      yield {
        message: `${cleanText(path)} has no effect: ${builder} builds the service. Delete it.`,
        at: { path, region: { startLine: 1 } },
      };
    },
  },
};

/** Undefined where the settings of the service may still say Nixpacks, or an environment does. */
function certainBuilder({ builder, config, dockerfilePath }: ServiceModel): string | undefined {
  if (dockerfilePath !== undefined) return cleanText(dockerfilePath);
  if (!config || baseString(config, 'build', 'builder') === undefined) return undefined;
  const all = settingsOf(config, 'build', 'builder').map((one) => String(one.value).toUpperCase());
  if (all.includes('NIXPACKS')) return undefined;
  return builder === 'RAILPACK' ? 'Railpack' : builder === 'DOCKERFILE' ? 'a Dockerfile' : undefined;
}
