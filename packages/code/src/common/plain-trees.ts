import { field, type Node } from '../syntax.js';
import type { Tree } from './tree.js';

const OTHER: Tree = { kind: 'other' };

/** `a + b`, `a && b`, `a == b`, by the fields `left`, `operator` and `right`. */
export function binary(node: Node): Tree {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text ?? '';
  if (!left || !right) return OTHER;
  if (operator === '+') return { kind: 'join', parts: [left, right] };
  if (operator === '&&' || operator === '||') return { kind: operator === '&&' ? 'and' : 'or', left, right };
  if (operator === '==' || operator === '!=') return { kind: 'compare', operator, left, right };
  return /^[<>]/.test(operator) ? { kind: 'compare', operator: 'other', left, right } : OTHER;
}

/** By the fields `condition`, `consequence` and `alternative`. */
export function conditional(node: Node): Tree {
  const [test, yes, no] = [field(node, 'condition'), field(node, 'consequence'), field(node, 'alternative')];
  return test ? { kind: 'conditional', test, ...(yes && { yes }), ...(no && { no }) } : OTHER;
}

/** What is inside. */
export function same(of: Node | undefined): Tree {
  return of ? { kind: 'same', of } : OTHER;
}

/** `of.name`. */
export function member(of: Node | undefined, name: Node | undefined): Tree {
  return of && name ? { kind: 'member', of, name: name.text } : OTHER;
}
