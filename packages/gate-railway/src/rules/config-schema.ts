import { isTable, type ConfigDocument } from '@railgate/code';
import type { Fix } from '@railgate/contract';

import { replaceString } from '../fixes/config-edits.js';
import { show } from '../names/show.js';
import type { Report, RailwayRule } from '../rule.js';

const RAILWAY = 'https://railway.com/railway.schema.json';
const RAILPACK = 'https://schema.railpack.com';

export const configSchema: RailwayRule = {
  id: 'railway/config-schema',
  name: 'ConfigSchema',
  summary: '`$schema` is missing or names another schema, so editors cannot check the file.',
  description:
    'Reports a railway.json or railpack.json without `$schema`, or with an address that is not the one of its schema. The older address below railway.app still works and is fine; TOML files have no `$schema`.',
  why: 'With the schema an editor completes keys and marks the misspelt ones, which Railway ignores without a word.',
  remediation: `Write \`"$schema": "${RAILWAY}"\` in railway.json, \`"$schema": "${RAILPACK}"\` in railpack.json.`,
  example: {
    language: 'json',
    before: '{\n  "deploy": { "startCommand": "node server.js" }\n}',
    after: `{\n  "$schema": "${RAILWAY}",\n  "deploy": { "startCommand": "node server.js" }\n}`,
  },
  severity: 'info',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CFG-031'],
  references: ['https://docs.railway.com/config-as-code#json-schema'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      if (document.format === 'toml') return;
      yield* check(document, RAILWAY, /^https?:\/\/(?:www\.)?railway\.(?:com|app)\/railway\.schema\.json#?$/);
    },
    *railpack({ document }) {
      yield* check(document, RAILPACK, /^https?:\/\/schema\.railpack\.com(?:\/.{0,100})?$/);
    },
  },
};

function* check(document: ConfigDocument, wanted: string, known: RegExp): Iterable<Report> {
  if (!isTable(document.root)) return;
  const value = document.get(['$schema']);
  if (typeof value === 'string' && known.test(value)) return;
  if (document.has(['$schema'])) {
    yield {
      message: `${show(value)} is not the schema of this file. Write ${wanted}.`,
      at: document.place(['$schema'], 'value'),
      fix: fixOf(replaceString(document, ['$schema'], wanted)),
    };
    return;
  }
  const { fix, region } = insertion(document, wanted);
  yield {
    message: `This file has no $schema, so editors cannot check its keys. Add ${wanted}.`,
    at: { path: document.path, region },
    ...(fix && { fix }),
  };
}

function fixOf(edit: Fix['edits'][number]): Fix {
  return { description: 'Name the schema.', safe: true, edits: [edit] };
}

/** In front of the first key, with the blanks that stand there. None for an empty table, nor after a comment. */
function insertion(document: ConfigDocument, wanted: string) {
  const [first] = document.keys([]);
  if (first === undefined) return { region: { startLine: 1 }, fix: undefined };
  const { startLine, startColumn } = document.regionOf([first], 'key');
  const region = { startLine, startColumn, endLine: startLine, endColumn: startColumn };
  const opening = /^\uFEFF?\s*\{(\s*)"/.exec(document.text);
  const text = `"$schema": ${JSON.stringify(wanted)},${opening?.[1] || ' '}`;
  const at = { startLine: 1 };
  return { region: at, fix: opening ? fixOf({ path: document.path, region, text }) : undefined };
}
