import type { Gap } from '@railgate/contract';

import type { RequirementKind } from '../lockfile.js';
import { textMap, type Cursor } from './cursor.js';
import { duplicateKey } from '../problems.js';

/** What one document of a pnpm-lock.yaml says, before anything is looked up. */
export class PnpmDocument {
  version: string | undefined;
  versionLine = 1;
  readonly importers = new Map<string, PnpmImporter>();
  readonly packages = new Map<string, PnpmPackage>();
  readonly snapshots = new Map<string, PnpmPackage>();
  readonly overrides = new Map<string, string>();
  hasHooks = false;
  leavesOutLinks = false;
  leavesOutOptional = false;
  readonly gaps: Gap[] = [];

  constructor(readonly path: string) {}

  read(cursor: Cursor): this {
    const root: PnpmImporter = { line: 1, wants: [] };
    const specifiers = new Map<string, string>();
    cursor.map((key, line) => {
      if (this.#readHead(key, line, cursor)) return;
      if (key === 'importers') this.#map(cursor, this.importers, (inner) => readImporter(cursor, inner));
      else if (key === 'packages') this.#map(cursor, this.packages, (inner) => readPackage(cursor, inner));
      else if (key === 'snapshots') this.#map(cursor, this.snapshots, (inner) => readPackage(cursor, inner));
      else readWants(key, cursor, root.wants, specifiers);
    });
    // Before there were workspaces, and in versions 5 and 6 without one, the only project has no key of its own.
    if (this.importers.size === 0) this.importers.set('.', withSpecifiers(root, specifiers));
    return this;
  }

  #readHead(key: string, line: number, cursor: Cursor): boolean {
    if (key === 'lockfileVersion') {
      this.version = cursor.text();
      this.versionLine = line;
    } else if (key === 'overrides')
      for (const [name, version] of textMap(cursor)) this.overrides.set(name, version);
    else if (key === 'pnpmfileChecksum') this.hasHooks = cursor.text() !== undefined;
    else if (key === 'ignoredOptionalDependencies') this.leavesOutOptional = true;
    else if (key === 'settings')
      this.leavesOutLinks = textMap(cursor).get('excludeLinksFromLockfile') === 'true';
    else return false;
    return true;
  }

  #map<T>(cursor: Cursor, into: Map<string, T>, read: (line: number) => T): void {
    cursor.map((key, line) => {
      if (into.has(key)) this.gaps.push(duplicateKey(this.path, key, line));
      into.set(key, read(line));
    });
  }
}

export interface PnpmWant {
  readonly name: string;
  readonly kind: RequirementKind;
  readonly range?: string;
  /** What it was resolved to: `1.0.0`, `b@1.0.0`, `link:../b`. */
  readonly reference: string;
  /** pnpm itself, or what its configuration depends on. */
  readonly isTool: boolean;
}

export interface PnpmImporter {
  readonly line: number;
  readonly wants: PnpmWant[];
}

export interface PnpmPackage {
  readonly line: number;
  name?: string;
  version?: string;
  integrity?: string;
  tarball?: string;
  /** `directory`, `git`, …; none for archives. */
  type?: string;
  repository?: string;
  commit?: string;
  isGitHosted?: boolean;
  deprecated?: string;
  requiresBuild?: boolean;
  readonly wants: PnpmWant[];
}

const KINDS: ReadonlyMap<string, RequirementKind> = new Map([
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['optionalDependencies', 'optional'],
  // What pnpm itself runs with is for development, and no manifest's dependency.
  ['configDependencies', 'dev'],
  ['packageManagerDependencies', 'dev'],
]);

function readImporter(cursor: Cursor, line: number): PnpmImporter {
  const importer: PnpmImporter = { line, wants: [] };
  const specifiers = new Map<string, string>();
  cursor.map((key) => readWants(key, cursor, importer.wants, specifiers));
  return withSpecifiers(importer, specifiers);
}

/** Version 5 lists all ranges in one map, later ones beside each version. */
function withSpecifiers(importer: PnpmImporter, specifiers: ReadonlyMap<string, string>): PnpmImporter {
  if (specifiers.size === 0) return importer;
  const wants = importer.wants.map((want) => {
    const range = want.range ?? specifiers.get(want.name);
    return { ...want, ...(range !== undefined && { range }) };
  });
  return { ...importer, wants };
}

function readWants(key: string, cursor: Cursor, wants: PnpmWant[], specifiers: Map<string, string>): void {
  if (key === 'specifiers') {
    for (const [name, range] of textMap(cursor)) specifiers.set(name, range);
    return;
  }
  const kind = KINDS.get(key);
  if (kind === undefined || cursor.peek() !== 'map') return cursor.skip();
  const isTool = key === 'configDependencies' || key === 'packageManagerDependencies';
  cursor.map((name) => {
    if (cursor.peek() !== 'map') {
      wants.push({ name, kind, isTool, reference: cursor.text() ?? '' });
      return;
    }
    const resolved = textMap(cursor);
    const range = resolved.get('specifier');
    wants.push({
      name,
      kind,
      isTool,
      reference: resolved.get('version') ?? '',
      ...(range !== undefined && { range }),
    });
  });
}

type ReadField = (entry: PnpmPackage, text: string | undefined) => void;

const FIELDS: ReadonlyMap<string, ReadField> = new Map<string, ReadField>([
  ['name', (entry, text) => assign(entry, 'name', text)],
  ['version', (entry, text) => assign(entry, 'version', text)],
  ['deprecated', (entry, text) => assign(entry, 'deprecated', text)],
  ['requiresBuild', (entry, text) => (entry.requiresBuild = text === 'true')],
]);

const RESOLUTION: ReadonlyMap<string, ReadField> = new Map<string, ReadField>([
  ['integrity', (entry, text) => assign(entry, 'integrity', text)],
  ['tarball', (entry, text) => assign(entry, 'tarball', text)],
  ['type', (entry, text) => assign(entry, 'type', text)],
  ['repo', (entry, text) => assign(entry, 'repository', text)],
  ['commit', (entry, text) => assign(entry, 'commit', text)],
  ['gitHosted', (entry, text) => (entry.isGitHosted = text === 'true')],
  // A folder of the workspace that is copied.
  ['directory', (entry) => (entry.type ??= 'directory')],
]);

type TextField =
  'name' | 'version' | 'deprecated' | 'integrity' | 'tarball' | 'type' | 'repository' | 'commit';

function assign(entry: PnpmPackage, key: TextField, text: string | undefined): void {
  if (text !== undefined) entry[key] = text;
}

function readPackage(cursor: Cursor, line: number): PnpmPackage {
  const entry: PnpmPackage = { line, wants: [] };
  cursor.map((key) => {
    if (key === 'dependencies' || key === 'optionalDependencies')
      return readWants(key, cursor, entry.wants, NONE);
    if (key !== 'resolution') return FIELDS.get(key)?.(entry, cursor.text());
    cursor.map((inner) => RESOLUTION.get(inner)?.(entry, cursor.text()));
  });
  return entry;
}

const NONE = new Map<string, string>();
