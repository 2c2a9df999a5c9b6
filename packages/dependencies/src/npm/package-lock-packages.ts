import type { Gap } from '@railgate/contract';

import type { LockfileRead } from '../format.js';
import type { LockedProject } from '../lockfile.js';
import { sourceOf } from './addresses.js';
import { DraftLockfile } from './draft.js';
import type { Mark } from './json-cursor.js';
import { readManifest } from './manifest.js';
import { childOf, findUpwards, type Place } from './node-modules.js';
import type { PackageLockInput } from './package-lock.js';
import { draftOf, readEntry, type LockEntry } from './package-lock-entry.js';
import { fileIn, folderOf, inside } from './paths.js';
import { duplicateKey, incomplete } from './problems.js';
import { lockedProject, type Recorded } from './projects.js';

/** `packages` of versions 2 and 3: a flat list of folders (`node_modules/a/node_modules/b`), of which some are links. */
export function readPackages(input: PackageLockInput, mark: Mark): LockfileRead {
  const reader = new PackagesReader(input);
  input.cursor.return(mark);
  input.cursor.map((location, line) => reader.entry(location, readEntry(input.cursor, line)));
  return reader.finish();
}

interface PlacedEntry extends LockEntry {
  readonly location: string;
  readonly place: Place;
}

class PackagesReader {
  readonly #draft = new DraftLockfile();
  readonly #places = new Map<string, Place>([['', {}]]);
  /** Of packages, by index. */
  readonly #entries: PlacedEntry[] = [];
  /** Folders that are no installed packages: the project itself, its workspaces, what is linked by a path. */
  readonly #projects: PlacedEntry[] = [];
  readonly #links: {
    readonly place: Place;
    readonly name: string;
    readonly target: string;
    readonly line: number;
  }[] = [];
  readonly #seen = new Set<string>();
  readonly #gaps: Gap[] = [];

  constructor(readonly input: PackageLockInput) {}

  entry(location: string, entry: LockEntry): void {
    if (this.#seen.has(location)) this.#gaps.push(duplicateKey(this.input.path, location, entry.line));
    this.#seen.add(location);
    const place = this.#placeOf(location);
    const name = nameAt(location);
    if (entry.isLink)
      this.#links.push({ place, name: name ?? '', target: entry.resolved ?? '', line: entry.line });
    else if (name === undefined) this.#projects.push({ ...entry, location, place });
    else this.#addPackage({ ...entry, location, place }, name);
  }

  finish(): LockfileRead {
    const { path, version } = this.input;
    this.#addLocalPackages();
    for (const [index, { place, wants }] of this.#entries.entries()) {
      for (const want of wants) this.#depend(index, place, want);
    }
    const projects = this.#lockedProjects();
    const packages = this.#draft.finish(projects);
    const nameless = packages.filter((found) => found.version === '' && found.source === 'registry');
    if (nameless.length > 0) {
      this.#gaps.push(incomplete(path, 'gives no version for', nameless.map(({ name }) => name), nameless[0]?.line)); // prettier-ignore
    }
    const lockfile = { path, format: 'package-lock', ecosystem: 'npm', projects, packages } as const;
    return { lockfile: { ...lockfile, ...(version !== undefined && { version }) }, gaps: this.#gaps };
  }

  #addPackage(entry: PlacedEntry, installedAs: string): number {
    const index = this.#draft.add(draftOf(entry, installedAs));
    entry.place.index = index;
    this.#entries[index] = entry;
    return index;
  }

  /** Workspaces and folders linked by a path are packages too: others may depend on them. */
  #addLocalPackages(): void {
    const linkedAs = new Map(this.#links.map(({ target, name }) => [target, name]));
    for (const entry of this.#projects) {
      if (entry.location === '') continue;
      const name = linkedAs.get(entry.location) ?? entry.location.split('/').at(-1) ?? '';
      const index = this.#addPackage({ ...entry, wants: shipped(entry.wants) }, entry.name ?? name);
      const draft = this.#draft.packages[index];
      if (draft) draft.source = this.#folder(entry.location) === undefined ? 'file' : 'workspace';
    }
    for (const link of this.#links) {
      const index = this.#places.get(link.target)?.index ?? this.#addDangling(link.name, link.line);
      link.place.index = index;
    }
  }

  /** A link to a folder of which the lockfile says nothing more, or to the project itself. */
  #addDangling(name: string, line: number): number {
    const entry: PlacedEntry = { line, isLink: true, flags: NO_FLAGS, wants: [], location: '', place: {} };
    const index = this.#addPackage(entry, name);
    const draft = this.#draft.packages[index];
    if (draft) draft.source = 'file';
    return index;
  }

  #depend(from: number, place: Place, want: LockEntry['wants'][number]): void {
    if (want.kind === 'dev') return;
    const to = findUpwards(place, want.name)?.index;
    if (to === undefined) return;
    this.#draft.depend(from, to, want.kind === 'optional');
    this.#noteSource(to, want.range);
  }

  /** The address of an archive does not tell a registry from a server; what was asked for does. */
  #noteSource(index: number, range: string): void {
    const draft = this.#draft.packages[index];
    if (!draft) return;
    const asked = sourceOf(range);
    if (draft.source === 'registry' && asked === 'url') draft.source = 'url';
    else if (draft.source === 'workspace' && asked === 'file') draft.source = 'file';
  }

  #lockedProjects(): LockedProject[] {
    const first = (entry: PlacedEntry): number => (entry.location === '' ? 0 : 1);
    const own = this.#projects.some(({ location }) => location === '') ? [] : [this.#withoutEntry()];
    return [...own, ...this.#projects]
      .sort((a, b) => first(a) - first(b))
      .flatMap((entry) => this.#lockedProject(entry) ?? []);
  }

  /** A lockfile that says nothing of its own project still serves it. */
  #withoutEntry(): PlacedEntry {
    const place = this.#placeOf('');
    return { line: 1, isLink: false, flags: NO_FLAGS, wants: [], location: '', place };
  }

  #lockedProject(entry: PlacedEntry): LockedProject | undefined {
    const path = this.#folder(entry.location);
    if (path === undefined) return undefined;
    const manifest = readManifest(fileIn(path, 'package.json'), this.input.repository);
    const recorded = entry.wants.map<Recorded>(({ name, range, kind, isPeer }) => {
      const target = findUpwards(entry.place, name)?.index;
      if (target !== undefined) this.#noteSource(target, range);
      return { name, range, kind: isPeer ? 'peer' : kind, ...(target !== undefined && { target }) };
    });
    return lockedProject({
      path,
      name: entry.name ?? (entry.location === '' ? this.input.name : undefined),
      manifest: manifest && 'gap' in manifest ? undefined : manifest,
      recorded,
    });
  }

  /** Relative to the repository root; nothing where the folder lies outside. */
  #folder(location: string): string | undefined {
    return inside(folderOf(this.input.path), location);
  }

  #placeOf(location: string): Place {
    const known = this.#places.get(location);
    if (known) return known;
    const cut = location.lastIndexOf('node_modules/');
    const isInstalled = cut === 0 || (cut > 0 && location[cut - 1] === '/');
    const place = isInstalled
      ? childOf(
          this.#placeOf(cut === 0 ? '' : location.slice(0, cut - 1)),
          location.slice(cut + 'node_modules/'.length),
        )
      : { parent: this.#parentOf(location) };
    this.#places.set(location, place);
    return place;
  }

  /** Of a folder that is no installed package: the folder above, down to that of the lockfile. Outside of it, none. */
  #parentOf(location: string): Place | undefined {
    if (location.startsWith('..') || location.startsWith('/')) return undefined;
    const slash = location.lastIndexOf('/');
    return this.#placeOf(slash < 0 ? '' : location.slice(0, slash));
  }
}

/** npm has one edge for a name: a peer that is there for development is no more than that. */
function shipped(wants: LockEntry['wants']): LockEntry['wants'] {
  const dev = new Set(wants.filter(({ kind }) => kind === 'dev').map(({ name }) => name));
  return wants.filter(({ name, isPeer }) => !isPeer || !dev.has(name));
}

const NO_FLAGS: LockEntry['flags'] = { optional: false, dev: false };

/** `node_modules/@a/b` → `@a/b`; nothing for a folder that is no installed package. */
function nameAt(location: string): string | undefined {
  const cut = location.lastIndexOf('node_modules/');
  if (cut < 0 || (cut > 0 && location[cut - 1] !== '/')) return undefined;
  return location.slice(cut + 'node_modules/'.length);
}
