import { itemsOf, nodeAt, tableOf, textAt, textOf, type DataNode, type DataTable } from '../data/node.js';
import { ReadError } from '../data/read-error.js';
import { readJson } from '../data/json.js';
import { partSkipped } from '../gaps.js';
import type { LockfileRead, Repository } from '../format.js';
import type { PackageSource } from '../lockfile.js';
import { withoutCredentials } from '../npm/addresses.js';
import { draftPackage, type DraftPackage } from '../draft.js';
import { fileIn, folderOf } from '../paths.js';
import { unknownVersion } from '../problems.js';
import { assemble } from './assemble.js';
import { manifestBeside, readPipfile } from './declared.js';
import { normalizeName } from './names.js';

/**
 * Pipfile.lock of `pipfile-spec` 6: pypa/pipenv, `pipenv/project.py`.
 *
 * @throws {ReadError}
 */
export function readPipfileLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const { root, duplicates } = readJson(source.text);
  const sections = tableOf(root);
  const version = nodeAt(sections, '_meta', 'pipfile-spec');
  if (!version) throw new ReadError('has no `pipfile-spec`: it is no lockfile of pipenv.', 1);
  if (version.value !== 6) return unknownVersion(path, String(version.value), version.line, '6');
  const registries = registriesOf(sections);
  const entries = [...sections].flatMap(([group, section]) =>
    group === '_meta' ? [] : [...tableOf(section)].map(([name, node]) => ({ group, name, node })),
  );
  const read = assemble({
    path,
    format: 'pipfile-lock',
    version: '6',
    packages: entries.map(({ name, node }) => toPackage(name, node, registries)),
    dependenciesOf: () => [],
    groupsOf: (place) => [entries[place]?.group ?? ''],
    declared: manifestBeside(fileIn(folderOf(path), 'Pipfile'), repository, readPipfile),
    registries: [...registries.values()],
  });
  const [twice] = duplicates;
  if (twice === undefined) return read;
  return {
    ...read,
    gaps: [partSkipped(path, twice, 'holds a key twice, and the later value is the one that is read.')],
  };
}

type Registries = ReadonlyMap<string, { readonly url: string; readonly line: number }>;

function registriesOf(sections: DataTable): Registries {
  const sources = itemsOf(nodeAt(sections, '_meta', 'sources')).map(({ value, line }) => {
    const table = tableOf({ value, line });
    return [
      textAt(table, 'name') ?? '',
      { url: withoutCredentials(textAt(table, 'url') ?? ''), line },
    ] as const;
  });
  return new Map(sources);
}

function toPackage(name: string, node: DataNode, registries: Registries): DraftPackage {
  const table = tableOf(node);
  const integrity = itemsOf(table.get('hashes'))
    .flatMap((hash) => textOf(hash) ?? [])
    .join(' ');
  const { source, resolved } = originOf(table, registries);
  return {
    ...draftPackage(normalizeName(name), textAt(table, 'version')?.replace(/^={2,3}/, '') ?? '', node.line),
    source,
    ...(resolved !== undefined && { resolved: withoutCredentials(resolved) }),
    ...(integrity !== '' && { integrity }),
  };
}

function originOf(table: DataTable, registries: Registries): { source: PackageSource; resolved?: string } {
  const git = textAt(table, 'git');
  const reference = textAt(table, 'ref');
  if (git !== undefined)
    return { source: 'git', resolved: git + (reference === undefined ? '' : `#${reference}`) };
  const file = textAt(table, 'file') ?? textAt(table, 'path');
  if (file !== undefined) return { source: /^https?:/.test(file) ? 'url' : 'file', resolved: file };
  const index = registries.get(textAt(table, 'index') ?? '')?.url ?? onlyOne(registries);
  return { source: 'registry', ...(index !== undefined && { resolved: index }) };
}

function onlyOne(registries: Registries): string | undefined {
  return registries.size === 1 ? [...registries.values()][0]?.url : undefined;
}
