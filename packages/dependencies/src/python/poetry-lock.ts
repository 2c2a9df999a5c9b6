import { itemsOf, nodeAt, tableOf, textAt, textOf, type DataNode, type DataTable } from '../data/node.js';
import { ReadError } from '../data/read-error.js';
import { readToml } from '../data/toml.js';
import type { LockfileRead, Repository } from '../format.js';
import type { PackageSource } from '../lockfile.js';
import { withoutCredentials } from '../npm/addresses.js';
import { draftPackage, type DraftPackage } from '../draft.js';
import { fileIn, folderOf } from '../paths.js';
import { unknownVersion } from '../problems.js';
import { assemble } from './assemble.js';
import { manifestBeside } from './declared.js';
import { normalizeName } from './names.js';

/**
 * poetry.lock of `lock-version` 1.x and 2.x: python-poetry/poetry, `packages/locker.py`.
 *
 * @throws {ReadError}
 */
export function readPoetryLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const root = readToml(source.text);
  const metadata = tableOf(root.get('metadata'));
  // Poetry writes it last.
  if (metadata.size === 0) throw new ReadError('has no [metadata]: it seems to be cut off.', 1);
  const version = textAt(metadata, 'lock-version');
  if (version !== undefined && !/^[12]\.\d+$/.test(version))
    return unknownVersion(path, version, metadata.get('lock-version')?.line ?? 1, '1.x and 2.x');
  const tables = itemsOf(root.get('package'));
  return assemble({
    path,
    format: 'poetry-lock',
    version,
    packages: tables.map((node) => toPackage(node, metadata)),
    dependenciesOf: (place) => [...tableOf(tableOf(tables[place]).get('dependencies')).keys()],
    groupsOf: (place) => groupsOf(tableOf(tables[place])),
    declared: manifestBeside(fileIn(folderOf(path), 'pyproject.toml'), repository),
  });
}

function toPackage(node: DataNode, metadata: DataTable): DraftPackage {
  const table = tableOf(node);
  const name = textAt(table, 'name');
  const version = textAt(table, 'version');
  if (name === undefined || version === undefined)
    throw new ReadError('holds a package without name or version.', node.line);
  const source = tableOf(table.get('source'));
  const type = textAt(source, 'type') ?? 'legacy';
  const url = textAt(source, 'url');
  const reference = textAt(source, 'resolved_reference');
  const integrity = hashesOf(table.get('files') ?? nodeAt(metadata, 'files', name));
  return {
    ...draftPackage(normalizeName(name), version, table.get('name')?.line ?? node.line),
    source: SOURCES.get(type) ?? 'url',
    ...(url !== undefined && {
      resolved: withoutCredentials(url) + (reference === undefined ? '' : `#${reference}`),
    }),
    ...(integrity !== '' && { integrity }),
  };
}

/** `legacy` is an index other than PyPI. */
const SOURCES = new Map<string, PackageSource>([
  ['legacy', 'registry'],
  ['git', 'git'],
  ['url', 'url'],
  ['file', 'file'],
  ['directory', 'file'],
]);

export function hashesOf(files: DataNode | undefined): string {
  return itemsOf(files)
    .flatMap((file) => textAt(tableOf(file), 'hash') ?? [])
    .join(' ');
}

/** 1.x has `category`, 2.1 has `groups`; what has neither is told by the edges. */
function groupsOf(table: DataTable): readonly string[] | undefined {
  const category = textAt(table, 'category');
  if (category !== undefined) return [category];
  const groups = itemsOf(table.get('groups')).flatMap((group) => textOf(group) ?? []);
  return groups.length > 0 ? groups : undefined;
}
