import type { RailwayRule } from '../rule.js';
import { effectiveListeners } from '../services/effective.js';
import { whereKnown } from '../services/production-code.js';

export const fastifyWithoutHost: RailwayRule = {
  id: 'railway/fastify-without-host',
  name: 'FastifyWithoutHost',
  summary: 'Fastify is not told a host and listens on localhost.',
  description:
    'Reports `listen` of Fastify, and of NestJS with the FastifyAdapter, without a host. Silent where the host is given, also through a variable or options that are spread in, on sockets and file descriptors, and behind a test for development. Express, Koa, Hono and `http` listen on every address by themselves.',
  why: 'The default of Fastify is localhost: nothing from outside the container arrives, and visitors get 502 "Application failed to respond".',
  remediation: 'Give it `host: "0.0.0.0"`, or `"::"` for IPv4 and IPv6.',
  example: {
    language: 'ts',
    before: 'await app.listen({ port });',
    after: "await app.listen({ port, host: '0.0.0.0' });",
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-PORT-003'],
  references: ['https://docs.railway.com/guides/fastify'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const { framework, host, place } of effectiveListeners(service, facts)) {
        if (!/^(?:nestjs-)?fastify$/.test(framework) || host) continue;
        yield {
          message: 'Fastify listens on localhost unless it is told a host: add host: "0.0.0.0".',
          ...whereKnown(service),
          at: place,
        };
      }
    },
  },
};
