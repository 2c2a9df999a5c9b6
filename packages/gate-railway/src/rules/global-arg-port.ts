import { cleanText } from '@railgate/contract';

import { insertBefore } from '../fixes/dockerfile-edits.js';
import { unsetExposes } from '../documents/unset-exposes.js';
import type { RailwayRule } from '../rule.js';

export const globalArgPort: RailwayRule = {
  id: 'railway/global-arg-port',
  name: 'GlobalArgPort',
  summary: 'EXPOSE uses an ARG that stands before the first FROM and is not declared again in the stage.',
  description:
    'Reports an EXPOSE whose variable has a global ARG only. A stage that declares it again, `ARG PORT` without a value, takes over the default and is fine.',
  why: 'An ARG before the first FROM is visible in FROM lines only. In the stage the variable is empty: Podman, Buildah and the classic builder of Docker stop with "EXPOSE requires at least one argument"; BuildKit goes on and exposes nothing.',
  remediation: 'Repeat `ARG PORT` after the FROM of the stage.',
  example: {
    language: 'dockerfile',
    before: 'ARG PORT=3000\nFROM node:22-slim\nEXPOSE ${PORT}',
    after: 'ARG PORT=3000\nFROM node:22-slim\nARG PORT\nEXPOSE ${PORT}',
  },
  severity: 'medium',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-DOCK-003'],
  references: ['https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact'],
  since: '0.1.0',
  checks: {
    *dockerfile({ document }) {
      for (const { instruction, name } of unsetExposes(document)) {
        const global = document.globalArgs.find((one) => one.name === name);
        if (!global) continue;
        const line = global.value === undefined ? `ARG ${name}=8080` : `ARG ${name}`;
        yield {
          message: `EXPOSE uses \${${cleanText(name)}}, which is declared before the first FROM of ${cleanText(document.path)} only. Repeat ARG ${cleanText(name)} in the stage.`,
          at: { path: document.path, region: instruction.region },
          related: [{ path: document.path, region: global.region, message: 'Visible in FROM lines only.' }],
          fix: { description: `Declare ${name} in the stage.`, safe: true, edits: [insertBefore(document, instruction, [line])] }, // prettier-ignore
        };
      }
    },
  },
};
