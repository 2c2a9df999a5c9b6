import { itemsOf, tableOf, textAt, textOf, type DataNode, type DataTable } from '../data/node.js';
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
 * pylock.toml of `lock-version` 1.x (PEP 751).
 *
 * @throws {ReadError}
 */
export function readPylock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const root = readToml(source.text);
  const version = textAt(root, 'lock-version');
  if (version === undefined) throw new ReadError('has no lock-version: it is no lockfile, or is cut off.', 1);
  if (!/^1\.\d+$/.test(version))
    return unknownVersion(path, version, root.get('lock-version')?.line ?? 1, '1.x');
  if (!root.has('packages')) throw new ReadError('has no [[packages]]: it seems to be cut off.', 1);
  const tables = itemsOf(root.get('packages'));
  return assemble({
    path,
    format: 'pylock',
    version,
    packages: tables.map(toPackage),
    dependenciesOf: (place) =>
      itemsOf(tableOf(tables[place]).get('dependencies')).flatMap(
        (item) => textAt(tableOf(item), 'name') ?? [],
      ),
    groupsOf: (place) => groupsOf(textAt(tableOf(tables[place]), 'marker')),
    declared: manifestBeside(fileIn(folderOf(path), 'pyproject.toml'), repository),
  });
}

function toPackage(node: DataNode): DraftPackage {
  const table = tableOf(node);
  const name = textAt(table, 'name');
  if (name === undefined) throw new ReadError('holds a package without a name.', node.line);
  const integrity = ['archive', 'sdist', 'wheels'].flatMap((key) => hashesIn(table.get(key))).join(' ');
  const { source, resolved } = originOf(table);
  return {
    ...draftPackage(
      normalizeName(name),
      textAt(table, 'version') ?? '',
      table.get('name')?.line ?? node.line,
    ),
    source,
    ...(resolved !== undefined && { resolved: withoutCredentials(resolved) }),
    ...(integrity !== '' && { integrity }),
  };
}

function originOf(table: DataTable): { source: PackageSource; resolved?: string } {
  const vcs = tableOf(table.get('vcs'));
  if (vcs.size > 0) {
    const commit = textAt(vcs, 'commit-id');
    return {
      source: 'git',
      resolved: `${textAt(vcs, 'url') ?? textAt(vcs, 'path') ?? ''}${commit === undefined ? '' : `#${commit}`}`,
    };
  }
  const directory = textAt(table, 'directory', 'path');
  if (directory !== undefined) return { source: 'file', resolved: directory };
  const url = textAt(table, 'archive', 'url');
  if (url !== undefined) return { source: 'url', resolved: url };
  const local = textAt(table, 'archive', 'path');
  if (local !== undefined) return { source: 'file', resolved: local };
  const index = textAt(table, 'index');
  return { source: 'registry', ...(index !== undefined && { resolved: index }) };
}

/** `hashes = { sha256 = "…" }` of one file, or of each of a list. */
function hashesIn(node: DataNode | undefined): string[] {
  const files = itemsOf(node);
  return (files.length > 0 ? files : node ? [node] : []).flatMap((file) =>
    [...tableOf(tableOf(file).get('hashes'))].flatMap(([algorithm, hash]) => {
      const text = textOf(hash);
      return text === undefined ? [] : `${algorithm}:${text}`;
    }),
  );
}

/** A marker says what a package is for: `'dev' in dependency_groups`. Any other one leaves it to the edges. */
function groupsOf(marker: string | undefined): string[] | undefined {
  if (marker === undefined || !marker.includes('dependency_groups')) return undefined;
  const groups = [...marker.matchAll(/["']([\w.-]{1,100})["']\s{1,5}in\s{1,5}dependency_groups/g)].flatMap(
    ([, name]) => name ?? [],
  );
  return groups.length > 0 ? groups : undefined;
}
