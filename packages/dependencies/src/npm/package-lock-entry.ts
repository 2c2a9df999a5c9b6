import { isRegistryArchive, sourceOf, withoutCredentials } from './addresses.js';
import { textMap, type Cursor } from './cursor.js';
import { draftPackage, type DraftPackage } from '../draft.js';

/** What an entry depends on. */
export interface Want {
  readonly name: string;
  readonly range: string;
  /** A peer is `prod`, or `optional` where `peerDependenciesMeta` says so. */
  readonly kind: 'prod' | 'dev' | 'optional';
  readonly isPeer: boolean;
}

const NONE: readonly never[] = [];

/** One entry of `packages`, as it is written. */
export class LockEntry {
  name: string | undefined;
  version: string | undefined;
  resolved: string | undefined;
  integrity: string | undefined;
  deprecated: string | undefined;
  licence: string | undefined;
  isLink = false;
  isBundled = false;
  hasInstallScript = false;
  /** Of an installed package: the names alone, since there are many. */
  required: readonly string[] = NONE;
  optional: readonly string[] = NONE;
  /** Of an installed package those that ask for an address, of a folder all. */
  wants: readonly Want[] = NONE;

  constructor(readonly line: number) {}
}

export function readEntry(cursor: Cursor, line: number, isInstalled: boolean): LockEntry {
  const entry = new LockEntry(line);
  if (cursor.peek() !== 'map') {
    cursor.skip();
    return entry;
  }
  let wants: Wants | undefined;
  cursor.map((key) => {
    const read = FIELDS.get(key);
    if (read) read(entry, cursor.text());
    else if (cursor.peek() === 'map' && WANTS.has(key)) (wants ??= new Wants()).read(key, cursor);
  });
  wants?.giveTo(entry, isInstalled);
  return entry;
}

type ReadField = (entry: LockEntry, text: string | undefined) => void;

const FIELDS: ReadonlyMap<string, ReadField> = new Map<string, ReadField>([
  ['name', (entry, text) => (entry.name = text)],
  ['version', (entry, text) => (entry.version = text)],
  ['resolved', (entry, text) => (entry.resolved = address(text))],
  ['integrity', (entry, text) => (entry.integrity = text)],
  ['deprecated', (entry, text) => (entry.deprecated = text)],
  ['license', (entry, text) => (entry.licence = text)],
  ['link', (entry, text) => (entry.isLink = text === 'true')],
  ['inBundle', (entry, text) => (entry.isBundled = text === 'true')],
  ['hasInstallScript', (entry, text) => (entry.hasInstallScript = text === 'true')],
]);

/** `false` is npm's word for none. */
function address(text: string | undefined): string | undefined {
  return text === undefined || text === 'false' || text === 'true' ? undefined : withoutCredentials(text);
}

const WANTS: ReadonlyMap<string, Want['kind'] | 'peer' | 'peerMeta'> = new Map([
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
  ['peerDependenciesMeta', 'peerMeta'],
]);

/** Collects the dependencies of an entry. */
class Wants {
  readonly #wants: Want[] = [];
  #optional: Set<string> | undefined;
  #optionalPeers: Set<string> | undefined;

  /** @param key one of `WANTS`, with a map as its value */
  read(key: string, cursor: Cursor): void {
    const kind = WANTS.get(key) ?? 'prod';
    if (kind === 'peerMeta') cursor.map((name) => this.#peerMeta(name, cursor));
    else cursor.map((name) => this.#add(name, kind, cursor.text() ?? ''));
  }

  giveTo(entry: LockEntry, isInstalled: boolean): void {
    const wants = this.#list();
    entry.wants = isInstalled ? wants.filter(({ range }) => sourceOf(range) !== 'registry') : wants;
    if (!isInstalled) return;
    // What an installed package needs for its own development is not installed.
    entry.required = namesOf(wants, 'prod');
    entry.optional = namesOf(wants, 'optional');
  }

  /** Package managers take a name of `optionalDependencies` out of `dependencies`. */
  #list(): readonly Want[] {
    const { optional, peers } = { optional: this.#optional, peers: this.#optionalPeers };
    if (!optional && !peers) return this.#wants;
    return this.#wants
      .filter(({ name, kind, isPeer }) => isPeer || kind !== 'prod' || optional?.has(name) !== true)
      .map((want) => (want.isPeer && peers?.has(want.name) === true ? { ...want, kind: 'optional' } : want));
  }

  #add(name: string, kind: Want['kind'] | 'peer', range: string): void {
    if (kind === 'optional') (this.#optional ??= new Set()).add(name);
    const isPeer = kind === 'peer';
    this.#wants.push({ name, range, kind: isPeer ? 'prod' : kind, isPeer });
  }

  #peerMeta(name: string, cursor: Cursor): void {
    if (textMap(cursor).get('optional') === 'true') (this.#optionalPeers ??= new Set()).add(name);
  }
}

function namesOf(wants: readonly Want[], kind: Want['kind']): readonly string[] {
  const names: string[] = [];
  for (const want of wants) if (want.kind === kind) names.push(want.name);
  return names.length === 0 ? NONE : names;
}

/** @param installedAs the name of its folder in node_modules */
export function draftOf(entry: LockEntry, installedAs: string): DraftPackage {
  const draft = draftPackage(entry.name ?? installedAs, entry.version ?? '', entry.line);
  if (draft.name !== installedAs) draft.alias = installedAs;
  if (entry.resolved !== undefined) {
    draft.resolved = entry.resolved;
    draft.source = isRegistryArchive(entry.resolved) ? 'registry' : resolvedSource(entry.resolved);
  }
  if (entry.integrity !== undefined) draft.integrity = entry.integrity;
  if (entry.deprecated !== undefined) draft.deprecated = entry.deprecated;
  if (entry.licence !== undefined) draft.licence = entry.licence;
  if (entry.isBundled) draft.bundled = true;
  if (entry.hasInstallScript) draft.hasInstallScript = true;
  return draft;
}

/** An archive on any server may be that of a registry: what was asked for decides. */
function resolvedSource(resolved: string): DraftPackage['source'] {
  const source = sourceOf(resolved);
  return source === 'url' ? 'registry' : source;
}
