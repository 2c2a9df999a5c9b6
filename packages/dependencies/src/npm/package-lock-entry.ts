import { isRegistryArchive, sourceOf, withoutCredentials } from './addresses.js';
import { textMap, type Cursor } from './cursor.js';
import { draftPackage, type DraftPackage } from './draft.js';

/** What an entry depends on. */
export interface Want {
  readonly name: string;
  readonly range: string;
  /** A peer is `prod`, or `optional` where `peerDependenciesMeta` says so. */
  readonly kind: 'prod' | 'dev' | 'optional';
  readonly isPeer: boolean;
}

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
  wants: readonly Want[] = [];

  constructor(readonly line: number) {}
}

export function readEntry(cursor: Cursor, line: number): LockEntry {
  const entry = new LockEntry(line);
  if (cursor.peek() !== 'map') {
    cursor.skip();
    return entry;
  }
  const wants = new Wants();
  cursor.map((key) => {
    const read = FIELDS.get(key);
    if (read) read(entry, cursor.text());
    else wants.read(key, cursor);
  });
  entry.wants = wants.list();
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

const KINDS: ReadonlyMap<string, Want['kind'] | 'peer'> = new Map<string, Want['kind'] | 'peer'>([
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
]);

/** Collects the dependencies of an entry. */
class Wants {
  readonly #wants: Want[] = [];
  #optional: Set<string> | undefined;
  #optionalPeers: Set<string> | undefined;

  /** Leaves the value of any other key. */
  read(key: string, cursor: Cursor): void {
    if (cursor.peek() !== 'map') return;
    const kind = KINDS.get(key);
    if (kind !== undefined) cursor.map((name) => this.#add(name, kind, cursor.text() ?? ''));
    else if (key === 'peerDependenciesMeta') cursor.map((name) => this.#peerMeta(name, cursor));
  }

  /** Package managers take a name of `optionalDependencies` out of `dependencies`. */
  list(): readonly Want[] {
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
