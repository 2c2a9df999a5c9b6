import type { Listener } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { effectiveListeners } from '../services/effective.js';
import type { ServiceModel } from '../services/model.js';

export const otherPortVariable: RailwayRule = {
  id: 'railway/other-port-variable',
  name: 'OtherPortVariable',
  summary: 'A server takes its port from another variable than PORT.',
  description:
    'Reports servers whose port comes from API_PORT, SERVER_PORT and the like, where no file of the service reads PORT and the start command does not hand it on. A service may define both variables with the same value: then let it through with a comment that ignores the rule.',
  why: 'Railway puts the port into PORT and asks for the service’s health there. Without the other variable the server takes its fallback, and is not reached.',
  remediation: 'Read PORT first, then the other variable.',
  example: {
    language: 'ts',
    before: 'app.listen(process.env.API_PORT || 4000);',
    after: 'app.listen(process.env.PORT ?? process.env.API_PORT ?? 4000);',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-PORT-005'],
  references: ['https://docs.railway.com/deployments/healthchecks#configure-the-healthcheck-port'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const listener of effectiveListeners(service, facts)) {
        const name = otherVariable(listener);
        if (name === undefined || knowsPort(service)) continue;
        yield {
          message: `${cleanText(listener.framework)} takes its port from ${cleanText(name)}, and Railway sets PORT: read PORT first.`,
          at: listener.place,
        };
      }
    },
  },
};

function otherVariable({ port }: Listener): string | undefined {
  return port?.kind === 'env' && !port.names.includes('PORT') ? port.names[0] : undefined;
}

function knowsPort({ code, start, dockerfile }: ServiceModel): boolean {
  if (code.some((facts) => facts.env.some(({ name }) => name === 'PORT'))) return true;
  const image = dockerfile?.final.instructions.map(({ raw }) => raw) ?? [];
  return [start?.command ?? '', ...image].some((text) => /\$\{?PORT\b/.test(text));
}
