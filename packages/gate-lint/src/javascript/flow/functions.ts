import { propertyName, type FunctionNode, type Node } from '../model/ast.js';
import { bindingPath } from '../model/names.js';
import type { SourceModel } from '../model/source-model.js';
import { staticText } from '../model/static-text.js';

const ROUTE_METHODS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'all',
  'use',
  'options',
  'head',
  'route',
  'on',
]);

export interface Place {
  readonly index: number;
  readonly parameter: Node;
  readonly path: readonly string[];
}

/** Which parameter a name belongs to, and where in its pattern. */
export function parameterPlace(node: FunctionNode, name: Node): Place | undefined {
  for (const [index, parameter] of node.params.entries()) {
    const path = bindingPath(parameter, name);
    if (path) return { index, parameter, path };
  }
  return undefined;
}

export function functionName(node: FunctionNode): string {
  if (node.id) return node.id.name;
  const parent = node.parent as Node | undefined;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (
    parent?.type === 'Property' ||
    parent?.type === 'MethodDefinition' ||
    parent?.type === 'PropertyDefinition'
  ) {
    return propertyName(parent.key, parent.computed) ?? '';
  }
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    return parent.left.property.type === 'Identifier' ? parent.left.property.name : '';
  }
  // `export const handler = wrap(async () => …)`, `useCallback(…)`.
  if (
    parent?.type === 'CallExpression' &&
    parent.parent?.type === 'VariableDeclarator' &&
    parent.parent.id.type === 'Identifier'
  ) {
    return parent.parent.id.name;
  }
  return '';
}

/** A function that is handed to `app.get('/path', …)`, `router.use(…)` and the like. */
export function isRouteHandler(model: SourceModel, node: FunctionNode): boolean {
  const call = node.parent as Node | undefined;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const method = propertyName(call.callee.property, call.callee.computed) ?? '';
  if (!ROUTE_METHODS.has(method) || call.arguments[0] === node) return false;
  const path = call.arguments[0] ? staticText(model, call.arguments[0]) : undefined;
  return method !== 'on' && path !== undefined && path.startsWith('/') && node.params.length > 0;
}
