import { posix } from 'node:path';

/** The name under which the known-bad package is put into the lockfile. */
export const CANARY_ALIAS = 'railgate-canary';
/** Where npm says that it lies. */
export const CANARY_NODE = `node_modules/${CANARY_ALIAS}`;

type Entry = Readonly<Record<string, unknown>>;
type Entries = Readonly<Record<string, unknown>>;

/**
 * A lockfile for `npm audit`: the repository's own, with one more package, the canary, so that one request asks for both. A
 * package that must not be told to the registry keeps its place and loses its version: npm asks for no package without one.
 *
 * @param text of a package-lock or npm-shrinkwrap of version 1, 2 or 3
 * @param canary `lodash@4.17.20`
 * @param mayTell by name and version
 */
export function auditedLockfile(
  text: string,
  canary: { readonly name: string; readonly version: string },
  mayTell: (name: string, version: string) => boolean,
): string {
  const lock = objectOf(JSON.parse(text));
  const { packages, dependencies, ...rest } = lock;
  const spec = `npm:${canary.name}@${canary.version}`;
  if (packages === undefined) {
    const tree = tellTree(objectOf(dependencies), mayTell);
    return JSON.stringify({
      ...rest,
      dependencies: withEntry(tree, CANARY_ALIAS, { version: spec, integrity: NO_INTEGRITY }),
    });
  }
  const told = Object.entries(objectOf(packages)).map(([place, entry], i): [string, unknown] => {
    if (place === '') return [place, entry];
    // npm 11 takes no place outside the folder; the package there is asked about from within.
    return [isInside(place) ? place : `${CANARY_NODE}-${i}`, tell(place, objectOf(entry), mayTell)];
  });
  const all = withEntry(Object.fromEntries(told), CANARY_NODE, {
    name: canary.name,
    version: canary.version,
  });
  const root = objectOf(all['']);
  const asked = withEntry(objectOf(root['dependencies']), CANARY_ALIAS, spec);
  return JSON.stringify({ ...rest, packages: withEntry(all, '', { ...root, dependencies: asked }) });
}

/** The manifest of another project of the lockfile: npm 10 would ask for its name, too, if it had a version. */
export function namelessManifest(text: string): string {
  return JSON.stringify(without(objectOf(JSON.parse(text)), 'version'));
}

/** The manifest that fits: npm compares it with the lockfile's own copy. */
export function auditedManifest(
  text: string,
  canary: { readonly name: string; readonly version: string },
): string {
  const manifest = objectOf(JSON.parse(text));
  const spec = `npm:${canary.name}@${canary.version}`;
  // An override may forbid what the canary is.
  const rest = without(manifest, 'overrides');
  return JSON.stringify({
    ...rest,
    dependencies: withEntry(objectOf(manifest['dependencies']), CANARY_ALIAS, spec),
  });
}

const FOLDER = 'node_modules/';
/** Of nothing: in version 1 npm takes an alias for one only beside an integrity, which it never compares here. */
const NO_INTEGRITY = `sha512-${Buffer.alloc(64).toString('base64')}`;

function tell(place: string, entry: Entry, mayTell: (name: string, version: string) => boolean): Entry {
  if (entry['link'] === true) return isInside(entry['resolved']) ? entry : {};
  const at = place.lastIndexOf(FOLDER);
  const { version, ...unversioned } = entry;
  // A project of the repository: its name is nobody's business, its dependencies are.
  if (at === -1) return unversioned;
  const name = typeof entry['name'] === 'string' ? entry['name'] : place.slice(at + FOLDER.length);
  return typeof version === 'string' && mayTell(name, version) ? { ...entry, name } : {};
}

function isInside(place: unknown): boolean {
  return typeof place === 'string' && !/^(?:\.\.|[\\/~]|[A-Za-z]:)/.test(posix.normalize(place));
}

/** Version 1, without recursion: the tree may be as deep as its author likes. */
function tellTree(tree: Entries, mayTell: (name: string, version: string) => boolean): Entries {
  const root: { dependencies: Entries } = { dependencies: tree };
  const open: { dependencies: Entries }[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const told = Object.entries(node.dependencies).map(([name, value]): [string, unknown] => {
      const { dependencies, ...entry } = objectOf(value);
      const kept = tellOld(name, entry, mayTell);
      if (dependencies === undefined) return [name, kept];
      const below = { ...kept, dependencies: objectOf(dependencies) };
      open.push(below);
      return [name, below];
    });
    node.dependencies = Object.fromEntries(told);
  }
  return root.dependencies;
}

const ALIAS = /^npm:((?:@[^@/]{1,214}\/)?[^@/]{1,214})@(.{1,256})$/;

function tellOld(name: string, entry: Entry, mayTell: (name: string, version: string) => boolean): Entry {
  const version = typeof entry['version'] === 'string' ? entry['version'] : '';
  const [, real = name, locked = version] = ALIAS.exec(version) ?? [];
  return mayTell(real, locked) ? entry : {};
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return value as Readonly<Record<string, unknown>>;
}

/** Also where the key is `__proto__`, which an assignment would take for something else. */
function withEntry(entries: Entries, key: string, value: unknown): Entries {
  return Object.fromEntries([...Object.entries(without(entries, key)), [key, value]]);
}

function without(entries: Entries, key: string): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => name !== key));
}
