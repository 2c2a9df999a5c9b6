import type { SourceFile } from '../common/source-file.js';
import type { Binding } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { namespaceOf, requiredFiles, sharedNames, usedNames } from './names.js';
import { bareName, entryOf, FUNCTIONS, functionTree, parametersOf, plainText } from './syntax.js';

const TYPES = ['class_declaration', 'interface_declaration', 'trait_declaration', 'enum_declaration'];

/** Everything that a PHP file gives a name to. A file that gives an array back gives it as `return`. */
export function* bindings(root: Node, file: SourceFile): Generator<Binding> {
  const declared = new Set<string>();
  for (const binding of [...imported(root), ...types(root)]) {
    declared.add(binding.name);
    yield binding;
  }
  yield* neighbours(root, file, declared);
  yield* properties(root);
  yield* functions(root);
  const own = [...constants(root)];
  for (const node of nodesOfType(root, 'assignment_expression', 'augmented_assignment_expression')) {
    own.push(...assigned(node, root));
  }
  yield* own;
  yield* required(root, file, new Set(own.map(({ name }) => name)));
  for (const node of nodesOfType(root, 'array_element_initializer')) yield* keyed(node, root);
  for (const node of parts(root)) {
    const of = node.type === 'return_statement' ? parts(node)[0] : undefined;
    if (of) yield { name: 'return', scope: root, node, is: { kind: 'value', of } };
  }
}

/** `use App\Config;`, `use App\{A, B as C};`. */
function* imported(root: Node): Generator<Binding> {
  for (const node of nodesOfType(root, 'namespace_use_clause')) {
    const path = parts(node).find(({ type }) => type === 'qualified_name' || type === 'name');
    if (!path || field(node, 'type')) continue;
    const group = node.parent?.type === 'namespace_use_group' ? node.parent.parent : undefined;
    const prefix = group ? parts(group).find(({ type }) => type === 'namespace_name')?.text : undefined;
    const full = `${prefix === undefined ? '' : `${prefix}\\`}${bareName(path)}`;
    const name = full.slice(full.lastIndexOf('\\') + 1);
    yield {
      name: field(node, 'alias')?.text ?? name,
      scope: root,
      node,
      is: { kind: 'import', from: full, name },
    };
  }
}

function* types(root: Node): Generator<Binding> {
  for (const node of nodesOfType(root, ...TYPES)) {
    const [name, body] = [field(node, 'name')?.text, field(node, 'body')];
    if (name !== undefined && body) yield { name, scope: root, node, is: { kind: 'type', body } };
  }
}

/** How many classes of one file are looked for without `use`. */
const NEIGHBOURS_LIMIT = 60;

/** Classes of the own namespace need no `use`. */
function* neighbours(
  root: Node,
  { modules, syntax }: SourceFile,
  declared: ReadonlySet<string>,
): Generator<Binding> {
  const namespace = namespaceOf(root);
  for (const [name, node] of [...usedNames(root)].slice(0, NEIGHBOURS_LIMIT)) {
    if (declared.has(name)) continue;
    const isWhole = name.includes('\\');
    const from = isWhole ? name : namespace === undefined ? `\\${name}` : `${namespace}\\${name}`;
    if (modules.resolve(syntax.path, from) === undefined) continue;
    const short = name.slice(name.lastIndexOf('\\') + 1);
    yield { name, scope: root, node, is: { kind: 'import', from, name: short } };
  }
}

/** How many required files are asked, and for how many names. */
const REQUIRED_LIMIT = 12;
const NAMES_LIMIT = 150;

/** Constants and variables of files that this one requires: they share them. */
function* required(
  root: Node,
  { modules, syntax }: SourceFile,
  declared: ReadonlySet<string>,
): Generator<Binding> {
  const files = [...requiredFiles(root)].slice(0, REQUIRED_LIMIT);
  if (files.length === 0) return;
  for (const [name, node] of [...sharedNames(root)].slice(0, NAMES_LIMIT)) {
    if (declared.has(name)) continue;
    const from = files.find((one) => modules.exportsOf(syntax.path, one, name)?.has(name) === true);
    if (from !== undefined) yield { name, scope: root, node, is: { kind: 'import', from, name } };
  }
}

