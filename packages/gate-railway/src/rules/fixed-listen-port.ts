import type { FileFacts, Listener, Value } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { effectiveListeners, isServerFile } from '../services/effective.js';
import { isBesidePublic, loopbackHost } from '../services/inside-listeners.js';
import type { ServiceModel } from '../services/model.js';

export const fixedListenPort: RailwayRule = {
  id: 'railway/fixed-listen-port',
  name: 'FixedListenPort',
  summary: 'A server listens on a port that is written into the code instead of PORT.',
  description:
    'Reports servers whose port is a literal, directly or through a constant or an import: `app.listen(3000)`, `uvicorn.run(app, port=8000)`, `http.ListenAndServe(":8080", h)`. Silent where PORT is read first and the literal is its fallback, on port 0, in tests and scripts, behind a test for development, beside another server that takes PORT (metrics, pprof), on loopback beside one that listens to the outside, and in files that the start command does not load. Medium where nothing of Railway but a Dockerfile says that the folder is a service.',
  why: 'Railway tells the service its port in PORT and asks for its health there. A server on another port is not reached: the deployment fails, or visitors get 502 "Application failed to respond".',
  remediation: 'Read PORT first and keep the number as the fallback for your own machine.',
  example: {
    language: 'ts',
    before: 'app.listen(3000);',
    after: 'app.listen(Number(process.env.PORT) || 3000);',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-PORT-001', 'RLY-PORT-008', 'RLY-PORT-009', 'RLY-PORT-010', 'RLY-PORT-012', 'RLY-PORT-014'],
  references: ['https://docs.railway.com/networking/troubleshooting/application-failed-to-respond'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      if (isServerFile(facts)) return;
      for (const listener of effectiveListeners(service, facts)) {
        const { port, place, framework } = listener;
        const fixed = port && fixedPort(port);
        if (fixed === undefined || isBesidePort(service, facts)) continue;
        if (loopbackHost(listener) && isBesidePublic(service)) continue;
        yield {
          message: `${cleanText(framework)} listens on the fixed port ${fixed}, and Railway expects the service on PORT.`,
          ...(!service.known && { severity: 'medium' as const }),
          at: place,
        };
      }
    },
  },
};

/** Another server takes PORT: this one is for metrics and the like. */
function isBesidePort(service: ServiceModel, facts: FileFacts): boolean {
  const others = facts.listeners.some(isPort) ? [facts] : service.code;
  return others.some((one) => one.listeners.some(isPort) && effectiveListeners(service, one).some(isPort));
}

function isPort({ port }: Listener): boolean {
  return port?.kind === 'env' && port.names.includes('PORT');
}

/** A port from 1 to 65535 that nothing can change. */
function fixedPort(value: Value): number | undefined {
  if (value.kind === 'choice') {
    const production = value.options.filter(({ when }) => when !== 'development');
    const ports = production.map((option) => fixedPort(option.value));
    return ports.every((port) => port !== undefined) ? ports[0] : undefined;
  }
  if (value.kind !== 'literal') return undefined;
  const port = Number(/^(?:[^:]*:)?(\d{1,5})$/.exec(String(value.value))?.[1]);
  return port > 0 && port <= 65_535 ? port : undefined;
}
