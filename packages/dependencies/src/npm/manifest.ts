import type { Gap } from '@railgate/contract';
import { SOURCE_LIMIT } from '@railgate/kit';

import type { Repository } from '../format.js';
import type { RequirementKind } from '../lockfile.js';
import { withoutCredentials } from './addresses.js';
import { Malformed, textMap, type Cursor } from './cursor.js';
import { JsonCursor } from './json-cursor.js';
import { conflict, unparseable } from '../problems.js';

export interface Declared {
  readonly name: string;
  readonly kind: RequirementKind;
  readonly range: string;
  /** Of the manifest, from 1. */
  readonly line: number;
}

/** What a package.json says that matters to dependencies. */
export interface PackageManifest {
  /** Relative to the repository root. */
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly declared: readonly Declared[];
  readonly workspaces: readonly string[];
  /** `pnpm@9.1.0` → `pnpm`. */
  readonly packageManager?: string;
  /** Selector → version: yarn's `resolutions`, npm's and bun's flat `overrides`, `pnpm.overrides`. */
  readonly overrides: ReadonlyMap<string, string>;
}

const KINDS: ReadonlyMap<string, RequirementKind> = new Map([
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
]);

/** Nothing where the file is not among those to look at. */
export function readManifest(
  path: string,
  repository: Repository,
): PackageManifest | { readonly gap: Gap } | undefined {
  if (!repository.has(path)) return undefined;
  const source = repository.read(path, SOURCE_LIMIT);
  if ('gap' in source) return source;
  try {
    return parseManifest(path, source.text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return mayDeclare(source.text) ? { gap: unparseable(path, conflict(source.text) ?? error) } : empty(path);
  }
}

/** A template that is no JSON yet (`{{name}}`) says nothing of dependencies, as a rule. */
function mayDeclare(text: string): boolean {
  return /ependencies["']?\s{0,10}:|<{7}|>{7}/.test(text);
}

function empty(path: string): PackageManifest {
  return { path, declared: [], workspaces: [], overrides: new Map() };
}

function parseManifest(path: string, text: string): PackageManifest {
  const cursor = new JsonCursor(text);
  const fields = new ManifestFields();
  if (cursor.peek() === 'map') cursor.map((key) => fields.read(key, cursor));
  else cursor.skip();
  cursor.end();
  const { name, version, packageManager, declared, workspaces, overrides } = fields;
  return {
    path,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(packageManager !== undefined && { packageManager }),
    declared: withoutRepeated(declared),
    workspaces,
    overrides,
  };
}

class ManifestFields {
  name: string | undefined;
  version: string | undefined;
  packageManager: string | undefined;
  workspaces: string[] = [];
  readonly declared: Declared[] = [];
  readonly overrides = new Map<string, string>();

  read(key: string, cursor: Cursor): void {
    const kind = KINDS.get(key);
    if (kind !== undefined) this.#requirements(kind, cursor);
    else if (key === 'name') this.name = cursor.text();
    else if (key === 'version') this.version = cursor.text();
    else if (key === 'packageManager') this.packageManager = cursor.text()?.split('@', 1)[0];
    else if (key === 'workspaces') this.#workspaces(cursor);
    else if (key === 'resolutions' || key === 'overrides') this.#overrides(cursor);
    else if (key === 'pnpm' && cursor.peek() === 'map') {
      cursor.map((inner) => {
        if (inner === 'overrides') this.#overrides(cursor);
      });
    }
  }

  #requirements(kind: RequirementKind, cursor: Cursor): void {
    if (cursor.peek() !== 'map') return cursor.skip();
    cursor.map((name, line) => {
      const range = cursor.text();
      if (range !== undefined) this.declared.push({ name, kind, range: withoutCredentials(range), line });
    });
  }

  #overrides(cursor: Cursor): void {
    for (const [selector, version] of textMap(cursor)) this.overrides.set(selector, version);
  }

  /** A list of globs, or an object with one under `packages`. */
  #workspaces(cursor: Cursor): void {
    if (cursor.peek() === 'list') this.workspaces = texts(cursor);
    else if (cursor.peek() === 'map') {
      cursor.map((key) => {
        if (key === 'packages' && cursor.peek() === 'list') this.workspaces = texts(cursor);
      });
    } else cursor.skip();
  }
}

export function texts(cursor: Cursor): string[] {
  const found: string[] = [];
  cursor.list(() => {
    const text = cursor.text();
    if (text !== undefined) found.push(text);
  });
  return found;
}

/** Package managers take a name of `optionalDependencies` out of `dependencies`. */
function withoutRepeated(declared: readonly Declared[]): Declared[] {
  const optional = new Set(declared.filter(({ kind }) => kind === 'optional').map(({ name }) => name));
  return optional.size === 0
    ? [...declared]
    : declared.filter(({ kind, name }) => kind !== 'prod' || !optional.has(name));
}
