import type { ConfigDocument } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { collisionsOf } from '../services/collisions.js';
import type { ServiceModel } from '../services/model.js';
import { railwayFileKind } from '../services/railway-files.js';
import type { RailwayRule } from '../rule.js';

/** Two files for one service: both can say how it is built and started. */
export const configConflict: RailwayRule = {
  id: 'railway/config-conflict',
  name: 'ConfigConflict',
  summary: 'railpack.json stands together with railway.toml or railway.json in one service root.',
  description:
    'Reports a railpack.json beside a railway.toml or railway.json in the same service root, and says which settings really collide. Files in different folders belong to different services and never conflict; nor does a file with a name of its own that no declared service names. The severity is set by the option `conflictSeverity`.',
  why: 'Both files can set the build and the start command. Which one wins is not what the documentation says (railpack.json does, today), and Railpack has a change open that turns it round: the build may come from one file and the start from the other, and a deployment may change without a commit.',
  remediation:
    'Keep one of them. Either move `build.buildCommand` and `deploy.startCommand` into railpack.json (`steps.build.commands`, `deploy.startCommand`), or delete railpack.json and use `buildCommand`, `startCommand` and `RAILPACK_*` variables. Set `conflictSeverity` to `medium` or `low` where the two files are kept on purpose.',
  example: {
    language: 'text',
    before: 'apps/api/railpack.json\napps/api/railway.json',
    after: 'apps/api/railway.json',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CONF-001'],
  references: [
    'https://github.com/railwayapp/railpack/pull/700',
    'https://docs.railway.com/config-as-code/reference',
  ],
  since: '0.1.0',
  checks: {
    *service(model, { options }) {
      const { railpack } = model.service;
      if (railpack === undefined) return;
      for (const path of model.service.configFiles) {
        if (railwayFileKind(path) === 'custom-config' && !model.service.declared) continue;
        const config = model.configs.find((one) => one.path === path);
        yield {
          message: `${cleanText(railpack)} and ${cleanText(path)} both configure the service ${cleanText(model.service.name)}. ${which(model, config)} Keep one of the two files.`,
          severity: options.conflictSeverity,
          at: { path: railpack, region: { startLine: 1 } },
          related: [{ path, region: { startLine: 1 }, message: 'The other configuration.' }],
        };
      }
    },
  },
};

function which(model: ServiceModel, config: ConfigDocument | undefined): string {
  const dockerfile = model.dockerfilePath;
  if (dockerfile !== undefined) return `${cleanText(dockerfile)} builds it, so railpack.json is ignored.`;
  const collisions = config ? collisionsOf(model, config) : [];
  if (collisions.length === 0)
    return 'No setting collides yet; where one does, railpack.json currently wins.';
  const pairs = collisions.map((one) => `${one.railpack.join('.')} and ${one.config.join('.')}`);
  return `They collide in ${pairs.join(', ')}, and railpack.json currently wins.`;
}
