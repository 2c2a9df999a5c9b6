import { possibleValues, textOf, type FileFacts, type HttpsRedirect, type Route } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule, Report } from '../rule.js';
import { healthPaths, withoutSlash, type HealthPath } from '../services/health-path.js';
import type { ServiceModel } from '../services/model.js';

export const healthcheckRedirected: RailwayRule = {
  id: 'railway/healthcheck-redirected',
  name: 'HealthcheckRedirected',
  summary: 'The health check is redirected, or asked to log in, and never gets 200.',
  description:
    'Reports a health check path whose route does nothing but redirect, has a middleware of its own that wants a login (medium), or is written with a slash at its end in a framework that redirects to it; and settings that send every request over HTTP on to HTTPS: `SECURE_SSL_REDIRECT` of Django without `SECURE_REDIRECT_EXEMPT`, `HTTPSRedirectMiddleware`, `force_ssl` of Rails without `ssl_options` or `assume_ssl`. Exemptions that cannot be read off, and settings for development, are left out.',
  why: 'Railway asks over plain HTTP, follows no redirect and has no session: 301, 307, 401 and 403 are failures, the deployment never becomes healthy, and Railway takes it back.',
  remediation:
    'Answer 200 on a path of its own, without a login; leave the path out of the redirect to HTTPS, which Railway does at its edge anyway.',
  example: {
    language: 'python',
    before: 'SECURE_SSL_REDIRECT = True',
    after: 'SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^health/?$"]',
  },
  severity: 'high',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-CFG-013'],
  references: [
    'https://docs.railway.com/deployments/healthchecks',
    'https://github.com/Agenta-AI/agenta/pull/6491',
  ],
  since: '0.1.0',
  checks: {
    *service(model) {
      for (const health of healthPaths(model)) {
        yield* redirectReports(model, health);
        const report = routeReport(model, health);
        if (report) yield report;
      }
    },
  },
};

function* redirectReports(model: ServiceModel, health: HealthPath): Iterable<Report> {
  for (const facts of model.code) {
    for (const redirect of facts.httpsRedirects ?? []) {
      if (redirect.guard === 'development' || !isOn(redirect) || isExempt(redirect, health.path)) continue;
      if (redirect.framework === 'starlette' && model.reaches(facts.path) === false) continue;
      yield {
        message: `${NAMES[redirect.framework]} redirects the health check of ${cleanText(health.path)} to HTTPS, and it needs 200. ${REMEDY[redirect.framework]}`,
        at: redirect.place,
        related: [health.place],
      };
    }
  }
}

const NAMES = {
  django: 'SECURE_SSL_REDIRECT',
  starlette: 'HTTPSRedirectMiddleware',
  rails: 'config.force_ssl',
} as const;
const REMEDY = {
  django: 'Add the path to SECURE_REDIRECT_EXEMPT.',
  starlette: 'Remove it: the edge of Railway redirects already.',
  rails: 'Exclude the path in config.ssl_options.',
} as const;

function isOn({ on }: HttpsRedirect): boolean {
  return possibleValues(on).some(({ value }) => value.kind === 'literal' && value.value === true);
}

/** Patterns are compared as texts and never run; one that cannot be compared may well mean the path. */
function isExempt({ exempt }: HttpsRedirect, path: string): boolean {
  if (!exempt) return false;
  if (exempt.kind !== 'list') return true;
  const wanted = withoutSlash(path).slice(1);
  return exempt.items.some((item) => {
    const pattern = textOf(item)
      ?.replace(/^\^?\/?/, '')
      .replace(/\/?\??\$?$/, '')
      .replace(/\\/g, '');
    return pattern === undefined || /[*+()[\]|{?]/.test(pattern) || wanted.includes(pattern);
  });
}

/** Of the one route that has the path; several are told apart by what nobody sees here. */
function routeReport(model: ServiceModel, { path, place }: HealthPath): Report | undefined {
  const routes = model.code.flatMap((facts) =>
    facts.routes.filter((route) => isAsked(route, path)).map((route) => ({ facts, route })),
  );
  const [only, ...others] = routes;
  if (!only || others.length > 0 || only.route.guard === 'development') return undefined;
  const found = wrongWith(only.facts, only.route, path);
  if (!found) return undefined;
  return { ...found, at: only.route.place, related: [place] };
}

function isAsked({ method, path: route }: Route, path: string): boolean {
  const isGet = method === 'GET' || method === 'ANY';
  return isGet && route !== undefined && withoutSlash(route) === withoutSlash(path);
}

function wrongWith(
  { language }: FileFacts,
  { redirects, path = '', with: beside }: Route,
  asked: string,
): Pick<Report, 'message' | 'severity'> | undefined {
  const shown = cleanText(asked);
  if (redirects)
    return { message: `The health check of ${shown} is redirected, and it needs 200. Answer it there.` };
  const redirectsToSlash = language === 'python' && path.endsWith('/') && !asked.endsWith('/');
  if (redirectsToSlash)
    return {
      message: `The health check asks for ${shown} and is redirected to ${cleanText(path)}. Add the slash to healthcheckPath.`,
    };
  const guard = beside.find((name) => LOGIN.test(name));
  if (guard === undefined) return undefined;
  return {
    message: `The health check of ${shown} has no session, and ${cleanText(guard.slice(0, 60))} wants one. Give it a path without a login.`,
    severity: 'medium',
  };
}

const LOGIN =
  /(?:^|[^a-z])(?:require|check|ensure|verify|is|validate|jwt|basic|token|session)?_?-?(?:auth(?:enticate|enticated|entication|orize|guard|required|middleware)?|login_?required|logged_?in|current_?user|access_?token|api_?key|jwt)(?:[^a-z]|$)/i;
