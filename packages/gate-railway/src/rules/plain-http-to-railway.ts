import { isRailwayDomain, showAddress } from '@railgate/code';
import { cleanText, type Fix } from '@railgate/contract';

import { replaceInQuotes } from '../fixes/literal-edits.js';
import type { RailwayRule } from '../rule.js';
import { usedAddresses, type UsedAddress } from '../services/addresses.js';

export const plainHttpToRailway: RailwayRule = {
  id: 'railway/plain-http-to-railway',
  name: 'PlainHttpToRailway',
  summary: 'A public Railway domain is asked without TLS.',
  description:
    'Reports `http://` in front of a host under up.railway.app, or of RAILWAY_PUBLIC_DOMAIN. Silent in comments, tests and scripts and in lists of allowed hosts.',
  why: 'Railway answers with a redirect to https. Clients follow it with GET, so that a POST loses its body and ends in 405 Method Not Allowed; and the first request goes over the network unprotected.',
  remediation: 'Write `https://`.',
  example: {
    language: 'ts',
    before: "fetch('http://api-production.up.railway.app/users', { method: 'POST' });",
    after: "fetch('https://api-production.up.railway.app/users', { method: 'POST' });",
  },
  severity: 'medium',
  precision: 'high',
  cwe: [319],
  catalogue: ['RLY-URL-012'],
  references: ['https://docs.railway.com/networking/troubleshooting/405-method-not-allowed'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const used of usedAddresses(service, facts)) {
        const { address, at } = used;
        const isDomain = isRailwayDomain(address.host) || address.hostNames[0] === 'RAILWAY_PUBLIC_DOMAIN';
        if (address.scheme !== 'http' || !isDomain) continue;
        const fix = fixOf(used);
        yield {
          message: `${cleanText(showAddress(address))} is redirected to https, and a POST becomes a GET: write https://.`,
          at,
          ...(fix && { fix }),
        };
      }
    },
  },
};

function fixOf({ text, at, address }: UsedAddress): Fix | undefined {
  if (text === undefined || address.port !== undefined) return undefined;
  const edit = replaceInQuotes(at, text, text.replace(/^http:/i, 'https:'));
  return edit && { description: 'Ask with TLS.', safe: true, edits: [edit] };
}
