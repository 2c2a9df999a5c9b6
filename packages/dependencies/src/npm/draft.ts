import type { LockedPackage, LockedProject, RequirementKind } from '../lockfile.js';

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** A package while its lockfile is read: `DraftLockfile.finish` fills in what follows from the edges. */
export type DraftPackage = Mutable<LockedPackage>;

export function draftPackage(name: string, version: string, line: number): DraftPackage {
  return {
    name,
    version,
    line,
    source: 'registry',
    direct: false,
    dev: false,
    optional: false,
    dependencies: [],
  };
}

/** The packages of a lockfile and what they depend on, while it is read. */
export class DraftLockfile {
  readonly packages: DraftPackage[] = [];
  readonly #required: number[][] = [];
  readonly #optional: number[][] = [];

  add(draft: DraftPackage): number {
    this.#required.push([]);
    this.#optional.push([]);
    return this.packages.push(draft) - 1;
  }

  /** An optional dependency may be missing once it is installed; all other kinds may not. */
  depend(from: number, to: number, isOptional: boolean): void {
    (isOptional ? this.#optional : this.#required)[from]?.push(to);
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
    const required = this.#required[index] ?? [];
    const optional = this.#optional[index] ?? [];
    return optional.length === 0 && required.length < 2 ? required : [...new Set([...required, ...optional])];
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
      for (const to of this.#required[index] ?? []) visit(to);
      if (withOptional) for (const to of this.#optional[index] ?? []) visit(to);
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
