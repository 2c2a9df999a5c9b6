import { plainTable, writeToml, type PlainTable, type PlainValue } from '../data/plain.js';
import { ReadError } from '../data/read-error.js';
import { readToml } from '../data/toml.js';

/** What says who a project is and what it depends on; nothing that is executed or installed to read it. */
const PROJECT = ['name', 'version', 'requires-python', 'dependencies', 'optional-dependencies', 'dynamic'];
const UV = [
  'dev-dependencies', 'override-dependencies', 'constraint-dependencies', 'exclude-dependencies', 'dependency-metadata',
  'environments', 'required-environments', 'conflicts', 'resolution', 'prerelease', 'fork-strategy', 'exclude-newer',
  'exclude-newer-package', 'default-groups', 'dependency-groups', 'package', 'sources',
]; // prettier-ignore
const POETRY = ['name', 'version', 'dependencies', 'dev-dependencies', 'group', 'extras', 'source'];

/**
 * A `pyproject.toml` for a scratch folder: `[build-system]`, plugins, scripts and what chooses an index are left out. Empty
 * where the text is no TOML.
 *
 * @param members folders of the workspace, relative to this manifest's
 */
export function cleanPyproject(text: string, members: readonly string[] = []): string {
  const root = tableOf(text);
  const tool = child(root, 'tool');
  const kept = new Map<string, PlainValue>();
  put(kept, 'project', pick(child(root, 'project'), PROJECT));
  put(kept, 'dependency-groups', child(root, 'dependency-groups'));
  const tools = new Map<string, PlainValue>();
  if (tool.has('uv') || !tool.has('poetry')) put(tools, 'uv', uvOf(root, child(tool, 'uv'), members));
  // A package would have to hold files; what it asks for is the same.
  if (tool.has('poetry'))
    tools.set('poetry', new Map([...pick(child(tool, 'poetry'), POETRY), ['package-mode', false]]));
  put(kept, 'tool', tools);
  return writeToml(kept);
}

/** Whether the project is a package is what its `[build-system]` says where nothing else does. */
function uvOf(root: PlainTable, uv: PlainTable, members: readonly string[]): PlainTable {
  const kept = pick(uv, UV);
  const isProject = root.has('project');
  if (isProject && !kept.has('package')) kept.set('package', root.has('build-system'));
  if (members.length > 0) kept.set('workspace', new Map([['members', members]]));
  return kept;
}

/** The same manifest, asking for exactly this version, too. */
export function withPythonRequirement(cleaned: string, name: string, version: string): string {
  const root = new Map(tableOf(cleaned));
  const project = new Map(child(root, 'project'));
  const list = project.get('dependencies');
  if (Array.isArray(list)) {
    project.set('dependencies', [...(list as PlainValue[]), `${name}==${version}`]);
    return writeToml(root.set('project', project));
  }
  const tool = new Map(child(root, 'tool'));
  const poetry = new Map(child(tool, 'poetry'));
  poetry.set('dependencies', new Map([...child(poetry, 'dependencies'), [name, `==${version}`]]));
  return writeToml(root.set('tool', tool.set('poetry', poetry)));
}

/** What of a `pyproject.toml` chooses where packages come from, as addresses and words for them. */
export interface PyprojectSources {
  /** `[[tool.poetry.source]]` and the indexes of uv, without the ones that name no address. */
  readonly indexes: readonly string[];
  /** Names in `tool.uv.sources` that come from git, an address, a folder or an index of their own. */
  readonly elsewhere: readonly string[];
}

export function pyprojectSources(text: string): PyprojectSources {
  const tool = child(tableOf(text), 'tool');
  const uv = child(tool, 'uv');
  const lists = [uv.get('index'), child(tool, 'poetry').get('source')].flatMap(tablesIn);
  const urls = lists.flatMap((one) => one.get('url') ?? []);
  const old = ['index-url', 'extra-index-url', 'find-links'].flatMap((key) => uv.get(key) ?? []).flat();
  const elsewhere = [...child(uv, 'sources')].filter(([, source]) => !tablesIn(source).every(isMember));
  return {
    indexes: [...urls, ...old].filter((one): one is string => typeof one === 'string'),
    elsewhere: elsewhere.map(([name]) => name),
  };
}

/** The addresses of `[repositories]` in the user's own configuration of Poetry. */
export function poetryRepositories(text: string): readonly string[] {
  const urls = [...child(tableOf(text), 'repositories').values()].flatMap(tablesIn);
  return urls.flatMap((one) => one.get('url') ?? []).filter((one): one is string => typeof one === 'string');
}

function isMember(source: PlainTable): boolean {
  return source.get('workspace') === true;
}

function tablesIn(value: PlainValue | undefined): PlainTable[] {
  if (value instanceof Map) return [value as PlainTable];
  return Array.isArray(value) ? (value as readonly PlainValue[]).flatMap(tablesIn) : [];
}

function tableOf(text: string): PlainTable {
  try {
    return plainTable(readToml(text));
  } catch (error) {
    if (error instanceof ReadError) return new Map();
    throw error;
  }
}

function child(table: PlainTable, key: string): PlainTable {
  const value = table.get(key);
  return value instanceof Map ? (value as PlainTable) : new Map();
}

function pick(table: PlainTable, keys: readonly string[]): Map<string, PlainValue> {
  return new Map(keys.flatMap((key) => (table.has(key) ? [[key, table.get(key) ?? null] as const] : [])));
}

function put(table: Map<string, PlainValue>, key: string, value: PlainTable): void {
  if (value.size > 0) table.set(key, value);
}
