import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { effectiveListeners } from '../services/effective.js';
import { isBesidePublic, loopbackHost } from '../services/inside-listeners.js';
import { isVariableGiven } from '../services/given-variables.js';
import { whereKnown } from '../services/production-code.js';

export const loopbackListener: RailwayRule = {
  id: 'railway/loopback-listener',
  name: 'LoopbackListener',
  summary: 'A server listens on the loopback address only.',
  description:
    'Reports servers that are given `localhost`, 127.0.0.1 or `::1` as their host; medium where that is the fallback of a variable. Silent where the image or the start command sets that variable, another server of the service listens to the outside, behind a test for development, in files that the start command does not load, and on the host of a client: a database, a queue.',
  why: 'Requests come to the container from outside. A server on loopback does not see them, and visitors get 502 "Application failed to respond".',
  remediation: 'Listen on `0.0.0.0`, or on `::` for IPv4 and IPv6.',
  example: {
    language: 'ts',
    before: "app.listen(port, '127.0.0.1');",
    after: "app.listen(port, '0.0.0.0');",
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-PORT-002', 'RLY-PORT-009', 'RLY-PORT-010', 'RLY-PORT-014'],
  references: ['https://docs.railway.com/networking/troubleshooting/application-failed-to-respond'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const listener of effectiveListeners(service, facts)) {
        const host = loopbackHost(listener);
        if (!host || isBesidePublic(service)) continue;
        if (host.unlessSet !== undefined && isVariableGiven(service, host.unlessSet)) continue;
        const condition = host.unlessSet === undefined ? '' : ` when ${cleanText(host.unlessSet)} is not set`;
        yield {
          message: `${cleanText(listener.framework)} listens on ${cleanText(host.text)}${condition}, where nothing from outside the container arrives: listen on 0.0.0.0.`,
          ...(condition === '' ? whereKnown(service) : { severity: 'medium' as const }),
          at: listener.place,
        };
      }
    },
  },
};
