import { cleanText } from '@railgate/contract';

import { railwayFileKind } from '../services/railway-files.js';
import type { RailwayRule } from '../rule.js';

export const twoConfigFiles: RailwayRule = {
  id: 'railway/two-config-files',
  name: 'TwoConfigFiles',
  summary: 'railway.toml and railway.json stand in one folder.',
  description:
    'Reports the railway.json beside a railway.toml. In different folders they belong to different services.',
  why: 'railway.toml wins and railway.json is never read, so half of the settings that the repository shows do nothing.',
  remediation: 'Move what is missing into railway.toml and delete railway.json, or the other way round.',
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-FILE-003'],
  references: ['https://github.com/railwayapp/cli/blob/master/src/util/cac_deprecation.rs'],
  since: '0.1.0',
  checks: {
    *service({ service }) {
      const both = service.configFiles.filter((path) => railwayFileKind(path) === 'config');
      const [json, toml] = [both.find((p) => p.endsWith('.json')), both.find((p) => p.endsWith('.toml'))];
      if (json === undefined || toml === undefined) return;
      yield {
        message: `${cleanText(json)} is ignored, since ${cleanText(toml)} stands beside it and wins. Keep one of the two.`,
        at: { path: json, region: { startLine: 1 } },
        related: [{ path: toml, region: { startLine: 1 }, message: 'This file wins.' }],
      };
    },
  },
};
