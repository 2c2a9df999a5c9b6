import { compareText } from '@railgate/contract';
import { canonicalText, digest, isObject, own, type Json, type JsonObject } from './json.js';

/** Old name → name in the merged run, for the names that change. */
export type Renames = ReadonlyMap<string, string>;

interface Base {
  readonly name: string;
  readonly value: string;
}

/**
 * The `originalUriBaseIds` of several runs as one. A name that stands for different places keeps the smallest and
 * gets the others' digest as a suffix: the same relative path under two roots is not the same file.
 */
export function nameBases(runs: readonly (Json | undefined)[]): readonly Renames[] {
  const bases = runs.map(readBases);
  const values = new Map<string, Set<string>>();
  for (const { name, value } of bases.flat()) {
    const known = values.get(name) ?? new Set();
    values.set(name, known.add(value));
  }
  const names = new Map([...values].map(([name, all]) => [name, nameValues(name, [...all])]));
  return bases.map((own) => renamesOf(own, names));
}

function renamesOf(bases: readonly Base[], names: ReadonlyMap<string, ReadonlyMap<string, string>>): Renames {
  const renames = new Map<string, string>();
  for (const { name, value } of bases) {
    const next = names.get(name)?.get(value) ?? name;
    if (next !== name) renames.set(name, next);
  }
  return renames;
}

/** Value → name. */
function nameValues(name: string, values: string[]): Map<string, string> {
  const [first = '', ...others] = values.sort(compareText);
  const names = new Map([[first, name]]);
  for (const value of others) {
    const hash = digest(value);
    const clashes = others.some((other) => other !== value && digest(other).startsWith(hash.slice(0, 8)));
    names.set(value, `${name}-${clashes ? hash : hash.slice(0, 8)}`);
  }
  return names;
}

function readBases(bases: Json | undefined): Base[] {
  if (!isObject(bases)) return [];
  return Object.keys(bases).map((name) => ({ name, value: valueOf(bases, name) }));
}

/** What a name stands for: its place and the place of its own base, as text. The names do not count. */
function valueOf(bases: JsonObject, name: string): string {
  const parts: Json[] = [];
  const seen = new Set<string>();
  for (let next: Json | undefined = name; typeof next === 'string';) {
    const base: Json | undefined = own(bases, next);
    // A base that nobody defines is known by its name; one that leads back to itself by how far.
    if (!isObject(base) || seen.has(next)) {
      parts.push(isObject(base) ? [...seen].indexOf(next) : next);
      break;
    }
    seen.add(next);
    // The name of its base is replaced by what that stands for; the index counts in one run only.
    parts.push({ ...base, uriBaseId: undefined, index: undefined });
    next = base['uriBaseId'];
  }
  return canonicalText(parts);
}
