type Fields = Readonly<Record<string, unknown>>;

/** A package-lock of version 2 or 3, as far as it matters here. */
export interface NpmLock extends Fields {
  readonly packages: Fields;
}

/** @returns nothing for version 1, and for what is no lockfile */
export function parseNpmLock(text: string): NpmLock | undefined {
  try {
    const lock = objectOf(JSON.parse(text));
    const packages = lock['packages'];
    return typeof packages === 'object' && packages !== null
      ? { ...lock, packages: objectOf(packages) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** A range that a project of the lockfile asks for now. */
export interface NewRange {
  /** Key of `packages`: the folder of the project, relative to the lockfile; empty for its own. */
  readonly project: string;
  readonly field: string;
  readonly name: string;
  readonly range: string;
}

export interface Merged {
  readonly lock: NpmLock;
  /** Names of packages that came, went or have another version. */
  readonly changed: ReadonlySet<string>;
}

/**
 * What npm made of a lockfile, without what it only did because it saw clean manifests: projects keep what is written about
 * them but for the new ranges, and packages that stay keep their own words.
 */
export function mergeLock(before: NpmLock, made: NpmLock, ranges: readonly NewRange[]): Merged {
  const changed = new Set<string>();
  const omitsResolved = !Object.entries(before.packages).some(
    ([place, entry]) => isInstalled(place) && objectOf(entry)['resolved'] !== undefined,
  );
  const entries = Object.entries(made.packages).map(([place, value]): [string, unknown] => {
    const entry = objectOf(value);
    const known = Object.hasOwn(before.packages, place) ? objectOf(before.packages[place]) : undefined;
    if (!isInstalled(place)) return [place, known ? withRanges(place, known, ranges) : entry];
    if (known && isSamePackage(known, entry)) return [place, haveSameFlags(known, entry) ? known : entry];
    changed.add(nameAt(place));
    return [place, omitsResolved ? without(entry, 'resolved') : entry];
  });
  for (const place of Object.keys(before.packages)) {
    if (!Object.hasOwn(made.packages, place)) changed.add(nameAt(place));
  }
  const { dependencies } = made;
  const rest = without(before, 'dependencies');
  const packages = Object.fromEntries(entries);
  // Version 2 says everything twice.
  const legacy = before['dependencies'] === undefined || dependencies === undefined ? {} : { dependencies };
  return { lock: { ...rest, packages, ...legacy }, changed };
}

/** Names that depend on each other from `start` on, in either lockfile: what an upgrade of it may move. */
export function closureOf(start: string, locks: readonly NpmLock[]): ReadonlySet<string> {
  const asks = new Map<string, Set<string>>();
  for (const [place, value] of locks.flatMap(({ packages }) => Object.entries(packages))) {
    const entry = objectOf(value);
    const name = nameAt(place);
    const known = asks.get(name) ?? new Set();
    for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies'])
      for (const asked of Object.keys(objectOf(entry[field]))) known.add(asked);
    if (isInstalled(place)) asks.set(name, known);
  }
  const reached = new Set([start]);
  for (const name of reached) for (const asked of asks.get(name) ?? []) reached.add(asked);
  return reached;
}

/** The same indentation, line ends and last line end as before. */
export function printLike(lock: NpmLock, before: string): string {
  const indent = /^\s{0,20}\{(?:\r?\n)([ \t]{1,16})"/.exec(before)?.[1] ?? '';
  const text = JSON.stringify(lock, null, indent) + (/\n$/.test(before) ? '\n' : '');
  return before.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

const FOLDER = 'node_modules/';

function isInstalled(place: string): boolean {
  return place.includes(FOLDER);
}

/** The name of the folder: what those who ask for it write. */
function nameAt(place: string): string {
  const at = place.lastIndexOf(FOLDER);
  return at === -1 ? place : place.slice(at + FOLDER.length);
}

function withRanges(place: string, entry: Fields, ranges: readonly NewRange[]): Fields {
  let changed = entry;
  for (const { project, field, name, range } of ranges) {
    if (project !== place) continue;
    const asked = Object.entries(objectOf(changed[field]));
    const next = asked.map(([one, old]): [string, unknown] => [one, one === name ? range : old]);
    changed = { ...changed, [field]: Object.fromEntries(next) };
  }
  return changed;
}

/** An integrity or an address that npm adds to what stays is no change of what is installed. */
function isSamePackage(known: Fields, entry: Fields): boolean {
  if (known['link'] === true || entry['link'] === true) return known['link'] === entry['link'];
  const { integrity } = known;
  const isSame =
    integrity === undefined || entry['integrity'] === undefined || integrity === entry['integrity'];
  return known['version'] === entry['version'] && known['name'] === entry['name'] && isSame;
}

/** Who needs it may have changed with what is around it. */
function haveSameFlags(known: Fields, entry: Fields): boolean {
  return ['dev', 'optional', 'devOptional', 'extraneous'].every((flag) => known[flag] === entry[flag]);
}

function objectOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return value as Fields;
}

function without(entries: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => name !== key));
}
