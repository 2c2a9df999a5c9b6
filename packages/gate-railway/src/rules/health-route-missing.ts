import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { hasHttpServer } from '../services/http.js';
import { healthPaths, withoutSlash } from '../services/health-path.js';
import type { ServiceModel } from '../services/model.js';

export const healthRouteMissing: RailwayRule = {
  id: 'railway/health-route-missing',
  name: 'HealthRouteMissing',
  summary: 'No route of the service answers the path of its health check.',
  description:
    'Reports a `healthcheckPath` where the service listens, its routes can be read, and neither a route nor a file of it has the last part of the path, whatever stands in front of it: a prefix may be added elsewhere. `/`, services with a route for everything or one that is computed, with a web server in front (nginx, Caddy), with static files or in a language that is not read are left out, and so is a path that some source file of the service mentions.',
  why: 'A path that nobody answers gives 404, the deployment never becomes healthy, and Railway takes it back after five minutes.',
  remediation: 'Add a route that answers 200 when the service is ready, or correct the path.',
  example: {
    language: 'ts',
    before: '// healthcheckPath = "/health"\napp.get("/items", list);',
    after:
      '// healthcheckPath = "/health"\napp.get("/health", (request, response) => response.send("ok"));\napp.get("/items", list);',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-CFG-012'],
  references: ['https://docs.railway.com/deployments/healthchecks'],
  since: '0.1.0',
  checks: {
    *service(model, { services }) {
      if (!canTell(model)) return;
      for (const { path, place } of healthPaths(model)) {
        const last = lastPart(path);
        if (
          last === '' ||
          BUILT_IN.test(path) ||
          hasRoute(model, last) ||
          model.mentions(last) ||
          hasFile(services.files, last)
        )
          continue;
        yield {
          message: `No route of this service answers ${cleanText(path)}, where the health check asks. Add one that answers 200, or correct the path.`,
          at: { path: place.path, region: place.region },
        };
      }
    },
  },
};

/** What frameworks and libraries answer by themselves. */
const BUILT_IN = /^\/(?:_|actuator|q\/|metrics|docs|redoc|openapi|graphql|socket\.io|\.well-known)/i;

/** All of its code is read, it listens, and its routes are texts. */
function canTell(model: ServiceModel): boolean {
  const { code, sources } = model;
  const routes = code.flatMap((facts) => facts.routes);
  if (sources.unread.size > 0 || routes.length === 0 || !hasHttpServer(model)) return false;
  if (code.some(({ language }) => language === 'nginx' || language === 'caddy' || language === 'settings'))
    return false;
  return routes.every(({ path }) => path !== undefined && !/[*{}()[\]<>]\s*$|\*/.test(path));
}

function lastPart(path: string): string {
  return withoutSlash(path).split('/').at(-1)?.toLowerCase() ?? '';
}

function hasRoute({ code }: ServiceModel, last: string): boolean {
  return code.some(({ routes }) => routes.some(({ path = '' }) => isLast(lastPart(path), last)));
}

/** A parameter takes every path. */
function isLast(part: string, last: string): boolean {
  return part === last || part.startsWith(':');
}

/** Pages and endpoints that are files: `app/health/page.tsx`, `public/health.txt`. */
function hasFile(files: ReadonlySet<string>, last: string): boolean {
  const stem = last.replace(/\.\w+$/, '');
  for (const path of files) {
    if (
      path
        .toLowerCase()
        .split('/')
        .some((segment) => segment === last || segment.split('.')[0] === stem)
    )
      return true;
  }
  return false;
}
