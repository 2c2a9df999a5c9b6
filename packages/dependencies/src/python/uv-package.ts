import { itemsOf, tableOf, textAt, type DataNode, type DataTable } from '../data/node.js';
import type { PackageSource } from '../lockfile.js';
import { withoutCredentials } from '../npm/addresses.js';
import { draftPackage, type DraftPackage } from '../draft.js';

/** Keys of `source` of packages that are folders: those that uv installs from where they are. */
const FOLDERS = ['editable', 'virtual', 'directory'] as const;

/** The folder of a package that is one, relative to the lockfile's. */
export function localPath(table: DataTable): string | undefined {
  return FOLDERS.map((key) => textAt(table, 'source', key)).find((path) => path !== undefined);
}

/** One `[[package]]` of uv.lock. */
export function toUvPackage(node: DataNode, name: string, version: string): DraftPackage {
  const table = tableOf(node);
  const files = [table.get('sdist'), ...itemsOf(table.get('wheels'))].map(tableOf);
  const integrity = files.flatMap((file) => textAt(file, 'hash') ?? []).join(' ');
  const { source, resolved } = originOf(table);
  return {
    ...draftPackage(name, version, table.get('name')?.line ?? node.line),
    source,
    ...(resolved !== undefined && { resolved: withoutCredentials(resolved) }),
    ...(integrity !== '' && { integrity }),
  };
}

function originOf(table: DataTable): { source: PackageSource; resolved?: string } {
  const kinds = [
    ['registry', 'registry'],
    ['git', 'git'],
    ['url', 'url'],
    ['path', 'file'],
  ] as const;
  for (const [key, source] of kinds) {
    const resolved = textAt(table, 'source', key);
    if (resolved !== undefined) return { source, resolved };
  }
  const folder = localPath(table);
  return { source: 'workspace', ...(folder !== undefined && { resolved: folder }) };
}
