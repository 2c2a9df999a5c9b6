import {
  addressOf,
  allowsCredentials,
  isRailwayDomain,
  originEntries,
  possibleValues,
  textOf,
  type CookieSetting,
  type Value,
} from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import type { ServiceModel } from '../services/model.js';
import { inProduction } from '../services/production-code.js';

export const crossSiteCookie: RailwayRule = {
  id: 'railway/cross-site-cookie',
  name: 'CrossSiteCookie',
  summary: 'A cookie is meant for several Railway domains, and browsers do not send it to them.',
  description:
    'Reports cookies with the domain `.up.railway.app` or `.railway.app`, and cookies with `SameSite` lax or strict in a service whose CORS configuration lets a frontend under up.railway.app in with credentials. Silent on own domains, on cookies without a domain where no such frontend is named, and in development only.',
  why: 'up.railway.app is a public suffix, as co.uk is: two hosts under it are different sites. Browsers refuse a cookie for the suffix, and keep lax and strict cookies out of requests from the other host, so that nobody stays logged in.',
  remediation:
    'Give both services hosts of one domain of your own (app.example.com, api.example.com), or set `SameSite=None; Secure` without a domain.',
  example: {
    language: 'ts',
    before: "res.cookie('sid', id, { domain: '.up.railway.app' });",
    after: "res.cookie('sid', id, { sameSite: 'none', secure: true });",
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CORS-012'],
  references: ['https://github.com/useplunk/plunk/pull/470', 'https://publicsuffix.org/list/'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const cookie of inProduction(service, facts, facts.cookies)) {
        const flaw = flawOf(cookie, service);
        if (flaw === undefined) continue;
        const name = cookie.name === undefined ? 'The cookie' : `The cookie ${cleanText(cookie.name)}`;
        yield { message: `${name} ${flaw}`, at: cookie.place };
      }
    },
  },
};

function flawOf({ domain, sameSite }: CookieSetting, service: ServiceModel): string | undefined {
  const shared = has(domain, /^\.?(?:up\.)?railway\.app$/i);
  if (shared !== undefined)
    return `is for ${cleanText(shared)}, which browsers refuse: leave the domain out.`;
  const site = has(sameSite, /^(?:lax|strict)$/i);
  const frontend = site === undefined ? undefined : railwayFrontend(service);
  if (site === undefined || frontend === undefined) return undefined;
  return `is SameSite=${cleanText(site)}, so ${cleanText(frontend)} never sends it: hosts under up.railway.app are different sites.`;
}

function has(value: Value | undefined, pattern: RegExp): string | undefined {
  const texts = value ? possibleValues(value).map((one) => textOf(one.value)) : [];
  return texts.find((text) => text !== undefined && pattern.test(text));
}

/** A frontend on Railway that may send credentials. */
function railwayFrontend({ code }: ServiceModel): string | undefined {
  const policies = code.flatMap((facts) => facts.cors).filter(allowsCredentials);
  for (const { text, place } of policies.flatMap(originEntries)) {
    const host = addressOf({ kind: 'literal', value: text.trim(), place })?.host;
    if (host !== undefined && isRailwayDomain(host)) return host;
  }
  return undefined;
}
