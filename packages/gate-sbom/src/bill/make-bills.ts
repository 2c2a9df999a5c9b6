import { posix } from 'node:path';

import { addTo, compareText } from '@railgate/contract';
import type { LockedProject, Lockfile, Manifest } from '@railgate/dependencies';

import type { Bill, BillComponent, BillTool } from './bill.js';
import { mergeComponents } from './merge-components.js';
import { componentsOf, directOf, reachedFrom } from './of-lockfile.js';
import { unpinnedComponents } from './of-manifest.js';

/** A lockfile, and what engines know of its packages beyond it, by package URL. */
export interface Listed {
  readonly lockfile: Lockfile;
  readonly known: ReadonlyMap<string, Partial<BillComponent>>;
  readonly tools: readonly BillTool[];
}

export interface BillInput {
  readonly listed: readonly Listed[];
  /** Manifests with requirements that nothing pins. */
  readonly unpinned: readonly Manifest[];
  /** Everything was read. */
  readonly isComplete: boolean;
  /** Bills of the projects, too. */
  readonly projects: boolean;
}

/** What one lockfile or manifest adds to the bill of one project. */
type Part = Omit<Bill, 'path' | 'isComplete'> & { readonly isPinned: boolean };

/** A bill of the whole repository first, then one for each project that depends on something, by path. */
export function makeBills(input: BillInput): Bill[] {
  const lockfiles = input.listed.map((one) => ({ ...one, components: completed(one) }));
  const manifests = input.unpinned.map((manifest) => [folderOf(manifest), partOfManifest(manifest)] as const);
  const all = [...lockfiles.map(partOfLockfile), ...manifests.map(([, part]) => part)];
  const whole = joinParts('.', all, input);
  if (!input.projects) return [whole];
  const projects = new Map<string, Part[]>();
  const add = (path: string, part: Part): void => {
    if (path !== '.' && part.components.length > 0) addTo(projects, path, part);
  };
  for (const one of lockfiles)
    for (const project of one.lockfile.projects)
      if (project.path !== '.') add(project.path, partOfProject(one, project));
  for (const [path, part] of manifests) add(path, part);
  const sorted = [...projects].sort(([a], [b]) => compareText(a, b));
  return [whole, ...sorted.map(([path, parts]) => joinParts(path, parts, input))];
}

function folderOf({ path }: Manifest): string {
  return posix.dirname(path);
}

interface ListedComponents extends Listed {
  readonly components: readonly BillComponent[];
}

/** What an engine knows fills what the lockfile leaves open. */
function completed({ lockfile, known }: Listed): BillComponent[] {
  return componentsOf(lockfile).map((component) => ({ ...known.get(component.purl), ...component }));
}

function partOfLockfile({ lockfile, components, tools }: ListedComponents): Part {
  const root = lockfile.projects.find(({ path }) => path === '.');
  const direct = lockfile.projects.flatMap((project) => [...directOf(lockfile, project)]);
  return { name: root?.name ?? '', components, direct: new Set(direct), tools, isPinned: true };
}

function partOfProject({ lockfile, components, tools }: ListedComponents, project: LockedProject): Part {
  const reached = [...reachedFrom(lockfile, project)].flatMap(([index, { dev }]) => {
    const component = components[index];
    return component ? [dev ? { ...component, scope: 'excluded' as const } : component] : [];
  });
  const direct = directOf(lockfile, project);
  return { name: project.name ?? '', components: reached, direct, tools, isPinned: true };
}

function partOfManifest(manifest: Manifest): Part {
  const components = unpinnedComponents(manifest);
  const direct = new Set(components.map(({ purl }) => purl));
  return { name: '', components, direct, tools: [], isPinned: components.length === 0 };
}

/** A folder may have lockfiles of several ecosystems. */
function joinParts(path: string, parts: readonly Part[], { isComplete }: BillInput): Bill {
  return {
    path,
    name: parts.find(({ name }) => name !== '')?.name ?? (path === '.' ? 'repository' : path),
    components: mergeComponents(parts.flatMap(({ components }) => components)),
    direct: new Set(parts.flatMap(({ direct }) => [...direct])),
    tools: toolsOf(parts),
    isComplete: isComplete && parts.every(({ isPinned }) => isPinned),
  };
}

function toolsOf(parts: readonly Part[]): BillTool[] {
  const tools = new Map(parts.flatMap(({ tools: list }) => list.map((tool) => [tool.name, tool] as const)));
  return [...tools.values()].sort((a, b) => compareText(a.name, b.name));
}
