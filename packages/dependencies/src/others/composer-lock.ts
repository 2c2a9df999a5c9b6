import { itemsOf, tableOf, textAt, textOf, type DataNode, type DataTable } from '../data/node.js';
import { ReadError } from '../data/read-error.js';
import { readJson } from '../data/json.js';
import type { LockfileRead, Repository } from '../format.js';
import { partSkipped } from '../gaps.js';
import type { PackageSource, Requirement } from '../lockfile.js';
import { withoutCredentials } from '../npm/addresses.js';
import { DraftLockfile, draftPackage, type DraftPackage } from '../draft.js';
import { fileIn, folderOf } from '../paths.js';
import { buildLockfile } from './build-lockfile.js';
import { readComposerJson } from './manifests/composer-json.js';

/**
 * composer.lock: composer/composer, `src/Composer/Package/Locker.php`.
 *
 * @throws {ReadError}
 */
export function readComposerLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const { root, duplicates } = readJson(source.text);
  const table = tableOf(root);
  if (!Array.isArray(table.get('packages')?.value))
    throw new ReadError('has no `packages`: it is no lockfile of composer.', 1);
  // Composer installs what an object holds, too, and never writes one.
  const development = table.get('packages-dev');
  if (development && development.value !== null && !Array.isArray(development.value))
    throw new ReadError('has `packages-dev` that are no list.', development.line);
  const draft = new DraftLockfile();
  const byName = addPackages(table, draft);
  const requirements = declared(path, repository).map((requirement) => {
    const target = byName.get(requirement.name.toLowerCase());
    return target === undefined ? requirement : { ...requirement, target };
  });
  const facts = { path, format: 'composer-lock', ecosystem: 'Packagist', manifest: 'composer.json' } as const;
  const lockfile = buildLockfile({ ...facts, requirements }, draft, repository);
  const forDevelopment = new Set(itemsOf(development).map((node) => nameOf(node).toLowerCase()));
  // The lockfile itself says what is for development alone.
  const packages = lockfile.packages.map((found) => ({
    ...found,
    dev: forDevelopment.has(found.name.toLowerCase()),
  }));
  const twice = duplicates
    .slice(0, 1)
    .map((line) =>
      partSkipped(path, line, 'holds a key twice, and the later value is the one that is read.'),
    );
  return { lockfile: { ...lockfile, packages }, gaps: twice };
}

function addPackages(table: DataTable, draft: DraftLockfile): Map<string, number> {
  const nodes = ['packages', 'packages-dev'].flatMap((key) => itemsOf(table.get(key)));
  const byName = new Map(nodes.map((node) => [nameOf(node).toLowerCase(), draft.add(toPackage(node))]));
  for (const [from, node] of nodes.entries()) {
    for (const name of tableOf(tableOf(node).get('require')).keys()) {
      const to = byName.get(name.toLowerCase());
      if (to !== undefined) draft.depend(from, to, false);
    }
  }
  return byName;
}

function declared(path: string, repository: Repository): readonly Requirement[] {
  const manifest = fileIn(folderOf(path), 'composer.json');
  const source = repository.has(manifest) ? repository.read(manifest) : undefined;
  if (!source || 'gap' in source) return [];
  try {
    return readComposerJson(source.text);
  } catch {
    // It is said of the manifest itself.
    return [];
  }
}

function nameOf(node: DataNode): string {
  const name = textAt(tableOf(node), 'name');
  if (name === undefined) throw new ReadError('holds a package without a name.', node.line);
  return name;
}

function toPackage(node: DataNode): DraftPackage {
  const table = tableOf(node);
  const resolved = textAt(table, 'dist', 'url') ?? textAt(table, 'source', 'url');
  const checksum = textAt(table, 'dist', 'shasum') ?? '';
  const abandoned = table.get('abandoned')?.value;
  const licence = itemsOf(table.get('license')).flatMap((item) => textOf(item) ?? []);
  return {
    ...draftPackage(nameOf(node), textAt(table, 'version') ?? '', table.get('name')?.line ?? node.line),
    source: sourceOf(table),
    ...(resolved !== undefined && { resolved: withoutCredentials(resolved) }),
    ...(checksum !== '' && { integrity: `sha1:${checksum}` }),
    ...(abandoned !== undefined &&
      abandoned !== false && {
        deprecated: typeof abandoned === 'string' ? `Use ${abandoned}.` : 'It is abandoned.',
      }),
    ...(licence.length > 0 && {
      licence: licence.length > 1 ? `(${licence.join(' OR ')})` : (licence[0] ?? ''),
    }),
  };
}

/** Packages of packagist.org say so by where their notifications go; those of a path by their kind of archive. */
function sourceOf(table: DataTable): PackageSource {
  if (textAt(table, 'dist', 'type') === 'path') return 'file';
  if (table.has('notification-url') || table.has('dist')) return 'registry';
  return textAt(table, 'source', 'type') === 'git' ? 'git' : 'registry';
}
