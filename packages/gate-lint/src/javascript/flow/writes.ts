import { contains, functionAround, memberName, type Identifier, type Node } from '../model/ast.js';
import { bindingPath } from '../model/names.js';
import type { Variable } from '../model/source-model.js';

/** One assignment that a read may see. */
export interface Write {
  readonly value: Node;
  /** Where in the variable it is written: `['name']` for `x.name = …`. */
  readonly at: readonly string[];
  /** Which part of the value is written: `['id']` for `({ id: x } = …)`. */
  readonly path: readonly string[];
}

interface Located extends Write {
  readonly node: Node;
  /** Replaces all of the variable. */
  readonly whole: boolean;
}

const ADDING = new Set(['push', 'unshift', 'add', 'append', 'set', 'splice', 'concat']);

/** The writes that may reach a read: those before it, and of the unconditional ones only the last. */
export function writesTo(variable: Variable, read: Identifier): readonly Write[] {
  const writes = cached(variable);
  if (writes.length < 2)
    return writes.filter((write) => !contains(write.node, read) || isLooped(write.node, read));
  const around = functionAround(read);
  const reaching = writes.filter((write) => mayReach(write, read, around));
  const last = lastUnconditional(reaching, read, around);
  if (!last) return reaching;
  return reaching.filter(
    (write) =>
      write === last || write.node.range[0] > last.node.range[0] || functionAround(write.node) !== around,
  );
}

const CACHE = new WeakMap<Variable, readonly Located[]>();

function cached(variable: Variable): readonly Located[] {
  const known = CACHE.get(variable);
  if (known) return known;
  const writes = [...definitions(variable), ...assignments(variable), ...mutations(variable)];
  CACHE.set(variable, writes);
  return writes;
}

function definitions(variable: Variable): Located[] {
  return variable.defs.flatMap((definition) => {
    if (definition.type === 'Parameter') return parameterDefault(definition.node, definition.name);
    if (definition.type !== 'Variable') return reactive(definition);
    const { node, name } = definition;
    const path = bindingPath(node.id, name) ?? [];
    if (node.init)
      return [{ node, value: node.init, at: [], path, whole: true }, ...patternDefaults(node.id, name)];
    const loop = node.parent?.parent as Node | undefined;
    if (loop?.type === 'ForOfStatement')
      return [{ node, value: loop.right, at: [], path: ['*', ...path], whole: true }];
    if (loop?.type === 'ForInStatement') return [{ node, value: loop.right, at: [], path: [], whole: true }];
    return [];
  });
}

/** Svelte's `$: html = …` declares what it assigns to. */
function reactive({ node, name }: Variable['defs'][number]): Located[] {
  if (node.type !== 'AssignmentExpression') return [];
  return [{ node, value: node.right, at: [], path: bindingPath(node.left, name) ?? [], whole: true }];
}

/** `function f(x = location.hash)`. */
function parameterDefault(owner: Node, name: Node): Located[] {
  if (!('params' in owner)) return [];
  return (owner.params as Node[]).flatMap((parameter) => patternDefaults(parameter, name));
}

/** `{ a = fallback }`: the fallback is a second value. */
function patternDefaults(pattern: Node, name: Node): Located[] {
  const around = name.parent as Node | undefined;
  if (around?.type !== 'AssignmentPattern' || around.left !== name || !contains(pattern, around)) return [];
  return [{ node: around, value: around.right, at: [], path: [], whole: false }];
}

function assignments(variable: Variable): Located[] {
  return variable.references.flatMap((reference): Located[] => {
    if (!reference.isWrite() || reference.init) return [];
    const node = assignmentAround(reference.identifier);
    if (node?.type === 'AssignmentExpression') {
      const path = bindingPath(node.left, reference.identifier) ?? [];
      return [{ node, value: node.right, at: [], path, whole: node.operator === '=' }];
    }
    if (node?.type === 'ForOfStatement')
      return [{ node, value: node.right, at: [], path: ['*'], whole: true }];
    return [];
  });
}

function assignmentAround(identifier: Node): Node | undefined {
  for (let at: Node | undefined = identifier.parent; at; at = at.parent) {
    if (at.type === 'AssignmentExpression' || at.type === 'ForOfStatement') return at;
    if (/Statement$|Declaration$/.test(at.type)) return undefined;
  }
  return undefined;
}

/** `x.name = value`, `x[i] += value`, `x.push(value)`: they add to what the variable holds. */
function mutations(variable: Variable): Located[] {
  return variable.references.flatMap((reference): Located[] => {
    const at: string[] = [];
    let node: Node = reference.identifier;
    while (node.parent?.type === 'MemberExpression' && node.parent.object === node) {
      node = node.parent;
      at.push(memberName(node) ?? '*');
    }
    const parent = node.parent as Node | undefined;
    if (at.length === 0 || !parent) return [];
    if (parent.type === 'AssignmentExpression' && parent.left === node) {
      return [{ node: parent, value: parent.right, at, path: [], whole: false }];
    }
    if (parent.type !== 'CallExpression' || parent.callee !== node || !ADDING.has(at.at(-1) ?? '')) return [];
    return parent.arguments.map((value) => ({
      node: parent,
      value,
      at: [...at.slice(0, -1), '*'],
      path: [],
      whole: false,
    }));
  });
}

function mayReach(write: Located, read: Node, around: Node | undefined): boolean {
  if (contains(write.node, read) && write.node.type !== 'ForOfStatement')
    return isLooped(write.node, read) && !write.whole;
  if (functionAround(write.node) !== around) return true;
  return write.node.range[0] < read.range[0] || isLooped(write.node, read);
}

/** Do both stand in one loop, so that the write of one round reaches the read of the next? */
function isLooped(write: Node, read: Node): boolean {
  for (let at: Node | undefined = read.parent; at; at = at.parent) {
    if (/^(?:For|While|DoWhile)/.test(at.type) && contains(at, write) && at !== write) return true;
    if (/Function/.test(at.type)) return false;
  }
  return false;
}

function lastUnconditional(
  writes: readonly Located[],
  read: Node,
  around: Node | undefined,
): Located | undefined {
  let last: Located | undefined;
  for (const write of writes) {
    if (!write.whole || write.node.range[0] > read.range[0] || functionAround(write.node) !== around)
      continue;
    if (!dominates(write.node, read)) continue;
    if (!last || write.node.range[0] > last.node.range[0]) last = write;
  }
  return last;
}

/** Is the block that holds the write also around the read? */
function dominates(write: Node, read: Node): boolean {
  let statement: Node = write;
  while (
    statement.parent &&
    !['BlockStatement', 'Program', 'StaticBlock', 'SwitchCase'].includes(statement.parent.type)
  ) {
    const parent: Node = statement.parent;
    if (
      parent.type === 'IfStatement' ||
      parent.type === 'ConditionalExpression' ||
      parent.type === 'LogicalExpression'
    )
      return contains(statement, read);
    statement = parent;
  }
  return statement.parent !== undefined && contains(statement.parent, read);
}
