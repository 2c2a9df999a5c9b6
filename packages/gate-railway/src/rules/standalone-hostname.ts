import type { Instruction, Stage } from '@railgate/code';

import { isBuiltOnRailway } from '../services/known.js';
import type { RailwayRule } from '../rule.js';

export const standaloneHostname: RailwayRule = {
  id: 'railway/standalone-hostname',
  name: 'StandaloneHostname',
  summary: 'The standalone server of Next.js listens on the id of its container.',
  description:
    'Reports Dockerfiles that copy `.next/standalone` and start its server.js, without HOSTNAME in the final stage, in the stages that it starts from, or in front of the command. Silent where a start command of Railway replaces the CMD, and where Next.js is started in another way.',
  why: 'The server takes its host from HOSTNAME, and Docker puts the id of the container there: health checks on other addresses of the container fail.',
  remediation: 'Add `ENV HOSTNAME=0.0.0.0` to the final stage.',
  example: {
    language: 'dockerfile',
    before: 'COPY --from=build /app/.next/standalone ./\nCMD ["node", "server.js"]',
    after: 'COPY --from=build /app/.next/standalone ./\nENV HOSTNAME=0.0.0.0\nCMD ["node", "server.js"]',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-PORT-007'],
  references: ['https://docs.railway.com/guides/nextjs'],
  since: '0.1.0',
  checks: {
    *dockerfile(subject) {
      const { document, overridden } = subject;
      if (overridden || !isBuiltOnRailway(subject)) return;
      const instructions = inheritedInstructions(document.final);
      const copies = instructions.some(
        ({ keyword, raw }) => keyword === 'COPY' && raw.includes('.next/standalone'),
      );
      const start = document.final.instructions.findLast(({ keyword }) => keyword === 'CMD');
      const command = start?.exec?.join(' ') ?? start?.raw ?? '';
      const sets = instructions.some(({ definitions }) =>
        definitions.some(({ name }) => name === 'HOSTNAME'),
      );
      if (!copies || !start || sets || !/\bserver\.js\b/.test(command) || command.includes('HOSTNAME'))
        return;
      yield {
        message:
          'The standalone server of Next.js takes its host from HOSTNAME, where Docker puts the id of the container: add ENV HOSTNAME=0.0.0.0.',
        at: { path: document.path, region: start.region },
      };
    },
  },
};

/** Of the stage and of those that it starts from: an image keeps the variables of its base. */
function inheritedInstructions(final: Stage): Instruction[] {
  const found: Instruction[] = [];
  for (let stage: Stage | undefined = final; stage; stage = stage.base) found.push(...stage.instructions);
  return found;
}
