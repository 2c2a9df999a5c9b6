import { cleanText } from '@railgate/contract';

import { joinPath } from '../services/railway-files.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const nixpacksBesideRailpack: RailwayRule = {
  id: 'railway/nixpacks-beside-railpack',
  name: 'NixpacksBesideRailpack',
  summary: 'A service has a nixpacks.toml and a railpack.json.',
  description:
    'Reports a nixpacks.toml beside railpack.json where no Dockerfile builds the service and no configuration names a builder. Where one does, the rule nixpacks-leftover speaks.',
  why: 'One builder reads one of the two files. Who changes the other one wonders why nothing happens.',
  remediation: 'Move what nixpacks.toml still says to railpack.json, and delete it.',
  example: { language: 'text', before: 'railpack.json\nnixpacks.toml', after: 'railpack.json' },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CONF-008'],
  references: ['https://docs.railway.com/builds/railpack'],
  since: '0.1.0',
  checks: {
    *railpack({ document, service }, { services }) {
      const { config, dockerfilePath } = service;
      if (dockerfilePath !== undefined || (config && settingsOf(config, 'build', 'builder').length > 0))
        return;
      const path = joinPath(service.service.root, 'nixpacks.toml');
      if (path === undefined || !services.files.has(path)) return;
      yield {
        message: `${cleanText(path)} stands beside ${cleanText(document.path)}, and Railpack does not read it. Delete it.`,
        at: { path, region: { startLine: 1 } },
        related: [
          { path: document.path, region: { startLine: 1 }, message: 'The configuration that counts.' },
        ],
      };
    },
  },
};
