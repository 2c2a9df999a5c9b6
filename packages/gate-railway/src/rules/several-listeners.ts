import { possibleValues, type Listener } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { effectiveListeners } from '../services/effective.js';

export const severalListeners: RailwayRule = {
  id: 'railway/several-listeners',
  name: 'SeveralListeners',
  summary: 'A service listens on several ports.',
  description:
    'Reports services whose start command is known and whose program starts servers on two ports that are written out or read from different variables. Silent on servers that listen on loopback or a socket, on branches for development, and on files that the start command does not load.',
  why: 'A domain leads to one port. Railway picks it by itself unless a target port is set, and may pick the one of the metrics.',
  remediation: 'Serve everything on PORT, or set the target port of each domain.',
  example: {
    language: 'ts',
    before: 'app.listen(process.env.PORT);\nmetrics.listen(9090);',
    after: "app.use('/metrics', metrics);\napp.listen(process.env.PORT);",
  },
  severity: 'info',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-PORT-018'],
  references: ['https://docs.railway.com/networking/domains/working-with-domains#target-ports'],
  since: '0.1.0',
  checks: {
    *service(service) {
      const listeners = service.code
        .filter(({ path }) => service.reaches(path) === true)
        .flatMap((facts) => effectiveListeners(service, facts));
      const byPort = new Map<string, Listener>();
      for (const listener of listeners) {
        const port = portOf(listener);
        if (port !== undefined && !byPort.has(port)) byPort.set(port, listener);
      }
      const [first, second, ...others] = byPort.values();
      if (!first || !second) return;
      const ports = [...byPort.keys()].slice(0, 5).map((port) => cleanText(port));
      yield {
        message: `The service listens on ${ports.join(' and ')}, and a domain leads to one port: set the target port of each domain.`,
        at: second.place,
        related: [first, ...others.slice(0, 9)].map(({ place }) => place),
      };
    },
  },
};

/** `PORT`, `9090`; nothing where it is not known, or not reached from outside. */
function portOf({ port, host, onSocket }: Listener): string | undefined {
  const inside = host !== undefined && /^(?:localhost|127\.|::1)/.test(textOf(host));
  const [first] = port ? possibleValues(port) : [];
  if (onSocket || inside || !first) return undefined;
  if (first.value.kind === 'env') return first.value.names.includes('PORT') ? 'PORT' : first.value.names[0];
  return first.value.kind === 'literal' && first.value.value !== 0 ? String(first.value.value) : undefined;
}

function textOf(value: NonNullable<Listener['host']>): string {
  return value.kind === 'literal' ? String(value.value) : '';
}
