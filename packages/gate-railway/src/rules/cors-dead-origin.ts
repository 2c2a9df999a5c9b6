import {
  addressOf,
  isLoopback,
  originEntries,
  starIsAName,
  type CorsPolicy,
  type OriginEntry,
} from '@railgate/code';
import { cleanText, type Fix, type Severity } from '@railgate/contract';

import { replaceInQuotes } from '../fixes/literal-edits.js';
import type { RailwayRule } from '../rule.js';
import { inProduction, whereKnown } from '../services/production-code.js';

export const corsDeadOrigin: RailwayRule = {
  id: 'railway/cors-dead-origin',
  name: 'CorsDeadOrigin',
  summary: 'An origin in the list can never match.',
  description:
    'Reports origins that no browser sends: without a scheme, with a path or a slash at the end, with the port that the scheme has anyway, with capitals or blanks, several in one text, and a `*` where the library compares texts. Only for libraries that compare the whole text. Low for addresses of a developer machine, medium for fallbacks. Silent on schemes of apps and on everything that is computed.',
  why: 'A browser sends scheme, host and port, in small letters and nothing else. An entry that is written differently lets nobody in: the frontend that it is meant for gets a CORS error.',
  remediation: 'Write the origin as the browser sends it: `https://app.example.com`.',
  example: {
    language: 'ts',
    before: "cors({ origin: ['https://app.example.com/'] });",
    after: "cors({ origin: ['https://app.example.com'] });",
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CORS-007'],
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Origin'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const policy of inProduction(service, facts, facts.cors)) {
        if (!COMPARES_TEXTS.has(policy.framework)) continue;
        for (const entry of originEntries(policy)) {
          const flaw = flawOf(entry, policy);
          if (!flaw) continue;
          const fix = flaw.meant === undefined ? undefined : fixOf(entry, flaw.meant);
          yield {
            message: `The origin "${cleanText(entry.text)}" never matches, since it has ${flaw.what}: ${flaw.advice}.`,
            ...(severityOf(entry) ?? whereKnown(service)),
            at: entry.place,
            ...(fix && { fix }),
          };
        }
      }
    },
  },
};

/** Libraries that compare the header with the text as it is; others take patterns, or hosts without a scheme. */
const COMPARES_TEXTS: ReadonlySet<string> = new Set([
  'cors', '@koa/cors', 'hono', '@fastify/cors', 'nestjs', 'socket.io', 'micro-cors', 'headers', 'fastapi',
  'django-cors-headers', 'rack-cors',
]); // prettier-ignore

interface Flaw {
  /** `a path`: completes "it has". */
  readonly what: string;
  readonly advice: string;
  /** How it was meant, where there is but one way to write it. */
  readonly meant?: string;
}

const SEVERAL: Flaw = { what: 'several origins in one text', advice: 'give a list of texts' };
const STAR: Flaw = { what: 'a `*`, which this library takes as it is', advice: 'write every origin out' };

function flawOf({ text, place, inList }: OriginEntry, { framework }: CorsPolicy): Flaw | undefined {
  if (text === '*') return inList && starIsAName(framework) ? STAR : undefined;
  const trimmed = text.trim();
  if (trimmed === '' || /^null$/i.test(trimmed)) return undefined;
  if (trimmed.includes(',')) return SEVERAL;
  if (trimmed.includes('*')) return STAR;
  const address = addressOf({ kind: 'literal', value: trimmed, place });
  if (!address) return undefined;
  const { scheme, host, port, rest } = address;
  if (scheme === undefined) return withoutScheme(trimmed, host);
  if (scheme !== 'http' && scheme !== 'https') return undefined;
  if (rest !== '' && rest !== '/') return { what: 'a path', advice: 'end it after the host' };
  const isDefault = port === (scheme === 'https' ? '443' : '80');
  const meant = `${scheme}://${host.toLowerCase()}${port === undefined || isDefault ? '' : `:${port}`}`;
  if (meant === text) return undefined;
  return { what: excess(text, rest, isDefault), advice: `write ${cleanText(meant)}`, meant };
}

function withoutScheme(text: string, host: string): Flaw | undefined {
  if (!/^[a-z\d-]+(?:\.[a-z\d-]+)+$|^localhost$/i.test(host)) return undefined;
  return { what: 'no scheme', advice: `write https://${cleanText(text)}` };
}

function excess(text: string, rest: string, isDefault: boolean): string {
  if (rest === '/') return 'a slash at the end';
  if (isDefault) return 'the port that the scheme has anyway';
  return text.trim() === text ? 'capitals' : 'blanks around it';
}

function severityOf({ text, unlessSet, place }: OriginEntry): { readonly severity: Severity } | undefined {
  const address = addressOf({ kind: 'literal', value: text.trim(), place });
  if (address && isLoopback(address.host)) return { severity: 'low' };
  return unlessSet.length > 0 ? { severity: 'medium' } : undefined;
}

/** The origin is meant to be let in: writing it as a browser sends it opens nothing else. */
function fixOf({ place, text }: OriginEntry, meant: string): Fix | undefined {
  const edit = replaceInQuotes(place, text, meant);
  return edit && { description: `Write the origin as ${cleanText(meant)}.`, safe: true, edits: [edit] };
}
