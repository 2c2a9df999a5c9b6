import { memberName, unwrap, type Call, type Node } from '../model/ast.js';
import type { SourceModel, Variable } from '../model/source-model.js';

/** A value as a check names it: the variable at its root and the properties read from there. */
export interface Place {
  readonly root: Variable | string;
  readonly path: readonly string[];
}

export function placeOf(model: SourceModel, node: Node): Place | undefined {
  const path: string[] = [];
  let at = unwrap(node);
  while (at.type === 'MemberExpression') {
    path.unshift(memberName(at) ?? '*');
    at = unwrap(at.object);
  }
  if (at.type === 'ThisExpression') return { root: 'this', path };
  if (at.type !== 'Identifier') return undefined;
  return { root: model.variableOf(at) ?? at.name, path };
}

/** The last word of what is called. */
export function calleeWord(call: Call): string {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
}

export function isMinusOne(node: Node): boolean {
  return (
    node.type === 'UnaryExpression' &&
    node.operator === '-' &&
    node.argument.type === 'Literal' &&
    node.argument.value === 1
  );
}

/** `/^[a-z]+$/`: only a whole text is checked. A pattern with a name is taken on trust. */
export function isAnchored(model: SourceModel, node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Literal' && 'regex' in inner)
    return /^\^.*\$$/s.test(inner.regex.pattern) && !inner.regex.flags.includes('m');
  if (inner.type !== 'Identifier') return inner.type === 'MemberExpression';
  const definition = model.variableOf(inner)?.defs[0];
  if (definition?.type === 'Variable' && definition.node.init) return isAnchored(model, definition.node.init);
  return definition?.type === 'ImportBinding';
}
