import type { TSESTree } from '@typescript-eslint/types';

import { propertyName, unwrap, type Node } from '../model/ast.js';
import { nameOf } from '../model/names.js';
import type { SourceModel } from '../model/source-model.js';
import { anyOf, at, type Ask, type Frame, type Tracer } from './ask.js';
import { Budget } from './budget.js';
import { followCall, followNew } from './follow-calls.js';
import { followIdentifier, followMember } from './follow-names.js';
import type { Hazard, Taint } from './taint.js';

const STEPS = 400_000;
const LOOKS = 4_000_000;
/** Longer chains of properties only come from a cycle. */
const PATH_LENGTH = 12;

/**
 * Follows values backwards, from where they would do harm to where they came from, within one file. Only asked for
 * the few expressions that are sinks, so that most of a file is never followed.
 */
export class Flow implements Tracer {
  readonly looks = new Budget(LOOKS);
  readonly #steps = new Budget(STEPS);
  readonly #known = new Map<string, Taint | undefined>();
  readonly #open = new Set<string>();
  readonly #empty = new Set<string>();
  readonly #ids = new Map<Node, number>();
  /** Whether an answer that is being found depended on a question that is still open. */
  #isCyclic = false;

  constructor(readonly model: SourceModel) {}

  /** The first source whose value reaches `node` and could do this harm there. */
  taintOf(node: Node, hazard: Hazard): Taint | undefined {
    return this.trace(node, { path: [], hazard, frame: undefined });
  }

  trace(node: Node, ask: Ask): Taint | undefined {
    this.#steps.spend();
    if (ask.path.length > PATH_LENGTH) return undefined;
    const key = this.#keyOf(node, ask);
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#empty.has(key)) return undefined;
    if (this.#open.has(key)) {
      this.#isCyclic = true;
      return undefined;
    }
    this.#open.add(key);
    const taint = this.#follow(unwrap(node), ask);
    this.#open.delete(key);
    this.#remember(key, taint);
    return taint;
  }

  /**
   * "Nothing" in the midst of a cycle may only mean "not yet". It holds until the first question is answered, since
   * whatever is found ends that at once, and for good when the answer is "nothing".
   */
  #remember(key: string, taint: Taint | undefined): void {
    if (taint || !this.#isCyclic) this.#known.set(key, taint);
    else this.#empty.add(key);
    if (this.#open.size > 0) return;
    if (!taint) for (const empty of this.#empty) this.#known.set(empty, undefined);
    this.#empty.clear();
    this.#isCyclic = false;
  }

  #keyOf(node: Node, { path, hazard, frame }: Ask): string {
    return `${this.#id(node)}|${path.join('.')}|${hazard}|${frame ? this.#frameId(frame) : ''}`;
  }

  #id(node: Node): number {
    const id = this.#ids.get(node) ?? this.#ids.size;
    this.#ids.set(node, id);
    return id;
  }

  #frameId(frame: Frame): string {
    const own = frame.arguments.map((argument) => this.#id(argument)).join(',');
    return frame.outer ? `${own};${this.#frameId(frame.outer)}` : own;
  }

  #follow(node: Node, ask: Ask): Taint | undefined {
    switch (node.type) {
      case 'Identifier':
        return followIdentifier(this, node, ask);
      case 'MemberExpression':
        return followMember(this, node, ask);
      case 'CallExpression':
        return followCall(this, node, ask);
      case 'NewExpression':
        return followNew(this, node, ask);
      case 'ObjectExpression':
        return this.#followObject(node, ask);
      case 'ArrayExpression':
        return this.#followArray(node, ask);
      default:
        return anyOf(this, this.#partsOf(node), isText(node) ? at(ask, []) : ask);
    }
  }

  /** The expressions whose values a value is made of. */
  #partsOf(node: Node): readonly (Node | null)[] {
    switch (node.type) {
      case 'TemplateLiteral':
        return node.expressions;
      case 'BinaryExpression':
        return node.operator === '+' ? [node.left, node.right] : [];
      case 'LogicalExpression':
        // What `&&` gives from its left side is falsy.
        return node.operator === '&&' ? [node.right] : [node.left, node.right];
      case 'ConditionalExpression':
        return [node.consequent, node.alternate];
      case 'AssignmentExpression':
      case 'AssignmentPattern':
        return [node.right];
      case 'SequenceExpression':
        return node.expressions.slice(-1);
      case 'TaggedTemplateExpression':
        return nameOf(this.model, node.tag) === 'String.raw' ? [node.quasi] : [];
      default:
        return [];
    }
  }

  #followObject(node: TSESTree.ObjectExpression, ask: Ask): Taint | undefined {
    const [first, ...rest] = ask.path;
    const named = node.properties.findLast(
      (property): property is TSESTree.Property =>
        property.type === 'Property' && propertyName(property.key, property.computed) === first,
    );
    if (first !== undefined && named) return this.trace(named.value, at(ask, rest));
    for (const property of node.properties) {
      const taint =
        property.type === 'SpreadElement'
          ? this.trace(property.argument, ask)
          : isPossible(property, first) &&
            this.trace(property.value, at(ask, first === undefined ? [] : rest));
      if (taint) return taint;
    }
    return undefined;
  }

  #followArray(node: TSESTree.ArrayExpression, ask: Ask): Taint | undefined {
    const [first, ...rest] = ask.path;
    const index = first !== undefined && /^\d+$/.test(first) ? Number(first) : undefined;
    const spread = node.elements.some((element) => element?.type === 'SpreadElement');
    const elements = index !== undefined && !spread ? [node.elements[index] ?? null] : node.elements;
    return anyOf(this, elements, at(ask, first === '*' || index !== undefined ? rest : []));
  }
}

function isText(node: Node): boolean {
  return node.type === 'TemplateLiteral' || node.type === 'BinaryExpression';
}

/** May a read of `name` give this property, whose own name is another or computed? */
function isPossible(property: TSESTree.Property, name: string | undefined): boolean {
  return name === undefined || name === '*' || name.endsWith('()') || property.computed;
}
