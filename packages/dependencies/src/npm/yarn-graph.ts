import { addTo } from '@railgate/contract';

import { DraftLockfile, type DraftPackage } from '../draft.js';

/** What a package of yarn's asks for. */
export interface YarnWant {
  readonly name: string;
  readonly range: string;
  readonly isOptional: boolean;
}

/** yarn's lockfiles map what is asked for (`a@^1.0.0`) to what it gets. */
export class YarnGraph {
  readonly draft = new DraftLockfile();
  readonly #byDescriptor = new Map<string, number>();
  readonly #byName = new Map<string, { readonly index: number; readonly range: string }[]>();
  readonly #wants: YarnWant[][] = [];
  readonly #workspaces = new Map<string, number>();
  readonly #overrides: ReadonlyMap<string, readonly string[]>;

  /** @param resolutions of the manifest of the project in whose folder the lockfile lies */
  constructor(resolutions: ReadonlyMap<string, string>) {
    this.#overrides = byOverridden(resolutions);
  }

  add(
    descriptors: readonly { name: string; range: string }[],
    draft: DraftPackage,
    wants: YarnWant[],
  ): number {
    const index = this.draft.add(draft);
    this.#wants[index] = wants;
    for (const descriptor of descriptors) this.describe(descriptor, index);
    return index;
  }

  /** Says that a descriptor gets a package. */
  describe({ name, range }: { name: string; range: string }, index: number): void {
    const key = `${name}@${range}`;
    if (!this.#byDescriptor.has(key)) this.#byDescriptor.set(key, index);
    addTo(this.#byName, name, { index, range });
  }

  addWorkspace(name: string, index: number): void {
    this.#workspaces.set(name, index);
  }

  addWants(index: number, wants: readonly YarnWant[]): void {
    this.#wants[index] = [...(this.#wants[index] ?? []), ...wants];
  }

  /** What was asked for, exactly or by one of the ways in which yarn writes the same. */
  exact(name: string, range: string): number | undefined {
    for (const form of [range, ...(this.#overrides.get(name) ?? [])]) {
      const found =
        this.#byDescriptor.get(`${name}@${form}`) ?? this.#byDescriptor.get(`${name}@npm:${form}`);
      if (found !== undefined) return found;
    }
    return this.#workspaces.get(name);
  }

  /** Another range of the same name, where the lockfile was not written for the one that is asked for. */
  other(name: string): { readonly index: number; readonly range: string } | undefined {
    return this.#byName.get(name)?.[0];
  }

  /** Follows what the packages ask for. @returns descriptors that lead nowhere */
  link(): string[] {
    const missing = new Set<string>();
    for (const [from, wants] of this.#wants.entries()) {
      for (const { name, range, isOptional } of wants) {
        const to = this.exact(name, range) ?? this.#only(name);
        if (to !== undefined) this.draft.depend(from, to, isOptional);
        else if (!isOptional) missing.add(`${name}@${range}`);
      }
    }
    return [...missing];
  }

  #only(name: string): number | undefined {
    const found = this.#byName.get(name) ?? [];
    return found.every(({ index }) => index === found[0]?.index) ? found[0]?.index : undefined;
  }
}

/** Selectors are `b`, `a/b`, `a/@s/b`, with globs before and in berry a range behind: what counts is the last name. */
function byOverridden(resolutions: ReadonlyMap<string, string>): Map<string, string[]> {
  const overridden = new Map<string, string[]>();
  for (const [selector, version] of resolutions) {
    const name = /(?:@[^/@]{1,214}\/)?[^/@]{1,214}(?=@[^/]{0,1000}$|$)/.exec(selector)?.[0];
    if (name !== undefined) addTo(overridden, name, version);
  }
  return overridden;
}
