import { variablesOf, type IacDocument } from '@railgate/code';
import { cleanText, type Fix, type Region } from '@railgate/contract';

import { regionWithin } from '../fixes/in-place.js';
import { misspeltReferences, referencesTo, type MisspeltReference } from '../names/railway-references.js';
import type { Report, RailwayRule } from '../rule.js';

export const referenceSyntax: RailwayRule = {
  id: 'railway/reference-syntax',
  name: 'ReferenceSyntax',
  summary: 'A reference to a variable of another service is not written as Railway reads it.',
  description:
    'Reports `${api.PORT}`, `{{api.PORT}}`, `${{api.PORT}` and `$\\{\\{api.PORT\\}\\}` in `.env` files and in the variables of .railway/railway.ts, and in railway.ts references to a service that it calls otherwise. Silent on `${{api.PORT}}`, `${{PORT}}`, `${{shared.X}}` and functions of templates, on names in small letters (templates of e-mails and Spring), on files for development and tests, and on workflows of GitHub.',
  why: 'Railway puts in nothing and says nothing: the service gets the text as it stands, and asks for a host of that name.',
  remediation: 'Write `${{Service.VARIABLE}}` with the name of the service as Railway shows it.',
  example: {
    language: 'dotenv',
    before: 'API_URL=https://${backend.RAILWAY_PUBLIC_DOMAIN}',
    after: 'API_URL=https://${{backend.RAILWAY_PUBLIC_DOMAIN}}',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-013'],
  references: ['https://docs.railway.com/variables/reference#template-syntax'],
  since: '0.1.0',
  checks: {
    *envFile({ document, role }) {
      if (role === 'development') return;
      for (const { key, value, valueRegion } of document.entries) {
        for (const found of misspeltReferences(value)) {
          const at = { path: document.path, region: valueRegion };
          yield report(key, found, at, fixOf(document, valueRegion, found));
        }
      }
    },
    *iac({ document }) {
      const names = serviceNames(document);
      for (const { name, value, region } of document.resources.flatMap(variablesOf)) {
        const at = { path: document.path, region };
        for (const found of misspeltReferences(value)) yield report(name, found, at);
        for (const service of referencesTo(value)) {
          const meant = names && otherSpelling(names, service);
          if (meant === undefined) continue;
          const message = `${cleanText(name)} refers to ${cleanText(service)}, and railway.ts calls it ${cleanText(meant)}: names count by the letter.`;
          yield { message, at };
        }
      }
    },
  },
};

function report(key: string, found: MisspeltReference, at: Report['at'], fix?: Fix): Report {
  const message = `${cleanText(key)} holds ${cleanText(found.written)}, which Railway does not replace: write ${cleanText(found.meant)}.`;
  return { message, at, ...(fix && { fix }) };
}

/** Not safe: the text may be for another program. */
function fixOf(
  { path, text }: { readonly path: string; readonly text: string },
  region: Region,
  found: MisspeltReference,
): Fix | undefined {
  const where = regionWithin(text, region, found.written);
  if (!where) return undefined;
  const edits = [{ path, region: where, text: found.meant }];
  return { description: `Write ${found.meant}.`, safe: false, edits };
}

/** The names of all resources; nothing where one of them is computed. */
function serviceNames({ resources }: IacDocument): ReadonlySet<string> | undefined {
  const names = resources.filter(({ helper }) => helper !== 'project').map(({ name }) => name);
  return names.includes(undefined) ? undefined : new Set(names.filter((name) => name !== undefined));
}

/** A resource that differs in capitals only. One that is not there at all may be in the project already. */
function otherSpelling(names: ReadonlySet<string>, service: string): string | undefined {
  if (names.has(service) || service === 'shared') return undefined;
  return [...names].find((name) => name.toLowerCase() === service.toLowerCase());
}
