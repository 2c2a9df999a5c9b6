import { isList, isTable, possibleItems, type ConfigValue, type Pointer, type Value } from '@railgate/code';
import { cleanText, type Place } from '@railgate/contract';

import { hasReference } from '../names/railway-references.js';
import type { RailwayRule } from '../rule.js';
import { inProduction, urlsInProduction } from '../services/production-code.js';

export const unresolvedReference: RailwayRule = {
  id: 'railway/unresolved-reference',
  name: 'UnresolvedReference',
  summary: 'A reference variable stands where Railway does not put its value in.',
  description:
    'Reports `${{service.VARIABLE}}` in addresses and fallbacks of source code, in railway.toml and railway.json, in Dockerfiles, and in `.env` files that a build or a program reads. Medium in a plain `.env`, which may be there to be pasted into Railway. Silent in .railway/railway.ts, whose texts Railway resolves, in `.env.example` and its like, in comments, and in workflows of GitHub.',
  why: 'Railway resolves references in the variables of a service and nowhere else. Everywhere else the program gets the braces, and asks for a host of that name.',
  remediation: 'Set it as a variable of the service in Railway, and read that variable here.',
  example: {
    language: 'ts',
    before: "fetch('http://${{api.RAILWAY_PRIVATE_DOMAIN}}:3000/run');",
    after:
      '// API_URL=http://${{api.RAILWAY_PRIVATE_DOMAIN}}:${{api.PORT}}\nfetch(`${process.env.API_URL}/run`);',
  },
  severity: 'high',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-URL-014'],
  references: ['https://docs.railway.com/variables#reference-variables'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const addresses = urlsInProduction(service, facts).map(({ value }) => value);
      const fallbacks = inProduction(service, facts, facts.env).flatMap(({ fallback }) => fallback ?? []);
      const seen = new Set<string>();
      for (const at of [...addresses, ...fallbacks].flatMap(placesOf)) {
        const key = JSON.stringify(at.region);
        if (seen.has(key)) continue;
        seen.add(key);
        yield { message: message('This text', 'Source code'), at };
      }
    },
    *config({ document }) {
      for (const pointer of textsWithReference(document.root)) {
        const name = cleanText(pointer.filter((one) => typeof one === 'string').join('.'));
        yield { message: message(name, 'This file'), at: document.place(pointer, 'value') };
      }
    },
    *dockerfile({ document, services }) {
      if (!services.some(({ known }) => known)) return;
      for (const { keyword, raw, region } of document.stages.flatMap(({ instructions }) => instructions)) {
        // The id of a cache mount has a rule of its own.
        if (keyword === 'LABEL' || !hasReference(raw)) continue;
        yield { message: message(keyword, 'A Dockerfile'), at: { path: document.path, region } };
      }
    },
    *envFile({ document, role }) {
      if (role === 'example' || role === 'development') return;
      for (const { key, value, valueRegion } of document.entries) {
        if (!hasReference(value)) continue;
        yield {
          message: message(cleanText(key), 'A file'),
          ...(role === 'base' && { severity: 'medium' as const }),
          at: { path: document.path, region: valueRegion },
        };
      }
    },
  },
};

function message(what: string, where: string): string {
  return `${what} holds a reference to a variable of Railway. ${where} is not where Railway resolves them: set it as a variable of the service.`;
}

/** Where a literal, or the text of a template, holds a reference. */
function placesOf(value: Value): readonly Place[] {
  return possibleItems(value).flatMap(({ value: one }) => {
    const parts = one.kind === 'template' ? one.parts : [one];
    const text = parts.map((part) => (part.kind === 'literal' ? String(part.value) : '')).join('');
    return hasReference(text) ? [one.place] : [];
  });
}

/** A file that nobody wrote. */
const LIMIT = 2000;

function textsWithReference(root: ConfigValue): readonly Pointer[] {
  const found: Pointer[] = [];
  const rest: { readonly value: ConfigValue; readonly pointer: Pointer }[] = [{ value: root, pointer: [] }];
  for (let steps = 0; steps < LIMIT; steps++) {
    const one = rest.pop();
    if (!one) break;
    const { value, pointer } = one;
    if (typeof value === 'string' && hasReference(value)) found.push(pointer);
    const entries = isTable(value) ? Object.entries(value) : isList(value) ? [...value.entries()] : [];
    for (const [key, inner] of entries.reverse()) rest.push({ value: inner, pointer: [...pointer, key] });
  }
  return found;
}
