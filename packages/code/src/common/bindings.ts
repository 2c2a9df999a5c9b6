import { addTo } from '@railgate/contract';

import type { Node } from '../syntax.js';
import type { Binding } from './tree.js';

/** The names of one file by scope. */
export class Bindings {
  readonly #declared = new Map<string, Binding[]>();
  readonly #assigned = new Map<string, Binding[]>();
  readonly #names = new Map<number, Set<string>>();
  readonly #bodies = new Set<number>();
  readonly #known = new Map<string, readonly Binding[]>();
  readonly all: readonly Binding[];

  constructor(bindings: Iterable<Binding>) {
    this.all = [...bindings];
    for (const binding of this.all) {
      if (binding.is.kind === 'type') this.#bodies.add(binding.is.body.id);
      const names = this.#names.get(binding.scope.id) ?? new Set();
      this.#names.set(binding.scope.id, names.add(binding.name));
      addTo(binding.is.kind === 'assignment' ? this.#assigned : this.#declared, binding.name, binding);
    }
  }

  /**
   * What a name stands for at a place: the declarations of the innermost scope that knows it, then the assignments to
   * that variable, in the order of the text. Empty for what is not of this file.
   */
  find(name: string, at: Node): readonly Binding[] {
    const scope = this.#scopeOf(name, at.startIndex);
    if (!scope) return [];
    const key = `${name} ${scope.id}`;
    const known = this.#known.get(key);
    if (known) return known;
    const found = [...this.inside(scope, name), ...this.#assignments(name, name, scope)];
    this.#known.set(key, found);
    return found;
  }

  /** Assignments to members of a variable: `server.Addr = …`. */
  membersOf(name: string, at: Node): readonly Binding[] {
    const [root = ''] = name.split(/[.:\\]/, 1);
    const scope = this.#scopeOf(root, at.startIndex);
    return scope ? this.#assignments(name, root, scope) : [];
  }

  /** The members of a class. */
  inside(body: Node, name: string): readonly Binding[] {
    return (this.#declared.get(name) ?? []).filter(({ scope }) => scope.id === body.id);
  }

  namesIn(scope: Node): readonly string[] {
    return [...(this.#names.get(scope.id) ?? [])];
  }

  isTypeBody(node: Node): boolean {
    return this.#bodies.has(node.id);
  }

  #assignments(name: string, root: string, scope: Node): readonly Binding[] {
    return (this.#assigned.get(name) ?? []).filter(
      ({ node }) => this.#scopeOf(root, node.startIndex)?.id === scope.id,
    );
  }

  #scopeOf(name: string, index: number): Node | undefined {
    let best: Node | undefined;
    for (const { scope } of this.#declared.get(name) ?? []) {
      const holds = scope.startIndex <= index && index < scope.endIndex;
      if (holds && (!best || scope.endIndex - scope.startIndex < best.endIndex - best.startIndex))
        best = scope;
    }
    return best;
  }
}
