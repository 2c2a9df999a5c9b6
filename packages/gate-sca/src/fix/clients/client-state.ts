import { packageUrl, readDependencies, type LockedPackage, type Lockfile } from '@railgate/dependencies';

import { listed, plainText } from '../../findings/plain-text.js';
import type { RepairInput } from '../repair-input.js';
import { isSafe, type Refusal, type Wanted } from '../wanted.js';

/** A lockfile and its manifests as the upgrades so far leave them. */
export interface ClientState {
  readonly lockfile: Lockfile;
  /** By path, of what differs from the repository. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface NextState extends ClientState {
  /** Versions of the package that were not there. */
  readonly versions: readonly string[];
  /** All packages that were not there, as purls. */
  readonly brings: readonly string[];
  /** Other packages that have another version, came or went: `name@version`. */
  readonly moved: readonly string[];
  readonly remains: boolean;
}

/** Read by the readers that every scan uses. @param texts of files that differ from the repository, by path */
export async function readTexts(
  { workspace, target }: RepairInput,
  { path, projects }: Lockfile,
  texts: ReadonlyMap<string, string>,
): Promise<Lockfile | undefined> {
  const mine = new Set([path, ...texts.keys(), ...projects.flatMap(({ manifest }) => manifest ?? [])]);
  const files = target.files.filter((file) => mine.has(file.path) || SETTINGS.test(file.path));
  const edited = new Map([...(workspace.edited ?? []), ...texts]);
  const read = await readDependencies({ ...workspace, edited }, files, () => undefined);
  return read.gaps.length === 0 ? read.lockfiles.find((one) => one.path === path) : undefined;
}

const SETTINGS = /(?:^|\/)(?:pnpm-workspace\.yaml|\.yarnrc\.yml|package\.json)$/;

/** What an upgrade came to, or why it is not taken. @param client its name */
export async function nextState(
  input: RepairInput,
  state: ClientState,
  { occurrence, version, order }: Wanted,
  texts: ReadonlyMap<string, string>,
  client: string,
): Promise<NextState | Refusal> {
  const lockfile = await readTexts(input, state.lockfile, texts);
  if (!lockfile) return { reason: `What ${client} wrote cannot be read.` };
  const { name } = occurrence;
  if (lockfile.version !== state.lockfile.version) return otherForm(client, state.lockfile, lockfile);
  if (disagreements(lockfile) > disagreements(state.lockfile))
    return { reason: `What ${client} wrote does not fit the manifest.` };
  const changed = [...differences(state.lockfile, lockfile)];
  const related = closureOf(name, [state.lockfile, lockfile]);
  const others = changed.filter((one) => !related.has(one.name)).map(labelOf);
  if (others.length > 0) return { reason: `${client} ${CHANGES_OTHERS} ${shown(others)}.` };
  const had = new Set(state.lockfile.packages.map(purlOf(state.lockfile)));
  const fresh = lockfile.packages.filter((one) => !had.has(purlOf(lockfile)(one)));
  const versions = [...new Set(fresh.filter((one) => one.name === name).map((one) => one.version))];
  const bad = versions.find(
    (one) => !isSafe(occurrence, one, order) || (order.compare(one, version) ?? -1) < 0,
  );
  if (bad !== undefined) return { reason: `${client} would take ${plainText(`${name}@${bad}`, 250)}.` };
  return {
    lockfile,
    texts,
    versions,
    brings: [...new Set(fresh.map(purlOf(lockfile)))],
    moved: [...new Set(fresh.filter((one) => one.name !== name).map(labelOf))].sort(),
    remains: lockfile.packages.some((one) => one.name === name && one.version === occurrence.version),
  };
}

const CHANGES_OTHERS =
  'would change more than that, since the lockfile is not up to date or was made elsewhere:';

/** A client that writes another form would change every line: that is for somebody to decide. */
export function otherForm(client: string, before: Lockfile, after: Lockfile): Refusal {
  const [old, own] = [before.version ?? 'none', after.version ?? 'none'].map((one) => plainText(one, 20));
  return {
    reason: `${client} writes lockfiles of version ${own}, and this one is of version ${old}: use a ${client} that writes that, or write it anew by yourself first.`,
  };
}

/** Packages that only one of the two has. */
export function differences(before: Lockfile, after: Lockfile): readonly LockedPackage[] {
  const [old, now] = [before, after].map((one) => new Set(one.packages.map(purlOf(one))));
  const gone = before.packages.filter((one) => isFetched(one) && now?.has(purlOf(before)(one)) === false);
  const came = after.packages.filter((one) => isFetched(one) && old?.has(purlOf(after)(one)) === false);
  return [...gone, ...came];
}

export function shown(labels: readonly string[]): string {
  return plainText(listed([...new Set(labels)].sort(), 5), 300);
}

export function labelOf({ name, version }: LockedPackage): string {
  return `${name}@${version}`;
}

function isFetched({ source }: LockedPackage): boolean {
  return source !== 'workspace';
}

function purlOf({ ecosystem }: Lockfile): (one: LockedPackage) => string {
  return (one) => packageUrl(ecosystem, one);
}

function disagreements({ projects }: Lockfile): number {
  return projects.reduce((count, { disagreements: found = [] }) => count + found.length, 0);
}

/** Names that depend on each other from `start` on, in either lockfile: what an upgrade of it may move. */
function closureOf(start: string, lockfiles: readonly Lockfile[]): ReadonlySet<string> {
  const asks = new Map<string, Set<string>>();
  for (const { packages } of lockfiles)
    for (const { name, dependencies } of packages) {
      const known = asks.get(name) ?? new Set();
      for (const index of dependencies) {
        const asked = packages[index]?.name;
        if (asked !== undefined) known.add(asked);
      }
      asks.set(name, known);
    }
  const reached = new Set([start]);
  for (const name of reached) for (const asked of asks.get(name) ?? []) reached.add(asked);
  return reached;
}
