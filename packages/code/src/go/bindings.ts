import type { Binding, Bound } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { fieldValue } from './struct-tags.js';
import { entriesOf, parametersOf, resultsOf, textOf } from './syntax.js';

const SCOPES: ReadonlySet<string> = new Set([
  'source_file', 'block', 'if_statement', 'for_statement', 'expression_switch_statement', 'type_switch_statement',
  'expression_case', 'default_case', 'type_case', 'communication_case', 'func_literal', 'function_declaration',
  'method_declaration',
]); // prettier-ignore

/** Everything that a Go file gives a name to. */
export function* bindings(root: Node): Generator<Binding> {
  for (const node of nodesOfType(root, 'import_spec')) yield* imported(node, root);
  for (const node of nodesOfType(root, 'const_spec', 'var_spec')) yield* declared(node);
  for (const node of nodesOfType(root, 'short_var_declaration')) yield* shortDeclared(node);
  for (const node of nodesOfType(root, 'assignment_statement')) yield* assigned(node);
  for (const node of nodesOfType(root, 'function_declaration')) yield* functionOf(node, root);
  for (const node of nodesOfType(root, 'function_declaration', 'method_declaration', 'func_literal')) {
    yield* parameters(node);
  }
  yield* types(root);
}

function* imported(node: Node, root: Node): Generator<Binding> {
  const from = textOf(field(node, 'path'));
  const alias = field(node, 'name')?.text;
  if (from === undefined || alias === '_' || alias === '.') return;
  yield { name: alias ?? packageName(from), scope: root, node, is: { kind: 'import', from, name: '*' } };
}

/** `github.com/gofiber/fiber/v2` is `fiber`, `github.com/redis/go-redis/v9` is `redis`, `gopkg.in/yaml.v3` is `yaml`. */
function packageName(path: string): string {
  const segments = path.replace(/\/v\d+$/, '').split('/');
  return (segments.at(-1) ?? '')
    .replace(/\.v\d+$/, '')
    .replace(/^go-|[-.]go$/g, '')
    .replaceAll('-', '_');
}

function* declared(node: Node): Generator<Binding> {
  const names = node.childrenForFieldName('name').filter((name): name is Node => name?.isNamed === true);
  yield* paired(names, field(node, 'value'), scopeOf(node), node, 'value', field(node, 'type'));
}

function* shortDeclared(node: Node): Generator<Binding> {
  yield* paired(parts(field(node, 'left')), field(node, 'right'), scopeOf(node), node, 'value');
}

function* assigned(node: Node): Generator<Binding> {
  if (field(node, 'operator')?.text !== '=') return;
  yield* paired(parts(field(node, 'left')), field(node, 'right'), scopeOf(node), node, 'assignment');
}

/** `a, b := 1, 2`; `a, err := f()`. */
function* paired(
  names: readonly Node[],
  right: Node | undefined,
  scope: Node,
  node: Node,
  kind: 'value' | 'assignment',
  type?: Node,
): Generator<Binding> {
  const values = parts(right);
  for (const [index, target] of names.entries()) {
    const name = targetName(target);
    if (name === undefined || name === '_') continue;
    const isSpread = values.length === 1 && names.length > 1;
    const of = isSpread ? values[0] : values[index];
    if (!of && kind === 'assignment') continue;
    const is = { kind, ...(of && { of }), ...(isSpread && { item: index }) } as Bound;
    yield { name, scope, node, is, ...(type && { type }) };
  }
}

/** A variable, or a chain of members of one. */
function targetName(target: Node): string | undefined {
  if (target.type === 'identifier') return target.text;
  const isShort = target.endIndex - target.startIndex < 100;
  if (target.type !== 'selector_expression' || !isShort) return undefined;
  return /^\w+(?:\.\w+)+$/.test(target.text) ? target.text : undefined;
}

function* functionOf(node: Node, root: Node): Generator<Binding> {
  const name = field(node, 'name')?.text;
  if (name === undefined) return;
  const tree = { node, parameters: parametersOf(node), results: resultsOf(node) };
  yield { name, scope: root, node, is: { kind: 'function', function: tree } };
}

function* parameters(fn: Node): Generator<Binding> {
  const receiver = field(fn, 'receiver');
  const own = parametersOf(fn);
  const all = receiver ? [...receiverOf(receiver), ...own] : own;
  for (const { name, type, node } of all) {
    yield { name, scope: fn, node, is: { kind: 'parameter' }, ...(type && { type }) };
  }
}

function receiverOf(list: Node): { name: string; type?: Node; node: Node }[] {
  return parts(list).flatMap((node) => {
    const [name, type] = [field(node, 'name'), field(node, 'type')];
    return name ? [{ name: name.text, ...(type && { type }), node }] : [];
  });
}

/** Structs: their fields, with what tags say and what the file puts into them. */
function* types(root: Node): Generator<Binding> {
  const bodies = new Map<string, Node>();
  for (const node of nodesOfType(root, 'type_spec')) {
    const [name, type] = [field(node, 'name'), field(node, 'type')];
    const body = type?.type === 'struct_type' ? parts(type)[0] : undefined;
    if (!name || !body) continue;
    bodies.set(name.text, body);
    yield { name: name.text, scope: scopeOf(node), node, is: { kind: 'type', body } };
    yield* fields(body);
  }
  if (bodies.size === 0) return;
  yield* constructed(root, bodies);
  yield* methods(root, bodies);
}

/** `func (s *Server) Start(addr string)`: members of their type. */
function* methods(root: Node, bodies: ReadonlyMap<string, Node>): Generator<Binding> {
  for (const node of nodesOfType(root, 'method_declaration')) {
    const name = field(node, 'name')?.text;
    const receiver = receiverOf(field(node, 'receiver') ?? node)[0]?.type;
    const body = bodies.get((receiver?.text ?? '').replace(/^\*/, ''));
    if (name === undefined || !body) continue;
    const tree = { node, parameters: parametersOf(node), results: resultsOf(node) };
    yield { name, scope: body, node, is: { kind: 'function', function: tree } };
  }
}

function* fields(body: Node): Generator<Binding> {
  for (const node of parts(body)) {
    const type = field(node, 'type');
    const value = fieldValue(node);
    for (const name of node.childrenForFieldName('name')) {
      if (name?.isNamed !== true) continue;
      yield { name: name.text, scope: body, node, is: value ?? { kind: 'value' }, ...(type && { type }) };
    }
  }
}

/** `Config{Port: os.Getenv("PORT")}`: what the fields of a type are given. */
function* constructed(root: Node, bodies: ReadonlyMap<string, Node>): Generator<Binding> {
  for (const literal of nodesOfType(root, 'composite_literal')) {
    const body = bodies.get(field(literal, 'type')?.text ?? '');
    if (!body) continue;
    for (const { key, value } of entriesOf(field(literal, 'body'))) {
      if (key !== undefined) yield { name: key, scope: body, node: value, is: { kind: 'value', of: value } };
    }
  }
}

function scopeOf(node: Node): Node {
  let last = node;
  for (const above of ancestors(node)) {
    if (SCOPES.has(above.type)) return above;
    last = above;
  }
  return last;
}
