import type { Binding } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { fieldValue } from './attributes.js';
import { entriesOf, functionOf, nameIn, parametersOf } from './syntax.js';
import { used } from './uses.js';

const SCOPES: ReadonlySet<string> = new Set([
  'source_file',
  'block',
  'declaration_list',
  'function_item',
  'closure_expression',
]);

/** Everything that a Rust file gives a name to. */
export function* bindings(root: Node): Generator<Binding> {
  for (const node of nodesOfType(root, 'use_declaration')) yield* imported(node);
  for (const node of nodesOfType(root, 'mod_item')) yield* moduleOf(node);
  for (const node of nodesOfType(root, 'const_item', 'static_item')) yield* constant(node);
  for (const node of nodesOfType(root, 'let_declaration')) yield* declared(node, scopeOf(node));
  for (const node of nodesOfType(root, 'let_condition')) yield* declared(node, ifAround(node));
  for (const node of nodesOfType(root, 'match_arm')) yield* matched(node);
  for (const node of nodesOfType(root, 'assignment_expression')) yield* assigned(node);
  for (const node of nodesOfType(root, 'function_item', 'closure_expression')) yield* parameters(node);
  yield* types(root);
}

function* imported(node: Node): Generator<Binding> {
  const scope = scopeOf(node);
  for (const { name, from, item } of used(node)) {
    if (item !== '*') yield { name, scope, node, is: { kind: 'import', from, name: item } };
  }
}

/** `mod config;` is another file, `mod config { … }` a part of this one. */
function* moduleOf(node: Node): Generator<Binding> {
  const [name, body] = [field(node, 'name')?.text, field(node, 'body')];
  if (name === undefined) return;
  const scope = scopeOf(node);
  if (body) yield { name, scope, node, is: { kind: 'type', body } };
  else yield { name, scope, node, is: { kind: 'import', from: `self::${name}`, name: '*' } };
}

function* constant(node: Node): Generator<Binding> {
  const [name, of, type] = [field(node, 'name')?.text, field(node, 'value'), field(node, 'type')];
  if (name !== undefined && of) {
    yield { name, scope: scopeOf(node), node, is: { kind: 'value', of }, ...(type && { type }) };
  }
}

/** `let x = …;`, `let (a, b) = …;`, `if let Ok(x) = …`. */
function* declared(node: Node, scope: Node): Generator<Binding> {
  const [pattern, of, type] = [field(node, 'pattern'), field(node, 'value'), field(node, 'type')];
  if (pattern?.type === 'tuple_pattern') {
    for (const [item, one] of parts(pattern).entries()) {
      const name = nameIn(one)?.text;
      if (name !== undefined && of) yield { name, scope, node, is: { kind: 'value', of, item } };
    }
    return;
  }
  const name = nameIn(pattern)?.text;
  if (name === undefined) return;
  yield { name, scope, node, is: { kind: 'value', ...(of && { of }) }, ...(type && { type }) };
}

/** `Ok(port) => port`: the name stands for what is matched. */
function* matched(arm: Node): Generator<Binding> {
  const match = arm.parent?.parent;
  const of = field(match ?? undefined, 'value');
  const name = nameIn(parts(field(arm, 'pattern'))[0]);
  const isError = /^Err\b/.test(field(arm, 'pattern')?.text.slice(0, 20) ?? '');
  if (of && name && !isError) yield { name: name.text, scope: arm, node: arm, is: { kind: 'value', of } };
}

function* assigned(node: Node): Generator<Binding> {
  const [left, of] = [field(node, 'left'), field(node, 'right')];
  if (!left || !of || left.endIndex - left.startIndex > 100 || !/^\w+(?:\.\w+)*$/.test(left.text)) return;
  yield { name: left.text, scope: scopeOf(node), node, is: { kind: 'assignment', of } };
}

function* parameters(fn: Node): Generator<Binding> {
  for (const { name, type, node } of parametersOf(fn)) {
    yield { name, scope: fn, node, is: { kind: 'parameter' }, ...(type && { type }) };
  }
}

