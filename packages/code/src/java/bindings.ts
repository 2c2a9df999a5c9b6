import type { SourceFile } from '../common/source-file.js';
import type { Binding } from '../common/tree.js';
import { configured, injected } from '../jvm/settings.js';
import { importBindings } from '../jvm/imports.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { annotationsOf } from './annotations.js';
import { functionAround, parametersOf, resultsOf } from './syntax.js';

/** Everything that a Java file gives a name to. */
export function* bindings(root: Node, file: SourceFile): Generator<Binding> {
  for (const node of nodesOfType(root, 'import_declaration')) yield* imported(node, root, file);
  for (const node of nodesOfType(root, ...TYPES)) yield* typeOf(node, root, file);
  for (const node of nodesOfType(root, 'method_declaration')) yield* methodOf(node);
  for (const node of nodesOfType(root, ...FUNCTIONS)) yield* parameters(node, file);
  for (const node of nodesOfType(root, 'local_variable_declaration')) yield* local(node, root);
  for (const node of nodesOfType(root, 'resource')) yield* resource(node, root);
  for (const node of nodesOfType(root, 'assignment_expression')) yield* assigned(node, root);
}

const TYPES = ['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration'];
const BODIES: ReadonlySet<string> = new Set(['class_body', 'interface_body', 'enum_body_declarations']);
const FUNCTIONS = [
  'method_declaration', 'constructor_declaration', 'compact_constructor_declaration', 'lambda_expression',
]; // prettier-ignore
const SCOPES: ReadonlySet<string> = new Set([
  'block', 'constructor_body', 'for_statement', 'enhanced_for_statement', 'try_with_resources_statement', 'switch_block',
  ...BODIES, ...FUNCTIONS,
]); // prettier-ignore

function* imported(node: Node, root: Node, file: SourceFile): Generator<Binding> {
  const path = parts(node)[0]?.text ?? '';
  const isStatic = node.children.some((child) => child?.type === 'static');
  if (parts(node).length === 1) yield* importBindings({ path, isStatic }, node, root, file);
}

function* typeOf(node: Node, root: Node, file: SourceFile): Generator<Binding> {
  const [name, body] = [field(node, 'name')?.text, field(node, 'body')];
  if (name === undefined || !body) return;
  yield { name, scope: scopeOf(node, root), node, is: { kind: 'type', body } };
  const prefix = configured(annotationsOf(node), file);
  yield* fieldsOf(body, prefix, file);
  if (node.type !== 'record_declaration') return;
  for (const { name: part, node: at } of parametersOf(node)) {
    const is = injected(annotationsOf(at), prefix, part, undefined, at, file) ?? { kind: 'value' as const };
    yield { name: part, scope: body, node: at, is };
  }
}

/** Fields; what an annotation injects stands before what is written. */
function* fieldsOf(body: Node, prefix: string | undefined, file: SourceFile): Generator<Binding> {
  const members = parts(body).flatMap((one) => (one.type === 'enum_body_declarations' ? parts(one) : [one]));
  for (const node of members) {
    if (node.type !== 'field_declaration' && node.type !== 'constant_declaration') continue;
    const type = field(node, 'type');
    for (const [name, of] of declarators(node)) {
      const known = injected(annotationsOf(node), prefix, name, of, node, file);
      yield { name, scope: body, node, is: known ?? valueOf(of), ...(type && { type }) };
    }
  }
}

function valueOf(of: Node | undefined): Binding['is'] {
  return { kind: 'value', ...(of && { of }) };
}

function declarators(node: Node): [name: string, value: Node | undefined][] {
  return node.childrenForFieldName('declarator').flatMap((one): [string, Node | undefined][] => {
    const name = one ? field(one, 'name') : undefined;
    return one && name ? [[name.text, field(one, 'value')]] : [];
  });
}

function* methodOf(node: Node): Generator<Binding> {
  const [name, scope] = [field(node, 'name')?.text, node.parent];
  if (name === undefined || !scope) return;
  const tree = { node, parameters: parametersOf(node), results: resultsOf(node) };
  yield { name, scope, node, is: { kind: 'function', function: tree } };
}

function* parameters(fn: Node, file: SourceFile): Generator<Binding> {
  for (const { name, node, type } of parametersOf(fn)) {
    const known = injected(annotationsOf(node), undefined, name, undefined, node, file);
    yield { name, scope: fn, node, is: known ?? { kind: 'parameter' }, ...(type && { type }) };
  }
}

function* local(node: Node, root: Node): Generator<Binding> {
  const type = field(node, 'type');
  // `var` says nothing.
  const known = type?.text === 'var' ? undefined : type;
  for (const [name, of] of declarators(node)) {
    yield { name, scope: scopeOf(node, root), node, is: valueOf(of), ...(known && { type: known }) };
  }
}

function* resource(node: Node, root: Node): Generator<Binding> {
  const [name, of, type] = [field(node, 'name'), field(node, 'value'), field(node, 'type')];
  if (!name) return;
  yield { name: name.text, scope: scopeOf(node, root), node, is: valueOf(of), ...(type && { type }) };
}

/** A field of the own class is one of its variables, whoever else has the name. */
function* assigned(node: Node, root: Node): Generator<Binding> {
  const [left, of] = [field(node, 'left'), field(node, 'right')];
  if (!left || !of || field(node, 'operator')?.text !== '=') return;
  if (left.type === 'field_access' && field(left, 'object')?.type === 'this') {
    const body = bodyAround(node);
    const name = field(left, 'field')?.text;
    // What a setter is given is not known, and nobody may call it.
    const isSetter = of.type === 'identifier' && functionAround(node)?.type === 'method_declaration';
    if (isSetter) return;
    if (body && name !== undefined) yield { name, scope: body, node, is: { kind: 'value', of } };
    return;
  }
  const name = targetName(left);
  if (name !== undefined) yield { name, scope: scopeOf(node, root), node, is: { kind: 'assignment', of } };
}

function bodyAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) if (BODIES.has(above.type)) return above;
  return undefined;
}

function targetName(target: Node): string | undefined {
  if (target.type === 'identifier') return target.text;
  if (target.type !== 'field_access' || target.endIndex - target.startIndex > 100) return undefined;
  return /^\w+(?:\.\w+)+$/.test(target.text) ? target.text : undefined;
}

function scopeOf(node: Node, root: Node): Node {
  for (const above of ancestors(node)) if (SCOPES.has(above.type)) return above;
  return root;
}
