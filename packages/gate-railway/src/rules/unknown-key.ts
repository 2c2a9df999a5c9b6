import { isList, isTable, type ConfigDocument, type ConfigValue, type Pointer } from '@railgate/code';
import { cleanText, nearest, type Fix } from '@railgate/contract';

import { ALIASES, ELSEWHERE, KEYS, TOP_KEYS } from '../data/config-keys.js';
import {
  RAILPACK_ALIASES,
  RAILPACK_CACHE,
  RAILPACK_DEPLOY,
  RAILPACK_STEP,
  RAILPACK_TOP,
} from '../data/railpack-keys.js';
import { renameKey } from '../fixes/config-edits.js';
import { sectionsOf, type Section } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

export const unknownKey: RailwayRule = {
  id: 'railway/unknown-key',
  name: 'UnknownKey',
  summary: 'A key of railway.toml, railway.json or railpack.json is unknown, and Railway ignores it.',
  description:
    'Reports keys that Railway does not know at the top level, in `build`, in `deploy`, in the environments and in the parts of railpack.json, with the key that is probably meant. Keys that only exports of the dashboard hold (`useLegacyStacker`, `buildEnvironment`, `runtime`, …) and `x-` keys are accepted.',
  why: 'Railway ignores unknown keys without a word: a misspelt `healthCheckPath` means that every broken deployment goes live.',
  remediation:
    'Rename the key to the one that is meant, or delete it and set the thing where Railway has it.',
  example: {
    language: 'json',
    before: '{ "deploy": { "healthCheckPath": "/health" } }',
    after: '{ "deploy": { "healthcheckPath": "/health" } }',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-001', 'RLY-CFG-002', 'RLY-CFG-030', 'RLY-CONF-004'],
  references: ['https://docs.railway.com/config-as-code/reference', 'https://schema.railpack.com'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      yield* topLevel(document);
      for (const section of ['build', 'deploy'] as const) {
        for (const base of sectionsOf(document, section)) yield* inSection(document, section, base);
      }
    },
    *railpack({ document }) {
      yield* railpackKeys(document, [], RAILPACK_TOP);
      yield* railpackKeys(document, ['deploy'], RAILPACK_DEPLOY);
      for (const step of document.keys(['steps']))
        yield* railpackKeys(document, ['steps', step], RAILPACK_STEP);
      for (const cache of document.keys(['caches']))
        yield* railpackKeys(document, ['caches', cache], RAILPACK_CACHE);
    },
  },
};

function* topLevel(document: ConfigDocument): Iterable<Report> {
  for (const key of document.keys([])) {
    if (TOP_KEYS.includes(key) || key.startsWith('x-')) continue;
    yield report(document, [key], advice(key, guess(key, TOP_KEYS)));
  }
  for (const name of document.keys(['environments'])) {
    for (const key of document.keys(['environments', name])) {
      if (key === 'build' || key === 'deploy') continue;
      yield report(document, ['environments', name, key], advice(key, guess(key, ['build', 'deploy'])));
    }
  }
}

/** The section that has the key: `startCommand` at the top level belongs under `deploy`. */
function ownerOf(key: string): string | undefined {
  for (const section of ['build', 'deploy'] as const) {
    if (KEYS[section].has(key)) return `${section}.${key}`;
    const alias = ALIASES[section].get(key);
    if (alias !== undefined && key !== 'command') return `${section}.${alias}`;
  }
  return undefined;
}

/** Nothing for what has no key at all; `advice` says where that belongs. */
function guess(key: string, known: readonly string[]): string | undefined {
  return ELSEWHERE.has(key) ? undefined : (ownerOf(key) ?? nearest(key, known));
}

function* inSection(document: ConfigDocument, section: Section, base: Pointer): Iterable<Report> {
  const known = [...KEYS[section].keys()];
  for (const key of document.keys(base)) {
    if (KEYS[section].has(key)) continue;
    const pointer = [...base, key];
    const same = sameName(key, known);
    const meant = same ?? ALIASES[section].get(key);
    const fix = meant !== undefined ? rename(document, pointer, meant) : undefined;
    yield report(document, pointer, advice(key, meant ?? guess(key, known)), fix);
  }
}

function* railpackKeys(document: ConfigDocument, base: Pointer, known: readonly string[]): Iterable<Report> {
  for (const key of document.keys(base)) {
    if (known.includes(key)) continue;
    const pointer = [...base, key];
    const alias = RAILPACK_ALIASES.get(key);
    const renamed =
      alias && known.includes(alias.key) && isA(alias.value, document.get(pointer)) ? alias.key : undefined;
    const meant = sameName(key, known) ?? renamed;
    const fix = meant !== undefined ? rename(document, pointer, meant) : undefined;
    yield report(document, pointer, advice(key, meant ?? nearest(key, known)), fix);
  }
}

/** `healthCheckPath` and `health_check_path` for `healthcheckPath`. */
function sameName(key: string, known: readonly string[]): string | undefined {
  const plain = (name: string) => name.replace(/[_-]/g, '').toLowerCase();
  return known.find((one) => plain(one) === plain(key));
}

function isA(kind: 'object' | 'list' | 'string', value: ConfigValue | undefined): boolean {
  if (kind === 'object') return isTable(value);
  return kind === 'list' ? isList(value) : typeof value === 'string';
}

function advice(key: string, meant: string | undefined): string {
  const elsewhere = ELSEWHERE.get(key);
  if (meant === undefined && elsewhere !== undefined) return ` Instead, ${elsewhere}.`;
  return meant === undefined ? ' Delete it.' : ` Did you mean \`${meant}\`?`;
}

/** A pure rename; none where the right key is there as well. */
function rename(document: ConfigDocument, pointer: Pointer, to: string): Fix | undefined {
  if (document.has([...pointer.slice(0, -1), to])) return undefined;
  return { description: `Rename the key to ${to}.`, safe: true, edits: [renameKey(document, pointer, to)] };
}

function report(document: ConfigDocument, pointer: Pointer, hint: string, fix?: Fix): Report {
  const name = cleanText(pointer.join('.')).slice(0, 200);
  return {
    message: `\`${name}\` is no key of ${cleanText(document.path)} that Railway knows, so it is ignored.${hint}`,
    at: document.place(pointer, 'key'),
    ...(fix && { fix }),
  };
}
