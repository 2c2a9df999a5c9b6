import { posix } from 'node:path';

import { NpmConfig, setRange, type Lockfile, type RangeField } from '@railgate/dependencies';
import { manifestsOf, rangeInYaml, setRangeInYaml } from '@railgate/dependencies/repair';

import { plainText } from '../../findings/plain-text.js';
import { FIELDS, raisedRange } from '../npm-ranges.js';
import type { RepairInput } from '../repair-input.js';
import type { Refusal, Wanted } from '../wanted.js';
import type { Client, Editable, RangeEdit } from './client.js';

/**
 * What clients in Node.js share: manifests that are `package.json`.
 *
 * @param settings the name of the file whose `catalog` and `catalogs` hold the ranges that manifests call `catalog:`
 */
export function nodeClient(
  settings: string,
): Pick<Client, 'manifest' | 'edits' | 'withRequirement' | 'exactly'> {
  return {
    manifest: 'package.json',
    edits: (lockfile, wanted, _files, current) => nodeEdits(lockfile, wanted, current, settings),
    withRequirement: withDependency,
    exactly: (version) => version,
  };
}

/** The user's npm configuration, and nothing by which a manifest chooses which client is started. */
export function nodeEnvironment(root: string): Record<string, string> {
  return {
    ...NpmConfig.read(root).environment,
    COREPACK_ENABLE_PROJECT_SPEC: '0',
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
    COREPACK_ENABLE_AUTO_PIN: '0',
  };
}

/** Variables of the user's that are handed on. */
export function variables(pattern: RegExp): Record<string, string> {
  const found = Object.entries(process.env).filter(
    (entry): entry is [string, string] => pattern.test(entry[0]) && entry[1] !== undefined,
  );
  return Object.fromEntries(found);
}

export function cleanManifests(input: RepairInput, lockfile: Lockfile): Map<string, Editable> {
  return new Map(manifestsOf(input, lockfile).map(({ path, text, clean }) => [path, { text, clean }]));
}

async function nodeEdits(
  lockfile: Lockfile,
  wanted: Wanted,
  current: (path: string) => string,
  settings: string,
): Promise<readonly RangeEdit[] | Refusal> {
  const { occurrence, version, order } = wanted;
  const { name } = occurrence;
  const edits = new Map<string, RangeEdit>();
  const catalogs = posix.join(posix.dirname(lockfile.path), settings);
  for (const { manifest, requirements } of lockfile.projects)
    for (const { name: asked, kind, range, target } of requirements) {
      const one = target === undefined ? undefined : lockfile.packages[target];
      const field = FIELDS[kind];
      if (one?.name !== name || one.version !== occurrence.version || field === undefined) continue;
      if (asked !== name) return { reason: `It is installed under another name, ${plainText(asked, 200)}.` };
      const place = range.startsWith('catalog:') ? catalogPlace(range, name) : undefined;
      const old = place ? await rangeInYaml(current(catalogs), place) : range.replace(/^npm:(?=[~^\d])/, '');
      const raised = old === undefined ? undefined : raisedRange(old, version, order);
      if (raised === undefined || manifest === undefined)
        return {
          reason: `The range ${plainText(range, 60) || '*'} is not of a form that is changed safely.`,
        };
      const edit = place ? inCatalog(catalogs, place, raised) : inManifest(manifest, field, name, raised);
      edits.set(place ? JSON.stringify(place) : `${manifest} ${field}`, edit);
    }
  return [...edits.values()];
}

/** `catalog:` is the default one, `catalog:react18` another. */
function catalogPlace(range: string, name: string): readonly string[] {
  const catalog = range.slice('catalog:'.length).trim();
  return catalog === '' || catalog === 'default' ? ['catalog', name] : ['catalogs', catalog, name];
}

function inCatalog(path: string, place: readonly string[], range: string): RangeEdit {
  return { path, range, set: (text, to) => setRangeInYaml(text, place, to) };
}

function inManifest(path: string, field: RangeField, name: string, range: string): RangeEdit {
  return { path, range, set: (text, to) => setRange(text, field, name, to) };
}

/** A clean manifest that asks for this version, too, whatever it asks for already. */
function withDependency(manifest: string, name: string, version: string): string {
  const fields = JSON.parse(manifest) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return JSON.stringify({ ...fields, dependencies: { ...fields['dependencies'], [name]: version } });
}
