import type { TSESTree } from '@typescript-eslint/types';

import { memberName, propertyName, unwrap, type Identifier, type Member, type Node } from './ast.js';
import { classMember, type SourceModel, type Variable } from './source-model.js';

const DEPTH = 12;
const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self', 'global']);

/**
 * What an expression stands for, by the module it came from: `child_process.exec`, `pg.Pool().query`, `req.query.id`,
 * `document.write`. A call or `new` becomes `()`; what cannot be told becomes `?`. Aliases, destructuring,
 * `require`, `promisify` and fields of the class are looked through.
 */
export function nameOf(model: SourceModel, node: Node, depth = DEPTH): string {
  if (depth < DEPTH) return findName(model, node, depth);
  const known = model.names.get(node) ?? findName(model, node, depth);
  model.names.set(node, known);
  return known;
}

/** Is it a function or a parameter of this very file, whose name says nothing of a package that is called the same? */
export function isDeclaredHere(model: SourceModel, node: Node): boolean {
  if (node.type !== 'Identifier') return false;
  const kind = model.variableOf(node)?.defs[0]?.type;
  return kind === 'FunctionName' || kind === 'Parameter';
}

function findName(model: SourceModel, node: Node, depth: number): string {
  const inner = unwrap(node);
  if (depth === 0) return '?';
  switch (inner.type) {
    case 'Identifier':
      return nameOfIdentifier(model, inner, depth);
    case 'MemberExpression':
      return nameOfMember(model, inner, depth);
    case 'CallExpression':
      return nameOfCall(model, inner, depth);
    case 'NewExpression':
      return `${nameOf(model, inner.callee, depth - 1)}()`;
    case 'ImportExpression':
      return moduleName(inner.source) ?? '?';
    case 'ThisExpression':
      return 'this';
    default:
      return '?';
  }
}

function nameOfIdentifier(model: SourceModel, node: Identifier, depth: number): string {
  const variable = model.variableOf(node);
  const definition = variable?.defs[0];
  if (!variable || !definition) return node.name;
  if (definition.type === 'ImportBinding')
    return importedName(definition.node, definition.parent) ?? node.name;
  if (definition.type !== 'Variable' || !definition.node.init) return node.name;
  const init = nameOf(model, definition.node.init, depth - 1);
  if (init.startsWith('?') || init === 'this') return node.name;
  const path = bindingPath(definition.node.id, definition.name);
  return [init, ...(path ?? [])].join('.');
}

function nameOfMember(model: SourceModel, node: Member, depth: number): string {
  const name = memberName(node) ?? '?';
  if (node.object.type === 'ThisExpression') {
    const field = fieldName(model, node, depth);
    if (field) return field;
  }
  const object = nameOf(model, node.object, depth - 1);
  if (GLOBAL_OBJECTS.has(object) && node.object.type === 'Identifier' && !model.variableOf(node.object))
    return name;
  return `${object}.${name}`;
}

function fieldName(model: SourceModel, node: Member, depth: number): string | undefined {
  const field = classMember(node);
  if (field?.type !== 'PropertyDefinition' || !field.value) return undefined;
  const name = nameOf(model, field.value, depth - 1);
  return name.startsWith('?') ? undefined : name;
}

function nameOfCall(model: SourceModel, node: TSESTree.CallExpression, depth: number): string {
  const argument = node.arguments[0];
  if (node.callee.type === 'Identifier' && node.callee.name === 'require' && argument) {
    return moduleName(argument) ?? '?';
  }
  const callee = nameOf(model, node.callee, depth - 1);
  if (/(^|\.)promisify$/.test(callee) && argument) return nameOf(model, argument, depth - 1);
  return callee.endsWith('.bind') ? callee.slice(0, -'.bind'.length) : `${callee}()`;
}

function moduleName(node: Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string'
    ? node.value.replace(/^node:/, '')
    : undefined;
}

function importedName(node: Node, parent: Node | null | undefined): string | undefined {
  if (parent?.type !== 'ImportDeclaration') return undefined;
  const module = parent.source.value.replace(/^node:/, '');
  if (node.type !== 'ImportSpecifier') return module;
  const imported = propertyName(node.imported, false);
  return imported === 'default' ? module : `${module}.${imported ?? '?'}`;
}

/** Properties from the root of a pattern to a name in it: `{ a: { b } }` gives `['a', 'b']` for `b`. */
export function bindingPath(pattern: Node, name: Node): string[] | undefined {
  if (pattern === name) return [];
  switch (pattern.type) {
    case 'AssignmentPattern':
      return bindingPath(pattern.left, name);
    case 'RestElement':
      return bindingPath(pattern.argument, name);
    case 'ArrayPattern':
      return pathThrough(
        pattern.elements.map((element, i) => [String(i), element]),
        name,
      );
    case 'ObjectPattern':
      return pathThrough(pattern.properties.map(propertyEntry), name);
    case 'TSParameterProperty':
      return bindingPath(pattern.parameter, name);
    default:
      return undefined;
  }
}

function propertyEntry(property: TSESTree.Property | TSESTree.RestElement): [string, Node] {
  // The rest of an object has no name of its own: what is read from it is read from the object.
  if (property.type === 'RestElement') return ['', property.argument];
  return [propertyName(property.key, property.computed) ?? '*', property.value];
}

function pathThrough(entries: readonly (readonly [string, Node | null])[], name: Node): string[] | undefined {
  for (const [key, child] of entries) {
    const rest = child ? bindingPath(child, name) : undefined;
    if (rest) return key === '' ? rest : [key, ...rest];
  }
  return undefined;
}

/** The last word of what a method is called on: `db` in `this.db.query`, `getPool` in `getPool().query`. */
export function receiverWord(node: Member): string {
  const object = unwrap(node.object);
  if (object.type === 'Identifier') return object.name;
  if (object.type === 'MemberExpression') return memberName(object) ?? '';
  if (object.type === 'CallExpression') {
    const callee = unwrap(object.callee);
    if (callee.type === 'Identifier') return callee.name;
    return callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
  }
  return object.type === 'ThisExpression' ? 'this' : '';
}

/** How people write the thing that is called, for messages: `pool.query`, `fs.readFile`. Short. */
export function shortName(model: SourceModel, node: Node): string {
  const text = model
    .textOf(node)
    .slice(-400)
    .replace(/\s+/g, '')
    .replace(/\((?:[^()]|\([^()]*\))*\)/g, '()');
  return text.length > 60 ? `…${text.slice(-58)}` : text;
}

export function isUnresolved(model: SourceModel, node: Identifier): boolean {
  return model.variableOf(node) === undefined;
}

export type { Variable };
