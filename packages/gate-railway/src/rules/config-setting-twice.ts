import { cleanText } from '@railgate/contract';

import { collisionsOf } from '../services/collisions.js';
import type { RailwayRule } from '../rule.js';

export const configSettingTwice: RailwayRule = {
  id: 'railway/config-setting-twice',
  name: 'ConfigSettingTwice',
  summary: 'One setting is given in railpack.json and in railway.toml or railway.json.',
  description:
    'Reports a build or start command that railpack.json and the railway.* of the same service root both give; medium instead of high when both say the same. Silent where a Dockerfile or another builder than Railpack makes railpack.json meaningless.',
  why: 'railpack.json wins over what Railway hands to Railpack, and the start command of railway.* is applied to the container again: what runs is not what either file says by itself. The order is about to be reversed (railpack pull request 700), so nothing may rely on it.',
  remediation: 'Delete the setting from one of the files.',
  example: {
    language: 'jsonc',
    before:
      '// railpack.json\n{ "deploy": { "startCommand": "node dist/server.js" } }\n// railway.json\n{ "deploy": { "startCommand": "npm start" } }',
    after: '// railway.json\n{ "deploy": { "startCommand": "node dist/server.js" } }',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CONF-002'],
  references: ['https://github.com/railwayapp/railpack/blob/main/core/core.go'],
  since: '0.1.0',
  checks: {
    *service(model) {
      const { railpack, config } = model;
      if (!railpack || !config || model.builder !== 'RAILPACK') return;
      for (const collision of collisionsOf(model, config)) {
        const [ours, theirs] = [collision.railpack.join('.'), collision.config.join('.')];
        yield {
          message: `${ours} of ${cleanText(railpack.path)} and ${theirs} of ${cleanText(config.path)} set the same thing${collision.same ? ' to the same value' : ''}. Delete one of them.`,
          severity: collision.same ? 'medium' : 'high',
          at: railpack.place(collision.railpack, 'key'),
          related: [config.place(collision.config, 'key', 'The same setting.')],
        };
      }
    },
  },
};
