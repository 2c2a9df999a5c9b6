import { isPublicName, isSecretName } from '@railgate/code';
import { compareText, groupBy, type Place, type Workspace } from '@railgate/contract';

import type { Declaration, EnvironmentFacts, EnvFile, Use } from './model.js';
import { isSystemName } from './system-names.js';

/** One variable of a project: who reads it and who says that it is there. No value. */
export interface Variable {
  readonly name: string;
  readonly uses: readonly Use[];
  readonly declarations: readonly Declaration[];
  /** Somebody reads it and says nothing of what holds without it. */
  readonly required: boolean;
  /** Bundlers put it into what a browser loads. */
  readonly isPublic: boolean;
  /** By its name. */
  readonly isSecret: boolean;
}

/** The variables of one part of the repository, which has an example of its own or is a project. */
export interface Contract {
  /** Relative to the root; `.` is the root. */
  readonly folder: string;
  /** `.env.example` and its usual names; absent where there is none in the folder. */
  readonly example?: EnvFile;
  /** An example of this folder or of one above says what is declared here. */
  readonly isWritten: boolean;
  /** Sorted by name. */
  readonly variables: readonly Variable[];
}

/** What `railgate.json` adds. */
export interface Declared {
  /** Names that count as declared. */
  readonly names: readonly string[];
}

/**
 * Sorts every read to the part of the repository it belongs to: the nearest folder with an example, else the project.
 * Declared is what an example of that folder or of one above names, and what images, compose, pipelines and railway.ts
 * name anywhere: those serve the whole repository.
 */
export function contractsOf(
  workspace: Pick<Workspace, 'projects'>,
  facts: EnvironmentFacts,
  { names }: Declared = { names: [] },
): readonly Contract[] {
  const examples = examplesOf(facts);
  const scopes = scopesOf(workspace, examples);
  const uses = groupBy(facts.uses.filter(counts), ({ place }) => scopes.of(place.path));
  const folders = [...new Set([...examples.keys(), ...uses.keys()])].sort(compareText);
  const declared = declarationsByFolder(facts);
  return folders.map((folder) => {
    const example = examples.get(folder);
    const known = declared(folder, examples, names);
    return {
      folder,
      ...(example && { example }),
      isWritten: names.length > 0 || above(folder).some((one) => examples.has(one)),
      variables: variablesOf(uses.get(folder) ?? [], known, example),
    };
  });
}

/** Reads for development only are nobody's contract. */
function counts({ name, guard }: Use): boolean {
  return guard !== 'development' && !isSystemName(name) && /^[A-Za-z_]\w*$/.test(name);
}

/** The example of each folder; the plainest name where there are several. */
function examplesOf({ envFiles }: EnvironmentFacts): Map<string, EnvFile> {
  const found = new Map<string, EnvFile>();
  for (const file of envFiles.filter(({ path }) => isExample(path)).sort(byPlainness)) {
    const folder = folderOf(file.path);
    if (!found.has(folder)) found.set(folder, file);
  }
  return found;
}

function isExample(path: string): boolean {
  return /(?:^|\/)[\w-]{0,60}\.env[\w.-]*\.?(?:example|sample|template|dist|defaults?|schema)\b|(?:^|\/)env\.(?:example|sample)$|(?:^|\/)\.?(?:example|sample)\.env$/.test(
    path.toLowerCase(),
  );
}

function byPlainness(a: EnvFile, b: EnvFile): number {
  return rank(a.path) - rank(b.path) || compareText(a.path, b.path);
}

function rank(path: string): number {
  return /(?:^|\/)\.env\.example$/.test(path) ? 0 : /(?:^|\/)\.env\.\w+$/.test(path) ? 1 : 2;
}

function scopesOf({ projects }: Pick<Workspace, 'projects'>, examples: ReadonlyMap<string, EnvFile>) {
  const parts = new Set(['.', ...projects.map(({ path }) => path), ...examples.keys()]);
  const known = new Map<string, string>();
  const find = (folder: string): string => {
    const found =
      above(folder).find((one) => examples.has(one)) ?? above(folder).find((one) => parts.has(one));
    return found ?? '.';
  };
  return {
    of(path: string): string {
      const folder = folderOf(path);
      const scope = known.get(folder) ?? find(folder);
      known.set(folder, scope);
      return scope;
    },
  };
}

/** A folder that shares the root's contract or has none may serve all projects: any of their contracts counts for it. */
function declarationsByFolder({ declarations }: EnvironmentFacts) {
  const local = groupBy(
    declarations.filter(({ source }) => source === 'example' || source === 'env'),
    ({ place }) => folderOf(place.path),
  );
  const shared = declarations.filter(({ source }) => source !== 'example' && source !== 'env');
  const all = [...local.values()].flat();
  return (
    folder: string,
    examples: ReadonlyMap<string, EnvFile>,
    names: readonly string[],
  ): ReadonlyMap<string, Declaration[]> => {
    const hasOwn = folder !== '.' && examples.has(folder);
    const near = hasOwn ? above(folder).flatMap((one) => local.get(one) ?? []) : all;
    const config = names.map((name): Declaration => ({ name, place: CONFIG, source: 'config' }));
    return groupBy([...near, ...shared, ...config], ({ name }) => name);
  };
}

const CONFIG: Place = { path: 'railgate.json', region: { startLine: 1 } };

function variablesOf(
  uses: readonly Use[],
  declared: ReadonlyMap<string, Declaration[]>,
  example: EnvFile | undefined,
): Variable[] {
  const byName = groupBy(uses, ({ name }) => name);
  const own = example?.entries.map(({ key }) => key) ?? [];
  return [...new Set([...byName.keys(), ...own])].sort(compareText).map((name): Variable => {
    const read = byName.get(name) ?? [];
    return {
      name,
      uses: read,
      declarations: declared.get(name) ?? [],
      required: read.length > 0 && !read.some(doesWithout),
      isPublic: isPublicName(name),
      isSecret: isSecretName(name),
    };
  });
}

/** Has a default, is asked for first, or is Laravel's configuration, where nothing is `null`. */
export function doesWithout({ fallback, isOptional, place }: Use): boolean {
  return (
    fallback !== undefined || isOptional === true || /(?:^|\/)config\/[\w-]{1,60}\.php$/.test(place.path)
  );
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

/** The folder itself and those above it, the root last. */
export function above(folder: string): string[] {
  const found: string[] = [];
  for (let here = folder; here !== '.'; here = folderOf(here)) found.push(here);
  return [...found, '.'];
}
