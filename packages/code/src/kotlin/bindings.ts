import type { SourceFile } from '../common/source-file.js';
import type { Binding } from '../common/tree.js';
import { importBindings } from '../jvm/imports.js';
import { configured, injected } from '../jvm/settings.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { annotationsOf } from './annotations.js';
import { parametersOf, resultsOf } from './syntax.js';

const SCOPES: ReadonlySet<string> = new Set([
  'block', 'lambda_literal', 'function_declaration', 'class_body', 'enum_class_body', 'for_statement', 'when_expression',
]); // prettier-ignore
const BODIES: ReadonlySet<string> = new Set(['class_body', 'enum_class_body']);

/** Everything that a Kotlin file gives a name to. */
export function* bindings(root: Node, file: SourceFile): Generator<Binding> {
  for (const node of nodesOfType(root, 'import')) yield* imported(node, root, file);
  for (const node of nodesOfType(root, 'class_declaration', 'object_declaration'))
    yield* typeOf(node, root, file);
  for (const node of nodesOfType(root, 'property_declaration')) yield* property(node, root, file);
  for (const node of nodesOfType(root, 'function_declaration')) yield* functionOf(node, root);
  for (const node of nodesOfType(root, 'function_declaration', 'lambda_literal')) yield* parameters(node);
  for (const node of nodesOfType(root, 'assignment')) yield* assigned(node, root);
}

function* imported(node: Node, root: Node, file: SourceFile): Generator<Binding> {
  const [path, alias] = parts(node);
  if (!path || node.text.slice(0, 300).trimEnd().endsWith('*')) return;
  yield* importBindings(
    { path: path.text, isStatic: true, ...(alias && { alias: alias.text }) },
    node,
    root,
    file,
  );
}

function* typeOf(node: Node, root: Node, file: SourceFile): Generator<Binding> {
  const name = field(node, 'name')?.text;
  const list = parts(parts(node).find((one) => one.type === 'primary_constructor'))[0];
  const body = parts(node).find((one) => BODIES.has(one.type)) ?? list;
  if (name === undefined || !body) return;
  yield { name, scope: scopeOf(node, root), node, is: { kind: 'type', body } };
  const prefix = configured(annotationsOf(node), file);
  const constructor = list?.parent ?? undefined;
  for (const { name: part, node: at, fallback, type } of constructor ? parametersOf(constructor) : []) {
    const known = injected(annotationsOf(at), prefix, part, fallback, at, file);
    // A default counts only where nobody gives another value.
    const is = known ?? { kind: 'parameter' as const, ...(fallback && { fallback }) };
    yield { name: part, scope: body, node: at, is, ...(type && { type }) };
  }
}

function* property(node: Node, root: Node, file: SourceFile): Generator<Binding> {
  const variable = parts(node).find((one) => one.type === 'variable_declaration');
  const [name, type] = parts(variable);
  if (!variable || !name) return;
  const scope = scopeOf(node, root);
  const around = scope.parent;
  const prefix = around && BODIES.has(scope.type) ? configured(annotationsOf(around), file) : undefined;
  const of = valueOf(node, variable);
  const known = injected(annotationsOf(node), prefix, name.text, of, node, file);
  yield {
    name: name.text,
    scope,
    node,
    is: known ?? { kind: 'value', ...(of && { of }) },
    ...(type && { type }),
  };
}

/** Behind the equals sign, of `by lazy { … }` the call, of a getter what it gives. */
function valueOf(node: Node, variable: Node): Node | undefined {
  for (const one of parts(node)) {
    if (one.startIndex < variable.endIndex || /^(?:setter|type_constraints)$/.test(one.type)) continue;
    if (one.type === 'property_delegate') return parts(one)[0];
    if (one.type !== 'getter') return one;
    const inside = parts(parts(one).find((part) => part.type === 'function_body'))[0];
    return inside?.type === 'block' ? undefined : inside;
  }
  return undefined;
}

function* functionOf(node: Node, root: Node): Generator<Binding> {
  const name = field(node, 'name')?.text;
  if (name === undefined) return;
  const tree = { node, parameters: parametersOf(node), results: resultsOf(node) };
  yield { name, scope: scopeOf(node, root), node, is: { kind: 'function', function: tree } };
}

function* parameters(fn: Node): Generator<Binding> {
  for (const { name, node, type, fallback } of parametersOf(fn)) {
    yield {
      name,
      scope: fn,
      node,
      is: { kind: 'parameter', ...(fallback && { fallback }) },
      ...(type && { type }),
    };
  }
}

/** `this.x = …` is of the class; members of variables are dotted. */
function* assigned(node: Node, root: Node): Generator<Binding> {
  const [left, of] = [field(node, 'left'), field(node, 'right')];
  if (!left || !of || field(node, 'operator')?.text !== '=') return;
  const written = left.endIndex - left.startIndex > 100 ? '' : left.text;
  if (/^this\.\w+$/.test(written)) {
    const body = bodyAround(node);
    if (body) yield { name: written.slice('this.'.length), scope: body, node, is: { kind: 'value', of } };
  } else if (/^\w+(?:\.\w+)*$/.test(written)) {
    yield { name: written, scope: scopeOf(node, root), node, is: { kind: 'assignment', of } };
  }
}

function bodyAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) if (BODIES.has(above.type)) return above;
  return undefined;
}

/** What a companion object holds is of its class. */
function scopeOf(node: Node, root: Node): Node {
  for (const above of ancestors(node)) {
    if (SCOPES.has(above.type) && above.parent?.type !== 'companion_object') return above;
  }
  return root;
}
