import type { Gap } from '@railgate/contract';

import type { LockfileRead, Repository } from '../format.js';
import type { LockedProject } from '../lockfile.js';
import { sourceOf } from './addresses.js';
import { DraftLockfile } from '../draft.js';
import type { Cursor } from './cursor.js';
import { childOf, findUpwards, Place } from './node-modules.js';
import { draftOf, LockEntry, readEntry, type Want } from './package-lock-entry.js';
import type { PackageLockInput } from './package-lock.js';
import { folderOf, inside } from '../paths.js';
import { duplicateKey, withoutVersion } from '../problems.js';
import { lockedProject, type Recorded } from './projects.js';
import { manifestIn } from './workspaces.js';

/**
 * `packages` of versions 2 and 3, which stands next: a flat list of folders (`node_modules/a/node_modules/b`), of which some
 * are links.
 */
export function readPackages(path: string, repository: Repository, cursor: Cursor): PackagesReader {
  const reader = new PackagesReader(path, repository);
  cursor.map((location, line) => {
    const name = installedName(location);
    reader.entry(location, name, readEntry(cursor, line, name !== undefined));
  });
  return reader;
}

/** A folder that is no installed package: the project itself, a workspace, what is linked by a path. */
interface Folder {
  readonly location: string;
  readonly place: Place;
  readonly entry: LockEntry;
}

interface Link {
  readonly place: Place;
  readonly name: string;
  readonly target: string;
  readonly line: number;
}

export class PackagesReader {
  readonly #draft = new DraftLockfile();
  readonly #root = new Place();
  /** By location, of folders that are no installed packages, and those on the way to them. */
  readonly #folderPlaces = new Map<string, Place>([['', this.#root]]);
  readonly #folders = new Map<string, Folder>();
  readonly #links = new Map<Place, Link>();
  /** Of packages, by index. */
  readonly #places: Place[] = [];
  readonly #wants: Wants[] = [];
  readonly #gaps: Gap[] = [];

  constructor(
    readonly path: string,
    readonly repository: Repository,
  ) {}

  /** @param name of an installed package, none for a folder */
  entry(location: string, name: string | undefined, entry: LockEntry): void {
    const { line } = entry;
    const place = this.#placeOf(location);
    if (place.index !== undefined || this.#folders.has(location) || this.#links.has(place)) {
      this.#gaps.push(duplicateKey(this.path, location, line));
    }
    if (entry.isLink) this.#links.set(place, { place, name: name ?? '', target: entry.resolved ?? '', line });
    else if (name === undefined) this.#folders.set(location, { location, place, entry });
    else this.#addPackage(place, entry, name);
  }

  /** Once all entries are there, and what the lockfile says of itself. */
  finish({ version, name }: Pick<PackageLockInput, 'version' | 'name'>): LockfileRead {
    const { path } = this;
    this.#addFolders();
    for (const [index, place] of this.#places.entries()) this.#link(index, place);
    const projects = this.#lockedProjects(name);
    const packages = this.#draft.finish(projects);
    const lockfile = { path, format: 'package-lock', ecosystem: 'npm', projects, packages } as const;
    return {
      lockfile: { ...lockfile, ...(version !== undefined && { version }) },
      gaps: [...this.#gaps, ...withoutVersion(path, packages)],
    };
  }

  #addPackage(place: Place, entry: LockEntry, installedAs: string, wants: Wants = entry): number {
    const index = this.#draft.add(draftOf(entry, installedAs));
    place.index = index;
    this.#places[index] = place;
    this.#wants[index] = wants;
    return index;
  }

  /** Workspaces and folders linked by a path are packages too: others may depend on them. */
  #addFolders(): void {
    const linkedAs = new Map([...this.#links.values()].map(({ target, name }) => [target, name]));
    for (const { location, place, entry } of this.#folders.values()) {
      if (location === '') continue;
      const name = entry.name ?? linkedAs.get(location) ?? location.split('/').at(-1) ?? '';
      const index = this.#addPackage(place, entry, name, shipped(entry.wants));
      const draft = this.#draft.packages[index];
      if (draft) draft.source = this.#path(location) === undefined ? 'file' : 'workspace';
    }
    for (const { place, name, target, line } of this.#links.values()) {
      const known = this.#folders.get(target)?.place.index;
      if (known === undefined) this.#addDangling(place, name, line);
      else place.index = known;
    }
  }

  /** A link to a folder of which the lockfile says nothing more, or to the project itself. */
  #addDangling(place: Place, name: string, line: number): void {
    const draft = this.#draft.packages[this.#addPackage(place, new LockEntry(line), name)];
    if (draft) draft.source = 'file';
  }

  #link(from: number, place: Place): void {
    const { required, optional, wants } = this.#wants[from] ?? NO_WANTS;
    for (const name of required) this.#depend(from, place, name, false);
    for (const name of optional) this.#depend(from, place, name, true);
    for (const { name, range } of wants) {
      const to = findUpwards(place, name)?.index;
      if (to !== undefined) this.#noteSource(to, range);
    }
  }

