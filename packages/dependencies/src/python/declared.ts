import { withoutCredentials } from '../npm/addresses.js';
import { itemsOf, nodeAt, tableOf, textAt, textOf, type DataNode, type DataTable } from '../data/node.js';
import { readToml } from '../data/toml.js';
import type { Repository } from '../format.js';
import type { Requirement, RequirementKind } from '../lockfile.js';
import { parseRequirement } from './requirement.js';

/** What a pyproject.toml or a Pipfile asks for. */
export interface Declared {
  /** The manifest's path. */
  readonly path: string;
  readonly name?: string;
  readonly manager: string;
  readonly requirements: readonly Requirement[];
  /** What it leaves to setup.cfg or setup.py. */
  readonly isDynamic: boolean;
}

/** @throws {ReadError} */
export function readPyproject(path: string, text: string): Declared {
  const root = readToml(text);
  const name = textAt(root, 'project', 'name') ?? textAt(root, 'tool', 'poetry', 'name');
  return {
    path,
    manager: managerOf(root),
    requirements: [...fromProject(root), ...fromGroups(root), ...fromPoetry(root), ...fromTools(root)],
    isDynamic: itemsOf(nodeAt(root, 'project', 'dynamic')).some((item) => textOf(item) === 'dependencies'),
    ...(name !== undefined && { name }),
  };
}

/** @throws {ReadError} */
export function readPipfile(path: string, text: string): Declared {
  const requirements: Requirement[] = [];
  for (const [section, node] of readToml(text)) {
    if (NOT_PACKAGES.has(section)) continue;
    const kind = section === 'packages' ? 'prod' : 'dev';
    for (const [name, value] of tableOf(node)) requirements.push(...fromTable(name, value, kind));
  }
  return { path, manager: 'pipenv', requirements, isDynamic: false };
}

/** Every other section of a Pipfile is a category of packages. */
const NOT_PACKAGES = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile', 'build-system']);

/** The manifest beside a lockfile; nothing where it is not there, or does not parse, which is said of itself elsewhere. */
export function manifestBeside(
  path: string,
  repository: Repository,
  read: (path: string, text: string) => Declared = readPyproject,
): Declared | undefined {
  const source = repository.has(path) ? repository.read(path) : undefined;
  if (!source || 'gap' in source) return undefined;
  try {
    return read(path, source.text);
  } catch {
    return undefined;
  }
}

function managerOf(root: DataTable): string {
  const tools = tableOf(nodeAt(root, 'tool'));
  return ['poetry', 'pdm', 'uv', 'hatch', 'rye'].find((name) => tools.has(name)) ?? 'pip';
}

function fromProject(root: DataTable): Requirement[] {
  const main = fromList(nodeAt(root, 'project', 'dependencies'), 'prod');
  const extras = [...tableOf(nodeAt(root, 'project', 'optional-dependencies')).values()];
  return [...main, ...extras.flatMap((list) => fromList(list, 'optional'))];
}

/** PEP 735, and what the managers had before it. */
function fromGroups(root: DataTable): Requirement[] {
  const groups = [nodeAt(root, 'dependency-groups'), nodeAt(root, 'tool', 'pdm', 'dev-dependencies')];
  const lists = groups.flatMap((group) => [...tableOf(group).values()]);
  return [...lists, nodeAt(root, 'tool', 'uv', 'dev-dependencies')].flatMap((list) => fromList(list, 'dev'));
}

function fromList(list: DataNode | undefined, kind: RequirementKind): Requirement[] {
  return itemsOf(list).flatMap((item): Requirement[] => {
    const parsed = parseRequirement(textOf(item)?.trim() ?? '');
    if (!parsed) return [];
    const range = parsed.url === undefined ? parsed.specifier : withoutCredentials(parsed.url);
    return [{ name: parsed.name, kind, range, line: item.line }];
  });
}

function fromPoetry(root: DataTable): Requirement[] {
  const poetry = tableOf(nodeAt(root, 'tool', 'poetry'));
  const groups = [...tableOf(poetry.get('group'))].map(
    ([group, node]) => [nodeAt(tableOf(node), 'dependencies'), group === 'main' ? 'prod' : 'dev'] as const,
  );
  const tables = [
    [poetry.get('dependencies'), 'prod'] as const,
    [poetry.get('dev-dependencies'), 'dev'] as const,
    ...groups,
  ];
  return tables.flatMap(([table, kind]) =>
    [...tableOf(table)].flatMap(([name, node]) => (name === 'python' ? [] : fromTable(name, node, kind))),
  );
}

/** `name = "^1"`, `name = { version = "^1", optional = true }`, `name = [{ … }, { … }]`. */
function fromTable(name: string, node: DataNode, kind: RequirementKind): Requirement[] {
  if (Array.isArray(node.value))
    return itemsOf(node)
      .slice(0, 1)
      .flatMap((item) => fromTable(name, { ...item, line: node.line }, kind));
  const table = tableOf(node);
  const isOptional = kind === 'prod' && table.get('optional')?.value === true;
  const address = ['git', 'url', 'path', 'file']
    .map((key) => textAt(table, key))
    .find((found) => found !== undefined);
  const range = textOf(node) ?? textAt(table, 'version') ?? withoutCredentials(address ?? '');
  return [{ name, kind: isOptional ? 'optional' : kind, range, line: node.line }];
}

/** Flit's old table, and setuptools' none: those stand in `[project]`. */
function fromTools(root: DataTable): Requirement[] {
  return fromList(nodeAt(root, 'tool', 'flit', 'metadata', 'requires'), 'prod');
}
