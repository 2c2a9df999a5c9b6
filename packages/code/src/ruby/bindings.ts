import type { Evaluator } from '../common/evaluate.js';
import { called } from '../common/functions.js';
import type { SourceFile } from '../common/source-file.js';
import type { Binding, FunctionTree } from '../common/tree.js';
import { ancestors, field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { importedConstants } from './constants.js';
import { functionTree, parametersOf } from './syntax.js';

/** Everything that a Ruby file gives a name to. */
export function* bindings(root: Node, file: SourceFile): Generator<Binding> {
  const declared = new Set<string>();
  for (const node of nodesOfType(root, 'class', 'module')) {
    for (const binding of classBindings(node, root)) {
      declared.add(binding.name);
      yield binding;
    }
  }
  for (const node of nodesOfType(root, 'assignment', 'operator_assignment')) {
    const binding = assigned(node, root);
    if (!binding) continue;
    declared.add(binding.name);
    yield binding;
  }
  for (const node of nodesOfType(root, 'binary')) {
    const binding = added(node, root);
    if (binding) yield binding;
  }
  for (const node of nodesOfType(root, 'method', 'singleton_method')) yield* methodBindings(node, root);
  for (const node of nodesOfType(root, 'block', 'do_block', 'lambda')) yield* parameters(node);
  yield* importedConstants(root, file, declared);
}

/** `class A::B` makes a member of A that other files may ask for. */
function* classBindings(node: Node, root: Node): Generator<Binding> {
  const [name, body] = [field(node, 'name'), field(node, 'body')];
  if (!name || !body) return;
  const scope = classScope(node, root);
  const is = { kind: 'type', body } as const;
  const names = name.text.split('::').filter((one) => one !== '');
  const last = names.pop() ?? '';
  yield { name: last, scope, node, is };
  for (const outer of names.reverse().slice(0, 1)) {
    const value = (evaluator: Evaluator): Value => {
      const inner = evaluator.valueOfBindings([{ name: last, scope, node, is }], node);
      return { kind: 'object', entries: new Map([[last, inner]]), open: true, place: evaluator.place(node) };
    };
    yield { name: outer, scope, node, is: { kind: 'known', value } };
  }
}

const TYPES = /^(?:class|module)$/;
const METHODS = /^(?:singleton_)?method$/;

/** The body of the class around a node, or the file. */
function classScope(node: Node, root: Node): Node {
  for (const above of ancestors(node)) {
    const body = TYPES.test(above.type) ? field(above, 'body') : undefined;
    if (body) return body;
  }
  return root;
}

/** Local variables are known in the whole method; what blocks set is seen around them. */
function localScope(node: Node, root: Node): Node {
  for (const above of ancestors(node)) {
    if (METHODS.test(above.type)) return above;
    const body = TYPES.test(above.type) ? field(above, 'body') : undefined;
    if (body) return body;
  }
  return root;
}

function assigned(node: Node, root: Node): Binding | undefined {
  const [left, of] = [field(node, 'left'), field(node, 'right')];
  const isOther = node.type === 'operator_assignment' && field(node, 'operator')?.text !== '||=';
  if (!left || !of || isOther) return undefined;
  const at = node.type === 'operator_assignment' ? of : node;
  switch (left.type) {
    case 'identifier':
      return { name: left.text, scope: localScope(node, root), node: at, is: { kind: 'value', of } };
    case 'constant':
    case 'instance_variable':
    case 'class_variable':
      return { name: left.text, scope: classScope(node, root), node: at, is: { kind: 'value', of } };
    case 'global_variable':
      return { name: left.text, scope: root, node: at, is: { kind: 'value', of } };
    case 'call':
      return memberAssigned(left, of, root);
    default:
      return undefined;
  }
}

/** `config.action_cable.url = …`: the name is for those who ask what an address is called. */
function memberAssigned(left: Node, of: Node, root: Node): Binding | undefined {
  const on = field(left, 'receiver');
  const name = field(left, 'method')?.text;
  const outer = on?.type === 'call' ? field(on, 'method')?.text : undefined;
  if (name === undefined) return undefined;
  const shown = name === 'hosts' ? 'allowed_hosts' : name;
  const dotted = `${outer === undefined ? '' : `${outer}.`}${shown}`;
  return { name: `config.${dotted}`, scope: root, node: left, is: { kind: 'assignment', of } };
}

/** `config.hosts << "x"`: who may ask for the service, which asks nothing itself. */
function added(node: Node, root: Node): Binding | undefined {
  const [left, of] = [field(node, 'left'), field(node, 'right')];
  const name = left?.type === 'call' ? field(left, 'method')?.text : undefined;
  if (name === undefined || !of || field(node, 'operator')?.text !== '<<') return undefined;
  const shown = name === 'hosts' ? 'allowed_hosts' : name;
  return { name: `config.${shown}`, scope: root, node, is: { kind: 'assignment', of } };
}

/** A method without parameters stands for what it gives: it is called by its name alone. */
function* methodBindings(node: Node, root: Node): Generator<Binding> {
  const name = field(node, 'name')?.text;
  const tree = functionTree(node);
  if (name !== undefined) yield { name, scope: classScope(node, root), node, is: methodIs(tree) };
  yield* parameters(node);
}

function methodIs(tree: FunctionTree): Binding['is'] {
  const [only, ...others] = tree.results;
  if (tree.parameters.length > 0) return { kind: 'function', function: tree };
  if (only && others.length === 0) return { kind: 'value', of: only };
  const value = (evaluator: Evaluator): Value =>
    called(evaluator.functionOf(tree), [], evaluator.place(tree.node));
  return { kind: 'known', value };
}

function* parameters(node: Node): Generator<Binding> {
  for (const { name, fallback } of parametersOf(node)) {
    yield { name, scope: node, node, is: { kind: 'parameter', ...(fallback && { fallback }) } };
  }
}
