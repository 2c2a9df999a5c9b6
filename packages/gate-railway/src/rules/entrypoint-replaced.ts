import { shellWords } from '@railgate/code';
import { cleanText, type Place } from '@railgate/contract';

import { lastSetting } from '../documents/image-settings.js';
import type { ServiceModel } from '../services/model.js';
import { baseName } from '../services/railway-files.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const entrypointReplaced: RailwayRule = {
  id: 'railway/entrypoint-replaced',
  name: 'EntrypointReplaced',
  summary: 'A start command replaces an ENTRYPOINT script that sets something up.',
  description:
    'Reports a start command in railway.toml, railway.json or railway.ts of a service whose image has a script as its ENTRYPOINT, unless the command calls that script. An ENTRYPOINT that is the server itself, and init programs such as tini, are left out.',
  why: 'Railway runs the start command in place of ENTRYPOINT, not behind it: migrations, the change of the user and the files that the script writes are left out without a word.',
  remediation: 'Call the script in the start command, or take the start command away and leave it to CMD.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "node server.js"',
    after: '[deploy]\nstartCommand = "./docker-entrypoint.sh node server.js"',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-DOCK-017'],
  references: ['https://docs.railway.com/deployments/start-command'],
  since: '0.1.0',
  checks: {
    *service(model) {
      const { dockerfile } = model;
      const entrypoint = dockerfile && lastSetting(dockerfile, 'ENTRYPOINT')?.instruction;
      if (!entrypoint) return;
      const words = entrypoint.exec ?? shellWords(entrypoint.raw).map((word) => word.text);
      const script = words.find((word) => /\.sh$|(?:^|\/)(?:docker-)?entrypoint(?:\.\w+)?$/.test(word));
      if (script === undefined) return;
      for (const { command, at } of startCommands(model)) {
        if (command.includes(baseName(script))) continue;
        yield {
          message: `This start command replaces ENTRYPOINT ${cleanText(baseName(script)).slice(0, 60)} of ${cleanText(dockerfile.path)}, which then does not run. Call it in the command.`,
          at,
          related: [{ path: dockerfile.path, region: entrypoint.region, message: 'The script.' }],
        };
      }
    },
  },
};

function startCommands({ config, iacServices }: ServiceModel): { command: string; at: Place }[] {
  const found = config
    ? settingsOf(config, 'deploy', 'startCommand').flatMap(({ value, pointer }) =>
        typeof value === 'string' && value.trim() !== ''
          ? [{ command: value, at: config.place(pointer, 'value') }]
          : [],
      )
    : [];
  for (const { path, service } of iacServices) {
    if (service.start !== undefined)
      found.push({ command: service.start, at: { path, region: service.region } });
  }
  return found;
}
