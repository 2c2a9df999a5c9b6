import { compareText } from '@railgate/contract';
import { packageUrl, type LockedProject, type Lockfile } from '@railgate/dependencies';

import type { Bill, BillComponent, BillTool } from './bill.js';
import { mergeComponents } from './merge-components.js';
import { componentsOf, reachedFrom } from './of-lockfile.js';

/** A lockfile, and what an engine knows of its packages beyond it, by package URL. */
export interface Listed {
  readonly lockfile: Lockfile;
  readonly known: ReadonlyMap<string, Partial<BillComponent>>;
  readonly tools: readonly BillTool[];
}

/** A bill of the whole repository first, then one for each project that depends on something, by path. */
export function makeBills(listed: readonly Listed[], name: string): Bill[] {
  const parts = listed.map((one) => ({ ...one, components: completed(one) }));
  const projects = new Map<string, Bill[]>();
  for (const part of parts) {
    for (const project of part.lockfile.projects) {
      const bill = billOfProject(part, project);
      if (bill) projects.set(project.path, [...(projects.get(project.path) ?? []), bill]);
    }
  }
  const of = [...projects].sort(([a], [b]) => compareText(a, b)).filter(([path]) => path !== '.');
  return [billOfAll(parts, projects.get('.') ?? [], name), ...of.map(([, bills]) => joinBills(bills))];
}

interface ListedComponents extends Listed {
  readonly components: readonly BillComponent[];
}

/** What the engine knows fills what the lockfile leaves open. */
function completed({ lockfile, known }: Listed): BillComponent[] {
  return componentsOf(lockfile).map((component) => ({ ...known.get(component.purl), ...component }));
}

function billOfProject(
  { lockfile, components, tools }: ListedComponents,
  project: LockedProject,
): Bill | undefined {
  const reached = reachedFrom(lockfile, project);
  if (reached.size === 0) return undefined;
  const list = [...reached].flatMap(([index, { dev }]) => {
    const component = components[index];
    return component ? [dev ? { ...component, scope: 'excluded' as const } : component] : [];
  });
  return {
    path: project.path,
    ...nameOf(project),
    components: mergeComponents(list),
    direct: directOf(lockfile, project),
    tools,
  };
}

function nameOf({ name, path }: LockedProject): Pick<Bill, 'name'> {
  return { name: name ?? (path === '.' ? 'repository' : path) };
}

function directOf({ ecosystem, packages }: Lockfile, { requirements }: LockedProject): Set<string> {
  const targets = requirements.flatMap(({ target }) => (target === undefined ? [] : (packages[target] ?? [])));
  return new Set(targets.map((locked) => packageUrl(ecosystem, locked)));
}

/** A folder may have lockfiles of several ecosystems. */
function joinBills(bills: readonly Bill[]): Bill {
  const [first] = bills;
  if (!first) throw new Error('There is no bill to join.');
  return {
    ...first,
    components: mergeComponents(bills.flatMap(({ components }) => components)),
    direct: new Set(bills.flatMap(({ direct }) => [...direct])),
    tools: toolsOf(bills),
  };
}

function billOfAll(parts: readonly ListedComponents[], root: readonly Bill[], name: string): Bill {
  const direct = parts.flatMap(({ lockfile }) =>
    lockfile.projects.flatMap((project) => [...directOf(lockfile, project)]),
  );
  return {
    path: '.',
    name: root[0]?.name ?? name,
    components: mergeComponents(parts.flatMap(({ components }) => components)),
    direct: new Set(direct),
    tools: toolsOf(parts),
  };
}

function toolsOf(parts: readonly Pick<Bill, 'tools'>[]): BillTool[] {
  const tools = new Map(parts.flatMap(({ tools: list }) => list.map((tool) => [tool.name, tool] as const)));
  return [...tools.values()].sort((a, b) => compareText(a.name, b.name));
}
