import { posix } from 'node:path';

import { tableOf, textAt, type DataNode, type DataTable } from '../data/node.js';
import { readJson } from '../data/json.js';
import { ReadError } from '../data/read-error.js';
import { readXml } from '../data/xml.js';
import type { LockfileRead, Repository } from '../format.js';
import { partSkipped } from '../gaps.js';
import type { Requirement } from '../lockfile.js';
import { DraftLockfile, draftPackage } from '../draft.js';
import { folderOf } from '../paths.js';
import { unknownVersion } from '../problems.js';
import { buildLockfile } from './build-lockfile.js';

/**
 * packages.lock.json of version 1 and 2: NuGet/NuGet.Client, `PackagesLockFileFormat.cs`; or packages.config, where every
 * package stands with its one version.
 *
 * @throws {ReadError}
 */
export function readNugetLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  if (posix.basename(path).toLowerCase() === 'packages.config')
    return readPackagesConfig(path, source.text, repository);
  const { root, duplicates } = readJson(source.text);
  const version = tableOf(root).get('version');
  if (!version) throw new ReadError('has no version: it is no lockfile of NuGet.', 1);
  if (version.value !== 1 && version.value !== 2)
    return unknownVersion(path, String(version.value), version.line, '1 and 2');
  const draft = new DraftLockfile();
  const requirements: Requirement[] = [];
  const known = new Map<string, number>();
  for (const framework of frameworksOf(root)) addFramework(framework, draft, known, requirements);
  const facts = {
    path,
    format: 'nuget-lock',
    ecosystem: 'NuGet',
    manifest: projectFile(path, repository),
  } as const;
  return {
    lockfile: buildLockfile({ ...facts, version: String(version.value), requirements }, draft, repository),
    gaps: duplicates
      .slice(0, 1)
      .map((line) =>
        partSkipped(path, line, 'holds a key twice, and the later value is the one that is read.'),
      ),
  };
}

/** NuGet writes one table for each, always. */
function frameworksOf(root: DataNode): DataTable[] {
  const dependencies = tableOf(root).get('dependencies');
  const frameworks = [...tableOf(dependencies).values()];
  const odd = [dependencies, ...frameworks].find((node) => !(node?.value instanceof Map));
  if (odd || !dependencies) throw new ReadError('has `dependencies` that are none of NuGet.', odd?.line ?? 1);
  return frameworks.map(tableOf);
}

/** The one project of MSBuild in the folder; which of several it is, the lockfile does not say. */
function projectFile(path: string, { paths }: Repository): string {
  const found = paths.filter(
    (other) => folderOf(other) === folderOf(path) && /\.(?:cs|fs|vb)proj$/i.test(other),
  );
  return found.length === 1 ? posix.basename(found[0] ?? '') : 'packages.lock.json';
}

/** The same package stands once for each framework that the project is built for. */
function addFramework(
  packages: DataTable,
  draft: DraftLockfile,
  known: Map<string, number>,
  requirements: Requirement[],
): void {
  const byName = new Map<string, number>();
  for (const [name, node] of packages) byName.set(name.toLowerCase(), addPackage(name, node, draft, known));
  for (const [name, node] of packages) {
    const from = byName.get(name.toLowerCase()) ?? 0;
    for (const wanted of tableOf(tableOf(node).get('dependencies')).keys()) {
      const to = byName.get(wanted.toLowerCase());
      if (to !== undefined) draft.depend(from, to, false);
    }
    const isAsked = textAt(tableOf(node), 'type') === 'Direct';
    if (isAsked && !requirements.some(({ target }) => target === from))
      requirements.push({
        name,
        kind: 'prod',
        range: textAt(tableOf(node), 'requested') ?? '',
        target: from,
      });
  }
}

function addPackage(name: string, node: DataNode, draft: DraftLockfile, known: Map<string, number>): number {
  const table = tableOf(node);
  const version = textAt(table, 'resolved') ?? '';
  const key = JSON.stringify([name.toLowerCase(), version]);
  const index = known.get(key);
  if (index !== undefined) return index;
  const hash = textAt(table, 'contentHash');
  const added = draft.add({
    ...draftPackage(name, version, node.line),
    source: textAt(table, 'type') === 'Project' ? 'workspace' : 'registry',
    ...(hash !== undefined && { integrity: `sha512-${hash}` }),
  });
  known.set(key, added);
  return added;
}

function readPackagesConfig(path: string, text: string, repository: Repository): LockfileRead {
  const root = readXml(text);
  if (root.name !== 'packages') throw new ReadError('is not a packages.config of NuGet.', root.line);
  const draft = new DraftLockfile();
  const requirements = root.children.flatMap(({ name: element, attributes, line }): Requirement[] => {
    const name = attributes.get('id');
    const version = attributes.get('version');
    if (element !== 'package') return [];
    if (name === undefined || version === undefined)
      throw new ReadError('holds a package without `id` or `version`.', line);
    const isDev = attributes.get('developmentDependency') === 'true';
    return [
      {
        name,
        kind: isDev ? 'dev' : 'prod',
        range: version,
        line,
        target: draft.add(draftPackage(name, version, line)),
      },
    ];
  });
  const facts = {
    path,
    format: 'nuget-lock',
    ecosystem: 'NuGet',
    manifest: posix.basename(path),
    requirements,
  } as const;
  return { lockfile: buildLockfile(facts, draft, repository), gaps: [] };
}