  #depend(from: number, place: Place, name: string, isOptional: boolean): void {
    const to = findUpwards(place, name)?.index;
    if (to !== undefined) this.#draft.depend(from, to, isOptional);
  }

  /** The address of an archive does not tell a registry from a server; what was asked for does. */
  #noteSource(index: number, range: string): void {
    const asked = sourceOf(range);
    if (asked === 'registry') return;
    const draft = this.#draft.packages[index];
    if (draft?.source === 'registry' && asked === 'url') draft.source = 'url';
    else if (draft?.source === 'workspace' && asked === 'file') draft.source = 'file';
  }

  /** @param name of the project in whose folder the lockfile lies, where its entry has none */
  #lockedProjects(name: string | undefined): LockedProject[] {
    // A lockfile that says nothing of its own project still serves it.
    const own = this.#folders.get('') ?? { location: '', place: this.#root, entry: new LockEntry(1) };
    const others = [...this.#folders.values()].filter(({ location }) => location !== '');
    return [
      ...this.#lockedProject(own, own.entry.name ?? name),
      ...others.flatMap((folder) => this.#lockedProject(folder, folder.entry.name)),
    ];
  }

  #lockedProject({ location, place, entry }: Folder, ownName: string | undefined): LockedProject[] {
    const path = this.#path(location);
    if (path === undefined) return [];
    const recorded = entry.wants.map<Recorded>(({ name, range, kind, isPeer }) => {
      const target = findUpwards(place, name)?.index;
      if (target !== undefined) this.#noteSource(target, range);
      return { name, range, kind: isPeer ? 'peer' : kind, ...(target !== undefined && { target }) };
    });
    const project = lockedProject({
      path,
      name: ownName,
      manifest: manifestIn(path, this.repository),
      recorded,
      // npm does not always write down what a linked folder needs for its own development.
      mayMiss: (_, __, kind) => kind === 'dev' && this.#isLinkedByPath(place),
    });
    return [project];
  }

  #isLinkedByPath({ index }: Place): boolean {
    return index !== undefined && this.#draft.packages[index]?.source === 'file';
  }

  /** Relative to the repository root; nothing where the folder lies outside. */
  #path(location: string): string | undefined {
    return inside(folderOf(this.path), location);
  }

  #placeOf(location: string): Place {
    const cut = installedAt(location);
    if (cut < 0) return this.#folderPlace(location);
    const parent = cut === 0 ? this.#root : this.#placeOf(location.slice(0, cut - 1));
    return childOf(parent, location.slice(cut + MODULES.length));
  }

  #folderPlace(location: string): Place {
    let place = this.#folderPlaces.get(location);
    if (!place) {
      place = new Place(this.#parentOf(location));
      this.#folderPlaces.set(location, place);
    }
    return place;
  }

  /** The folder above, down to that of the lockfile. What lies outside of that has none. */
  #parentOf(location: string): Place | undefined {
    if (location.startsWith('..') || location.startsWith('/')) return undefined;
    const slash = location.lastIndexOf('/');
    return this.#placeOf(slash < 0 ? '' : location.slice(0, slash));
  }
}

const MODULES = 'node_modules/';

/** Where the innermost `node_modules/` of a location begins; -1 for a folder that is no installed package. */
function installedAt(location: string): number {
  const cut = location.lastIndexOf(MODULES);
  return cut > 0 && location[cut - 1] !== '/' ? -1 : cut;
}

/** `node_modules/@a/b` → `@a/b` */
function installedName(location: string): string | undefined {
  const cut = installedAt(location);
  return cut < 0 ? undefined : location.slice(cut + MODULES.length);
}

type Wants = Pick<LockEntry, 'required' | 'optional' | 'wants'>;

const NO_WANTS: Wants = { required: [], optional: [], wants: [] };

/** What a folder asks for as a package. npm has one edge for a name: a peer that is there for development is no more than that. */
function shipped(wants: readonly Want[]): Wants {
  const dev = new Set(wants.filter(({ kind }) => kind === 'dev').map(({ name }) => name));
  const kept = wants.filter(({ name, kind, isPeer }) => kind !== 'dev' && (!isPeer || !dev.has(name)));
  const named = (kind: Want['kind']): string[] =>
    kept.filter((want) => want.kind === kind).map(({ name }) => name);
  return { required: named('prod'), optional: named('optional'), wants: kept };
}
