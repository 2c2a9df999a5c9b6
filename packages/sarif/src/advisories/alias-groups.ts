import { addTo } from '@railgate/contract';

/**
 * Sets of ids that name the same thing, by union-find with path halving and union by size: time is nearly linear in
 * the number of ids, whatever chains they form, and the sets do not depend on the order of the joins.
 */
export class AliasGroups {
  readonly #index = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #parent: number[] = [];
  readonly #size: number[] = [];

  /** Says that all these are one. */
  join(ids: Iterable<string>): void {
    let first: number | undefined;
    for (const id of ids) {
      const node = this.#nodeOf(id);
      if (first === undefined) first = node;
      else this.#union(first, node);
    }
  }

  /** A number that all ids of one set share. */
  find(id: string): number {
    return this.#root(this.#nodeOf(id));
  }

  /** All sets, by the number that `find` gives. */
  sets(): Map<number, string[]> {
    const sets = new Map<number, string[]>();
    this.#ids.forEach((id, node) => {
      addTo(sets, this.#root(node), id);
    });
    return sets;
  }

  #nodeOf(id: string): number {
    const known = this.#index.get(id);
    if (known !== undefined) return known;
    const node = this.#ids.push(id) - 1;
    this.#index.set(id, node);
    this.#parent.push(node);
    this.#size.push(1);
    return node;
  }

  #root(start: number): number {
    let node = start;
    for (;;) {
      const parent = this.#parent[node] ?? node;
      if (parent === node) return node;
      const next = this.#parent[parent] ?? parent;
      this.#parent[node] = next;
      node = next;
    }
  }

  #union(a: number, b: number): void {
    const [one, other] = [this.#root(a), this.#root(b)];
    if (one === other) return;
    const sizes = [this.#size[one] ?? 1, this.#size[other] ?? 1] as const;
    const [root, child] = sizes[0] >= sizes[1] ? [one, other] : [other, one];
    this.#parent[child] = root;
    this.#size[root] = sizes[0] + sizes[1];
  }
}
