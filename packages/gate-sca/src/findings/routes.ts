import type { LockedProject, Lockfile, Requirement } from '@railgate/dependencies';

/** Who asks for a package, in a manifest. */
export interface Asker {
  readonly project: LockedProject;
  readonly requirement: Requirement;
}

/**
 * The shortest way from what a project asks for itself to each package, production before development. One walk through the
 * lockfile, cycles and all.
 */
export class Routes {
  readonly #lockfile: Lockfile;
  readonly #parents: Int32Array;
  readonly #askers = new Map<number, Asker>();

  constructor(lockfile: Lockfile) {
    this.#lockfile = lockfile;
    this.#parents = new Int32Array(lockfile.packages.length).fill(UNREACHED);
    for (const project of lockfile.projects)
      for (const requirement of project.requirements) this.#ask({ project, requirement });
    this.#walk(this.#roots(false));
    this.#walk(this.#roots(true));
  }

  /** Indices of packages, from the direct dependency to the package itself; nothing where no project reaches it. */
  to(index: number): readonly number[] | undefined {
    if ((this.#parents[index] ?? UNREACHED) === UNREACHED) return undefined;
    const route = [index];
    for (let at = index; (at = this.#parents[at] ?? ROOT) !== ROOT;) route.push(at);
    return route.reverse();
  }

  /** Who asks for this package itself. */
  askerOf(index: number): Asker | undefined {
    return this.#askers.get(index);
  }

  #ask(asker: Asker): void {
    const { target, kind } = asker.requirement;
    if (target === undefined) return;
    const known = this.#askers.get(target);
    if (!known || (known.requirement.kind === 'dev' && kind !== 'dev')) this.#askers.set(target, asker);
  }

  #roots(dev: boolean): number[] {
    const roots = new Set<number>();
    this.#lockfile.packages.forEach((one, index) => {
      if (one.direct && one.dev === dev) roots.add(index);
    });
    for (const [index, { requirement }] of this.#askers)
      if ((requirement.kind === 'dev') === dev) roots.add(index);
    return [...roots].sort((a, b) => a - b);
  }

  #walk(roots: readonly number[]): void {
    const queue: number[] = [];
    const visit = (index: number, parent: number): void => {
      if (this.#parents[index] !== UNREACHED) return;
      this.#parents[index] = parent;
      queue.push(index);
    };
    for (const root of roots) visit(root, ROOT);
    // It grows meanwhile.
    for (const from of queue) {
      for (const index of this.#lockfile.packages[from]?.dependencies ?? []) visit(index, from);
    }
  }
}

const ROOT = -1;
const UNREACHED = -2;
