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
export interface LockEntry {
  readonly line: number;
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly deprecated?: string;
  readonly licence?: string;
  readonly isLink: boolean;
  readonly isBundled?: boolean;
  readonly hasInstallScript?: boolean;
  /** As npm computed them. */
  readonly flags: { readonly dev: boolean; readonly optional: boolean };
  readonly wants: readonly Want[];
}

type Writable = { -readonly [key in keyof LockEntry]: LockEntry[key] };

export function readEntry(cursor: Cursor, line: number): LockEntry {
  const flags = { dev: false, optional: false };
  const entry: Writable = { line, isLink: false, flags, wants: [] };
  if (cursor.peek() !== 'map') {
    cursor.skip();
    return entry;
  }
  const wants = new Wants();
  cursor.map((key) => {
    if (wants.read(key, cursor)) return;
    const read = FIELDS.get(key);
    if (read) read(entry, cursor, flags);
  });
  entry.wants = wants.list();
  return entry;
}

interface Flags {
  dev: boolean;
  optional: boolean;
}
type ReadField = (entry: Writable, cursor: Cursor, flags: Flags) => void;

const FIELDS: ReadonlyMap<string, ReadField> = new Map<string, ReadField>([
  ['name', (entry, cursor) => assign(entry, 'name', cursor.text())],
  ['version', (entry, cursor) => assign(entry, 'version', cursor.text())],
  ['resolved', (entry, cursor) => assign(entry, 'resolved', address(cursor.text()))],
  ['integrity', (entry, cursor) => assign(entry, 'integrity', cursor.text())],
  ['deprecated', (entry, cursor) => assign(entry, 'deprecated', cursor.text())],
  ['license', (entry, cursor) => assign(entry, 'licence', cursor.text())],
  ['link', (entry, cursor) => (entry.isLink = cursor.text() === 'true')],
  ['inBundle', (entry, cursor) => (entry.isBundled = cursor.text() === 'true')],
  ['hasInstallScript', (entry, cursor) => (entry.hasInstallScript = cursor.text() === 'true')],
  ['dev', (_, cursor, flags) => (flags.dev = cursor.text() === 'true')],
  ['optional', (_, cursor, flags) => (flags.optional = cursor.text() === 'true')],
]);

function assign(
  entry: Writable,
  key: 'name' | 'version' | 'resolved' | 'integrity' | 'deprecated' | 'licence',
  text: string | undefined,
): void {
  if (text !== undefined) entry[key] = text;
}

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

/** Collects the dependencies of an entry; by name, since npm has one edge a name. */
class Wants {
  readonly #wants: Want[] = [];
  #optional: Set<string> | undefined;
  #optionalPeers: Set<string> | undefined;

  read(key: string, cursor: Cursor): boolean {
    const kind = KINDS.get(key);
    if (kind !== undefined && cursor.peek() === 'map') {
      cursor.map((name) => this.#add(name, kind, cursor.text() ?? ''));
      return true;
    }
    if (key !== 'peerDependenciesMeta' || cursor.peek() !== 'map') return false;
    cursor.map((name) => {
      if (textMap(cursor).get('optional') === 'true') (this.#optionalPeers ??= new Set()).add(name);
    });
    return true;
  }

  list(): Want[] {
    const { optional, peers } = { optional: this.#optional, peers: this.#optionalPeers };
    if (!optional && !peers) return this.#wants;
    const wants = this.#wants.filter(
      ({ name, kind, isPeer }) => isPeer || kind !== 'prod' || optional?.has(name) !== true,
    );
    return wants.map((want) =>
      want.isPeer && peers?.has(want.name) === true ? { ...want, kind: 'optional' } : want,
    );
  }

  #add(name: string, kind: Want['kind'] | 'peer', range: string): void {
    if (kind === 'optional') (this.#optional ??= new Set()).add(name);
    const isPeer = kind === 'peer';
    this.#wants.push({ name, range, kind: isPeer ? 'prod' : kind, isPeer });
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
  if (entry.isBundled === true) draft.bundled = true;
  if (entry.hasInstallScript === true) draft.hasInstallScript = true;
  return draft;
}

/** An archive on any server may be that of a registry: what was asked for decides. */
function resolvedSource(resolved: string): DraftPackage['source'] {
  const source = sourceOf(resolved);
  return source === 'url' ? 'registry' : source;
}
