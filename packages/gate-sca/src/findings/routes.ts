import { DependencyPaths, type DirectRequirement, type Lockfile } from '@railgate/dependencies';

/** The ways from what projects ask for themselves to the packages of one lockfile, and who asks. */
export class Routes {
  readonly #paths: DependencyPaths;
  readonly #askers = new Map<number, DirectRequirement>();

  constructor(lockfile: Lockfile) {
    this.#paths = new DependencyPaths(lockfile);
    for (const project of lockfile.projects)
      for (const requirement of project.requirements) {
        const { target, kind } = requirement;
        if (target === undefined) continue;
        const known = this.#askers.get(target);
        if (!known || (known.requirement.kind === 'dev' && kind !== 'dev'))
          this.#askers.set(target, { project, requirement, target });
      }
  }

  /** Indices of packages, from the direct dependency to the package itself; nothing where no project leads to it. */
  to(index: number): readonly number[] | undefined {
    const path = this.#paths.pathTo(index);
    return path.length === 0 ? undefined : path;
  }

  /** Who asks for this package itself: for production, where anybody does. */
  askerOf(index: number): DirectRequirement | undefined {
    return this.#askers.get(index);
  }
}
