import type { SourceFile } from '../common/source-file.js';
import type { Binding } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { parametersOf, resultsOf } from './syntax.js';

const TYPES = ['class_declaration', 'struct_declaration', 'record_declaration', 'interface_declaration'];
const FUNCTIONS = [
  'method_declaration', 'local_function_statement', 'constructor_declaration', 'lambda_expression',
  'anonymous_method_expression',
]; // prettier-ignore
const SCOPES: ReadonlySet<string> = new Set([
  'block', 'declaration_list', 'for_statement', 'foreach_statement', 'using_statement', 'switch_section',
  'accessor_declaration', ...FUNCTIONS,
]); // prettier-ignore

/** Everything that a C# file gives a name to. */
export function* bindings(root: Node, file: SourceFile): Generator<Binding> {
  for (const node of nodesOfType(root, ...TYPES)) yield* typeOf(node, root);
  for (const node of nodesOfType(root, 'variable_declarator')) yield* variable(node, root);
  for (const node of nodesOfType(root, 'property_declaration')) yield* property(node, root);
  for (const node of nodesOfType(root, 'method_declaration', 'local_function_statement'))
    yield* method(node, root);
  for (const node of nodesOfType(root, ...FUNCTIONS, ...TYPES)) yield* parameters(node);
  for (const node of nodesOfType(root, 'assignment_expression')) yield* assigned(node, root);
  for (const node of nodesOfType(root, 'declaration_expression')) yield* parsed(node, root);
  yield* others(root, file);
}

function* typeOf(node: Node, root: Node): Generator<Binding> {
  const [name, body] = [field(node, 'name')?.text, field(node, 'body')];
  if (name !== undefined && body)
    yield { name, scope: outerBody(node) ?? root, node, is: { kind: 'type', body } };
}

/** Of a type inside of a type; a namespace is none. */
function outerBody(node: Node): Node | undefined {
  for (const above of ancestors(node)) if (isTypeBody(above)) return above;
  return undefined;
}

function isTypeBody(node: Node): boolean {
  return node.type === 'declaration_list' && TYPES.includes(node.parent?.type ?? '');
}

function* variable(node: Node, root: Node): Generator<Binding> {
  const [name, declaration] = [field(node, 'name') ?? parts(node)[0], node.parent];
  if (!name) return;
  const of = parts(node).find(
    (one) => one.startIndex >= name.endIndex && one.type !== 'bracketed_argument_list',
  );
  const type = declaration ? field(declaration, 'type') : undefined;
  const known = type && !/^(?:implicit_type|predefined_type)$/.test(type.type) ? type : undefined;
  yield {
    name: name.text,
    scope: scopeOf(node, root),
    node,
    is: { kind: 'value', ...(of && { of }) },
    ...(known && { type: known }),
  };
}

/** `= "x"`, `=> "x"`; what a getter with a body gives. */
function* property(node: Node, root: Node): Generator<Binding> {
  const [name, value, type] = [field(node, 'name'), field(node, 'value'), field(node, 'type')];
  if (!name) return;
  const getter = parts(field(node, 'accessors')).find((one) => field(one, 'body') !== undefined);
  const of = value ?? (getter && resultsOf(getter)[0]);
  yield {
    name: name.text,
    scope: scopeOf(node, root),
    node,
    is: { kind: 'value', ...(of && { of }) },
    ...(type && { type }),
  };
}

function* method(node: Node, root: Node): Generator<Binding> {
  const name = field(node, 'name')?.text;
  if (name === undefined) return;
  const tree = { node, parameters: parametersOf(node), results: resultsOf(node) };
  yield { name, scope: scopeOf(node, root), node, is: { kind: 'function', function: tree } };
}

/** Those of a primary constructor are known in the whole type. */
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

/** `this.x = …` is of the class; members of variables are dotted; initialisers of objects are no variables. */
function* assigned(node: Node, root: Node): Generator<Binding> {
  const [left, of] = [field(node, 'left'), field(node, 'right')];
  const isPlain = field(node, 'operator')?.text === '=' && node.parent?.type !== 'initializer_expression';
  if (!left || !of || !isPlain || left.endIndex - left.startIndex > 100) return;
  const name = left.text.replace(/^this\./, '');
  if (!/^\w+(?:\.\w+)*$/.test(name)) return;
  const body = left.text.startsWith('this.') && !name.includes('.') ? outerBody(node) : undefined;
  if (body) yield { name, scope: body, node, is: { kind: 'value', of } };
  else yield { name, scope: scopeOf(node, root), node, is: { kind: 'assignment', of } };
}

/** `int.TryParse(text, out var port)`: the number of the text. */
function* parsed(node: Node, root: Node): Generator<Binding> {
  const [name, list] = [field(node, 'name')?.text, node.parent?.parent];
  const of = parts(list ?? undefined)[0];
  const call = list?.parent;
  const isParse = call ? field(call, 'function')?.text.slice(0, 60).endsWith('.TryParse') === true : false;
  if (name !== undefined && of && isParse)
    yield { name, scope: scopeOf(node, root), node, is: { kind: 'value', of } };
}

/** Types of other files are known by their names, without an import: C# names a file after its type. */
function* others(root: Node, file: SourceFile): Generator<Binding> {
  const seen = new Set<string>();
  for (const access of nodesOfType(root, 'member_access_expression')) {
    const on = field(access, 'expression');
    if (on?.type !== 'identifier' || seen.has(on.text) || !/^[A-Z]/.test(on.text)) continue;
    seen.add(on.text);
    const { text: name } = on;
    if (file.modules.resolve(file.syntax.path, name) === undefined) continue;
    yield { name, scope: root, node: on, is: { kind: 'import', from: name, name } };
  }
}

function scopeOf(node: Node, root: Node): Node {
  for (const above of ancestors(node)) {
    if (!SCOPES.has(above.type)) continue;
    if (above.type !== 'declaration_list' || isTypeBody(above)) return above;
  }
  return root;
}