/** `const X = 1;` of a file or a class, `define('X', 1)`. */
function* constants(root: Node): Generator<Binding> {
  for (const node of nodesOfType(root, 'const_element')) {
    const [name, of] = parts(node);
    if (name && of) yield { name: name.text, scope: classScope(node, root), node, is: { kind: 'value', of } };
  }
  for (const node of nodesOfType(root, 'function_call_expression')) {
    if (field(node, 'function')?.text.toLowerCase() !== 'define') continue;
    const [first, second] = parts(field(node, 'arguments')).map((argument) => parts(argument).at(-1));
    const name = plainText(first);
    if (name !== undefined && second) yield { name, scope: root, node, is: { kind: 'value', of: second } };
  }
}

/** `private $host = 'x';`, and what constructors take straight into the object. */
function* properties(root: Node): Generator<Binding> {
  for (const node of nodesOfType(root, 'property_element', 'property_promotion_parameter')) {
    const name = (field(node, 'name')?.text ?? '').slice(1);
    const of = field(node, 'default_value');
    yield { name, scope: classScope(node, root), node, is: { kind: 'value', ...(of && { of }) } };
  }
}

function* functions(root: Node): Generator<Binding> {
  for (const node of nodesOfType(root, ...FUNCTIONS)) {
    const name = field(node, 'name')?.text;
    if (name !== undefined) {
      yield {
        name,
        scope: classScope(node, root),
        node,
        is: { kind: 'function', function: functionTree(node) },
      };
    }
    for (const { name: parameter, fallback } of parametersOf(node)) {
      yield { name: parameter, scope: node, node, is: { kind: 'parameter', ...(fallback && { fallback }) } };
    }
  }
}

function* assigned(node: Node, root: Node): Generator<Binding> {
  const [left, of] = [field(node, 'left'), field(node, 'right')];
  const isOther = node.type === 'augmented_assignment_expression' && field(node, 'operator')?.text !== '??=';
  if (!left || !of || isOther) return;
  const at = node.type === 'augmented_assignment_expression' ? of : node;
  const is = { kind: 'value', of } as const;
  if (left.type === 'variable_name') yield { name: left.text, scope: localScope(node, root), node: at, is };
  else if (left.type === 'member_access_expression' || left.type === 'scoped_property_access_expression') {
    const name = parts(left)[1]?.text.replace(/^\$/, '');
    const isOwn = /^(?:\$this|self|static)$/.test(parts(left)[0]?.text.slice(0, 10) ?? '');
    if (name !== undefined && isOwn) yield { name, scope: classScope(node, root), node: at, is };
  } else if (left.type === 'subscript_expression') {
    const key = plainText(parts(left)[1]);
    if (key !== undefined)
      yield { name: `config.${key}`, scope: root, node: at, is: { kind: 'assignment', of } };
  }
}

/** `'url' => …`: the name is for those who ask what an address is called. */
function* keyed(node: Node, root: Node): Generator<Binding> {
  const entry = entryOf(node);
  if (entry?.key === undefined) return;
  yield { name: `config.${entry.key}`, scope: root, node, is: { kind: 'assignment', of: entry.value } };
}

function classScope(node: Node, root: Node): Node {
  for (const above of ancestors(node)) {
    const body =
      TYPES.includes(above.type) || above.type === 'anonymous_class' ? field(above, 'body') : undefined;
    if (body) return body;
  }
  return root;
}

/** Closures see what is around them by `use`, arrow functions by themselves. */
function localScope(node: Node, root: Node): Node {
  for (const above of ancestors(node)) if (FUNCTIONS.has(above.type)) return above;
  return root;
}
