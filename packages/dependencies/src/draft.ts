import type { LockedPackage, LockedProject, RequirementKind } from './lockfile.js';

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** A package while its lockfile is read: `DraftLockfile.finish` fills in what follows from the edges. */
export type DraftPackage = Mutable<LockedPackage>;

const NONE: readonly number[] = [];

export function draftPackage(name: string, version: string, line: number): DraftPackage {
  return {
    name,
    version,
    line,
    source: 'registry',
    direct: false,
    dev: false,
    optional: false,
    dependencies: NONE,
  };
}

/** The packages of a lockfile and what they depend on, while it is read. */
export class DraftLockfile {
  readonly packages: DraftPackage[] = [];
  /** By index; most packages have no optional dependencies, and many none at all. */
  readonly #required: (number[] | undefined)[] = [];
  readonly #optional: (number[] | undefined)[] = [];

  add(draft: DraftPackage): number {
    return this.packages.push(draft) - 1;
  }

  /** An optional dependency may be missing once it is installed; all other kinds may not. */
  depend(from: number, to: number, isOptional: boolean): void {
    const edges = isOptional ? this.#optional : this.#required;
    const own = edges[from];
    if (own) own.push(to);
    else edges[from] = [to];
  }

  /** Sets `dependencies`, `direct`, `dev` and `optional`. */
  finish(projects: readonly LockedProject[]): LockedPackage[] {
    for (const [index, draft] of this.packages.entries()) draft.dependencies = this.#edges(index);
    const roots = rootsOf(projects);
    if (roots.length === 0) this.#markUnrequired();
    for (const { target } of roots) this.#package(target).direct = true;
    const all = this.#reach(roots, true);
    const notDev = this.#reach(roots.filter(({ kind }) => kind !== 'dev'), true); // prettier-ignore
    const required = this.#reach(roots.filter(({ kind }) => kind !== 'optional'), false); // prettier-ignore
    for (const [index, draft] of this.packages.entries()) {
      if (all[index] !== 1) continue;
      draft.dev = notDev[index] !== 1;
      draft.optional = required[index] !== 1;
    }
    return this.packages;
  }

  #edges(index: number): readonly number[] {
    const required = this.#required[index] ?? NONE;
    const optional = this.#optional[index];
    const edges = optional ? [...required, ...optional] : required;
    return hasRepeated(edges) ? [...new Set(edges)] : edges;
  }

  #package(index: number): DraftPackage {
    const draft = this.packages[index];
    if (!draft) throw new RangeError(`A lockfile has no package ${index}.`);
    return draft;
  }

  /** Nothing says what the project asks for: what no package asks for can only be the project's own. */
  #markUnrequired(): void {
    const isRequired = new Uint8Array(this.packages.length);
    for (const draft of this.packages) for (const to of draft.dependencies) isRequired[to] = 1;
    for (const [index, draft] of this.packages.entries()) draft.direct = isRequired[index] !== 1;
  }

  /** Marks with 1 what can be reached. */
  #reach(roots: readonly Root[], withOptional: boolean): Uint8Array {
    const seen = new Uint8Array(this.packages.length);
    const open: number[] = [];
    const visit = (index: number): void => {
      if (seen[index] === 1) return;
      seen[index] = 1;
      open.push(index);
    };
    for (const { target } of roots) visit(target);
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      for (const to of this.#required[index] ?? NONE) visit(to);
      if (withOptional) for (const to of this.#optional[index] ?? NONE) visit(to);
    }
    return seen;
  }
}

interface Root {
  readonly kind: RequirementKind;
  readonly target: number;
}

/** A library names its peers among its development dependencies too; there they are nothing that it ships. */
function rootsOf(projects: readonly LockedProject[]): Root[] {
  const roots: Root[] = [];
  for (const { requirements } of projects) {
    const own = new Set<string>();
    for (const { name, kind } of requirements) if (kind !== 'peer') own.add(name);
    for (const { name, kind, target } of requirements) {
      if (target !== undefined && !(kind === 'peer' && own.has(name))) roots.push({ kind, target });
    }
  }
  return roots;
}

/** Most lists are short, and making a set of each takes longer than all else. */
function hasRepeated(list: readonly number[]): boolean {
  if (list.length > 64) return true;
  for (let index = 1; index < list.length; index++) if (list.indexOf(list[index] ?? -1) < index) return true;
  return false;
}
