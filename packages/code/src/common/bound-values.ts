import type { Node } from '../syntax.js';
import type { Value } from '../value.js';
import { combined, type Alternative } from './alternatives.js';
import type { Evaluator } from './evaluate.js';
import { parameterValue } from './functions.js';
import { guardOf, isConditional } from './guards.js';
import { itemOf } from './members.js';
import type { SourceFile } from './source-file.js';
import type { Binding } from './tree.js';

/** A variable that is written to more often is unknown. */
const BINDINGS_LIMIT = 16;

/** What the names of a file stand for, by what is bound to them: the expressions are for the evaluator. */
export class BoundValues {
  readonly #file: SourceFile;
  readonly #evaluator: Evaluator;
  /** The bindings that are being worked out. */
  readonly #busy = new Set<Binding>();
  /** What variables are, wherever they are asked for. */
  readonly #settled = new Map<Binding, { readonly count: number; readonly value: Value }>();

  constructor(file: SourceFile, evaluator: Evaluator) {
    this.#file = file;
    this.#evaluator = evaluator;
  }

  /** Functions have become others. */
  forget(): void {
    this.#settled.clear();
  }

  /** @param all of one name. */
  of(all: readonly Binding[], node: Node): Value {
    const [first] = all;
    const evaluator = this.#evaluator;
    if (!first || all.length > BINDINGS_LIMIT) return evaluator.unknown(node, first?.name);
    const known = this.#settled.get(first);
    if (known?.count === all.length) return known.value;
    const before = evaluator.detours;
    const value = this.#combinedOf(first, all, node);
    if (evaluator.detours === before) this.#settled.set(first, { count: all.length, value });
    return value;
  }

  /** @param own what it is by itself. @param assigned what is assigned to it later. */
  reassigned(own: Value, assigned: readonly Binding[], node: Node): Value {
    const { reading, syntax } = this.#file;
    const first = { value: own, guard: 'always' as const, isConditional: false };
    const later = assigned.map((binding) => ({
      value: this.#bound(binding, node),
      guard: guardOf(reading, binding.node),
      isConditional: isConditional(reading, binding, syntax.root),
    }));
    return combined(own.kind === 'unknown' ? later : [first, ...later], this.#evaluator.place(node));
  }

  #combinedOf(first: Binding, all: readonly Binding[], node: Node): Value {
    const evaluator = this.#evaluator;
    const { reading } = this.#file;
    // `port = trim(port)`: what a name stands for while that is being worked out is what was there before.
    const others = all.filter((binding) => !this.#busy.has(binding));
    if (others.length < all.length) evaluator.detours++;
    if (others.length === 0) return evaluator.unknown(node, first.name);
    const alternatives: Alternative[] = others
      .filter(({ is }) => is.kind !== 'value' || is.of !== undefined)
      .map((binding) => ({
        value: this.#bound(binding, node),
        guard: guardOf(reading, binding.node),
        isConditional: binding !== first && isConditional(reading, binding, first.scope),
      }));
    if (alternatives.length === 0) return this.#declaredOnly(first, node);
    return combined(alternatives, evaluator.place(node));
  }

  #bound(binding: Binding, node: Node): Value {
    this.#busy.add(binding);
    try {
      return this.#boundTo(binding, node);
    } finally {
      this.#busy.delete(binding);
    }
  }

  #boundTo(binding: Binding, node: Node): Value {
    const evaluator = this.#evaluator;
    const { is } = binding;
    switch (is.kind) {
      case 'value':
      case 'assignment':
        return is.item === undefined
          ? evaluator.of(is.of)
          : itemOf(evaluator.of(is.of), is.item, evaluator.place(node));
      case 'import':
        return evaluator.modules.exportsOf(evaluator.path, is.from)?.get(is.name) ?? evaluator.unknown(node);
      case 'parameter':
        return this.#parameter(binding, node);
      case 'function':
        return evaluator.functionOf(is.function);
      case 'known':
        return is.value(evaluator);
      case 'type':
        return this.#membersOf(is.body, node);
    }
  }

  #parameter(binding: Binding, node: Node): Value {
    const evaluator = this.#evaluator;
    if (binding.type) {
      const typed = evaluator.typeValue(binding.type);
      if (typed) return typed;
    }
    evaluator.detours++;
    if (evaluator.isOpen(binding.scope)) return parameterValue(binding.name, evaluator.place(node));
    const fallback = binding.is.kind === 'parameter' ? binding.is.fallback : undefined;
    return fallback ? evaluator.of(fallback) : evaluator.unknown(node, binding.name);
  }

  #declaredOnly(binding: Binding, node: Node): Value {
    const evaluator = this.#evaluator;
    return (binding.type && evaluator.typeValue(binding.type)) ?? evaluator.unknown(node, binding.name);
  }

  #membersOf(body: Node, node: Node): Value {
    const { names } = this.#evaluator;
    const entries = new Map<string, Value>();
    for (const name of names.membersOf(body)) {
      const value = this.of(names.inside(body, name), node);
      if (value.kind !== 'unknown') entries.set(name, value);
    }
    return { kind: 'object', entries, open: true, place: this.#evaluator.place(node) };
  }
}
