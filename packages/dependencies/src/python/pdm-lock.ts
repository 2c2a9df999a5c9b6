import { itemsOf, tableOf, textAt, textOf, type DataNode, type DataTable } from '../data/node.js';
import { ReadError } from '../data/read-error.js';
import { readToml } from '../data/toml.js';
import type { LockfileRead, Repository } from '../format.js';
import { withoutCredentials } from '../npm/addresses.js';
import { draftPackage, type DraftPackage } from '../draft.js';
import { fileIn, folderOf } from '../paths.js';
import { unknownVersion } from '../problems.js';
import { assemble } from './assemble.js';
import { manifestBeside } from './declared.js';
import { normalizeName } from './names.js';
import { hashesOf } from './poetry-lock.js';
import { parseRequirement } from './requirement.js';

/**
 * pdm.lock of `lock_version` 2 to 4: pdm-project/pdm, `project/lockfile/pdmlock.py`.
 *
 * @throws {ReadError}
 */
export function readPdmLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const root = readToml(source.text);
  const metadata = tableOf(root.get('metadata'));
  const version = textAt(metadata, 'lock_version');
  if (version === undefined) throw new ReadError('has no lock_version: it seems to be cut off.', 1);
  if (!/^[234](?:\.\d+)*$/.test(version))
    return unknownVersion(path, version, metadata.get('lock_version')?.line ?? 1, '2 to 4');
  const tables = itemsOf(root.get('package'));
  return assemble({
    path,
    format: 'pdm-lock',
    version,
    packages: tables.map((node) => toPackage(node, metadata)),
    dependenciesOf: (place) => requiredNames(tableOf(tables[place])),
    groupsOf: (place) => groupsOf(tableOf(tables[place])),
    declared: manifestBeside(fileIn(folderOf(path), 'pyproject.toml'), repository),
  });
}

function toPackage(node: DataNode, metadata: DataTable): DraftPackage {
  const table = tableOf(node);
  const name = textAt(table, 'name');
  if (name === undefined) throw new ReadError('holds a package without a name.', node.line);
  const version = textAt(table, 'version') ?? '';
  const git = textAt(table, 'git');
  const local = textAt(table, 'path');
  const url = textAt(table, 'url');
  const resolved = git ?? url ?? local;
  const revision = textAt(table, 'revision');
  const files = table.get('files') ?? tableOf(metadata.get('files')).get(`${name} ${version}`);
  const integrity = hashesOf(files);
  return {
    ...draftPackage(normalizeName(name), version, table.get('name')?.line ?? node.line),
    source: git !== undefined ? 'git' : local !== undefined ? 'file' : url !== undefined ? 'url' : 'registry',
    ...(resolved !== undefined && {
      resolved: withoutCredentials(resolved) + (revision === undefined ? '' : `#${revision}`),
    }),
    ...(integrity !== '' && { integrity }),
  };
}

function requiredNames(table: DataTable): string[] {
  return itemsOf(table.get('dependencies')).flatMap(
    (item) => parseRequirement(textOf(item) ?? '')?.name ?? [],
  );
}

function groupsOf(table: DataTable): string[] | undefined {
  const groups = itemsOf(table.get('groups')).flatMap((group) => textOf(group) ?? []);
  return groups.length > 0 ? groups : undefined;
}
