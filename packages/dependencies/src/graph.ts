import type { LockedPackage, LockedProject, Lockfile, Requirement } from './lockfile.js';

/** What a project asks for itself, as the start of a path. */
export interface DirectRequirement {
  readonly project: LockedProject;
  readonly requirement: Requirement;
  /** Index of `Lockfile.packages`. */
  readonly target: number;
}

/** Ways from what the projects ask for to the packages of one lockfile. Linear in packages and edges; cycles are fine. */
export class DependencyPaths {
  readonly #lockfile: Lockfile;
  readonly #starts: readonly DirectRequirement[];
  /** The package before each on its shortest path; itself at the start of one; -1 where no path leads. */
  readonly #before: Int32Array;
  #dependents: Dependents | undefined;

  constructor(lockfile: Lockfile) {
    this.#lockfile = lockfile;
    this.#starts = directRequirements(lockfile);
    this.#before = shortestPaths(lockfile.packages, this.#starts);
  }

  /**
   * Indices of `Lockfile.packages` on a shortest path: first what a project asks for, last the package itself. Empty where
   * nothing leads to it.
   */
  pathTo(index: number): readonly number[] {
    const path: number[] = [];
    let here = index;
    while ((this.#before[here] ?? -1) >= 0) {
      path.push(here);
      const before = this.#before[here] ?? -1;
      if (before === here) break;
      here = before;
    }
    return path.reverse();
  }

  /**
   * The requirements that bring a package, nearest first, at most `limit`. The search ends after `VISIT_LIMIT` packages, so
   * that a lockfile with many findings stays quick; the one at the start of `pathTo` is among them always.
   */
  reachedBy(index: number, limit = 20): readonly DirectRequirement[] {
    const first = this.pathTo(index)[0];
    if (first === undefined) return [];
    this.#dependents ??= new Dependents(this.#lockfile.packages);
    const reached = this.#dependents.above(index, VISIT_LIMIT).add(first);
    const order = new Map([...reached].map((found, position) => [found, position]));
    return this.#starts
      .filter(({ target }) => reached.has(target))
      .sort((a, b) => (order.get(a.target) ?? 0) - (order.get(b.target) ?? 0))
      .slice(0, limit);
  }
}

const VISIT_LIMIT = 5000;

/** In the order in which paths are looked for: what runs in production first. Stable within a kind. */
const KINDS = ['prod', 'peer', 'optional', 'dev'] as const;

function directRequirements(lockfile: Lockfile): DirectRequirement[] {
  const all = lockfile.projects.flatMap((project) =>
    project.requirements.flatMap((requirement) =>
      requirement.target === undefined ? [] : [{ project, requirement, target: requirement.target }],
    ),
  );
  if (all.length === 0) return unnamedRequirements(lockfile);
  return KINDS.flatMap((kind) => all.filter(({ requirement }) => requirement.kind === kind));
}

/** Without a manifest nothing is written of what the project asks for: the packages that are `direct` say it. */
function unnamedRequirements({ projects, packages }: Lockfile): DirectRequirement[] {
  const [project] = projects;
  if (!project) return [];
  return packages.flatMap(({ name, direct, dev }, target) =>
    direct ? [{ project, requirement: { name, kind: dev ? 'dev' : 'prod', range: '', target }, target }] : [],
  );
}

function shortestPaths(packages: readonly LockedPackage[], starts: readonly DirectRequirement[]): Int32Array {
  const before = new Int32Array(packages.length).fill(-1);
  const queue: number[] = [];
  const visit = (index: number, from: number): void => {
    if (before[index] !== -1) return;
    before[index] = from;
    queue.push(index);
  };
  for (const { target } of starts) visit(target, target);
  // It grows while it is worked off.
  for (const here of queue) {
    for (const index of packages[here]?.dependencies ?? []) visit(index, here);
  }
  return before;
}

/** Who depends on each package: its dependents stand in one array, from `starts[index]` to `starts[index + 1]`. */
class Dependents {
  readonly #starts: Int32Array;
  readonly #list: Int32Array;

  constructor(packages: readonly LockedPackage[]) {
    this.#starts = countDependents(packages);
    this.#list = new Int32Array(this.#starts.at(-1) ?? 0);
    const next = this.#starts.slice();
    for (const [from, { dependencies }] of packages.entries()) {
      for (const to of dependencies) {
        const place = next[to];
        if (place === undefined) continue;
        this.#list[place] = from;
        next[to] = place + 1;
      }
    }
  }

  /** The package and what leads to it, nearest first, up to `limit`. */
  above(index: number, limit: number): Set<number> {
    const found = new Set([index]);
    for (const here of found) {
      for (const from of this.#list.subarray(this.#starts[here], this.#starts[here + 1])) {
        if (found.size >= limit) return found;
        found.add(from);
      }
    }
    return found;
  }
}

function countDependents(packages: readonly LockedPackage[]): Int32Array {
  const starts = new Int32Array(packages.length + 1);
  for (const { dependencies } of packages) {
    for (const to of dependencies)
      if (to >= 0 && to < packages.length) starts[to + 1] = (starts[to + 1] ?? 0) + 1;
  }
  for (let index = 1; index < starts.length; index++)
    starts[index] = (starts[index] ?? 0) + (starts[index - 1] ?? 0);
  return starts;
}