/** Structs with their fields, what is put into them, and the functions and constants of their `impl`. */
function* types(root: Node): Generator<Binding> {
  const bodies = new Map<string, Node>();
  for (const node of nodesOfType(root, 'struct_item')) {
    const name = field(node, 'name')?.text;
    if (name === undefined) continue;
    const body = field(node, 'body') ?? node;
    bodies.set(name, body);
    yield { name, scope: scopeOf(node), node, is: { kind: 'type', body } };
    yield* fields(body);
  }
  const impls = nodesOfType(root, 'impl_item');
  for (const node of impls) yield* implemented(node, bodies);
  for (const node of nodesOfType(root, 'function_item')) yield* plainFunction(node);
  for (const node of nodesOfType(root, 'struct_expression')) yield* constructed(node, bodies);
}

function* fields(body: Node): Generator<Binding> {
  const children = parts(body);
  for (const [index, node] of children.entries()) {
    const [name, type] = [field(node, 'name')?.text, field(node, 'type')];
    if (node.type !== 'field_declaration' || name === undefined) continue;
    const attributes = attributesBefore(children, index);
    const value = fieldValue(name, attributes);
    yield { name, scope: body, node, is: value ?? { kind: 'value' }, ...(type && { type }) };
  }
}

function attributesBefore(children: readonly Node[], index: number): Node[] {
  const found: Node[] = [];
  for (let at = index - 1; children[at]?.type === 'attribute_item'; at--) found.push(children[at] as Node);
  return found;
}

/** `Config::from_env()` is a member of the struct; `self` and `Self` stand for it. */
function* implemented(node: Node, bodies: ReadonlyMap<string, Node>): Generator<Binding> {
  const [type, body] = [field(node, 'type'), field(node, 'body')];
  const struct = bodies.get(field(type, 'type')?.text ?? type?.text ?? '');
  if (!type || !body || !struct) return;
  yield { name: 'Self', scope: body, node, is: { kind: 'type', body: struct } };
  yield { name: 'self', scope: body, node, is: { kind: 'parameter' }, type };
  for (const item of parts(body)) {
    const name = field(item, 'name')?.text;
    if (name === undefined) continue;
    if (item.type === 'function_item') {
      yield { name, scope: struct, node: item, is: { kind: 'function', function: functionOf(item) } };
    }
    const of = item.type === 'const_item' ? field(item, 'value') : undefined;
    if (of) yield { name, scope: struct, node: item, is: { kind: 'value', of } };
  }
}

function* plainFunction(node: Node): Generator<Binding> {
  const name = field(node, 'name')?.text;
  if (name === undefined || node.parent?.parent?.type === 'impl_item') return;
  yield { name, scope: scopeOf(node), node, is: { kind: 'function', function: functionOf(node) } };
}

function* constructed(node: Node, bodies: ReadonlyMap<string, Node>): Generator<Binding> {
  const written = field(node, 'name')?.text ?? '';
  const body = bodies.get(written === 'Self' ? implAround(node) : written);
  if (!body) return;
  for (const { key, value } of entriesOf(parts(field(node, 'body')))) {
    if (key !== undefined) yield { name: key, scope: body, node: value, is: { kind: 'value', of: value } };
  }
}

function implAround(node: Node): string {
  for (const above of ancestors(node)) {
    if (above.type === 'impl_item') return field(above, 'type')?.text ?? '';
  }
  return '';
}

function ifAround(node: Node): Node {
  for (const above of ancestors(node)) {
    if (/^(?:if|while)_expression$/.test(above.type)) return above;
    if (SCOPES.has(above.type)) return above;
  }
  return node;
}

function scopeOf(node: Node): Node {
  let last = node;
  for (const above of ancestors(node)) {
    if (SCOPES.has(above.type)) return above;
    last = above;
  }
  return last;
}
