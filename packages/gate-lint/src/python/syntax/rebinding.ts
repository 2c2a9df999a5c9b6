import { descendants, type PyNode } from './node.js';

const LIMIT = 8_000_000;
const TARGETS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'as_pattern_target',
]);
const SCOPES = new Set(['function_definition', 'class_definition', 'module', 'lambda']);

/**
 * Is a name bound again and again in one scope, more than people do it? Ruff keeps all earlier bindings for each new
 * one: 24,000 lines of `x = x + y` (240 kB) take it 2.3 GB and 20 seconds, whichever rules it is asked for.
 */
export function rebindsTooOften(root: PyNode, text: string): boolean {
  const counts = new Map<PyNode, Map<string, number>>();
  let cost = 0;
  for (const node of descendants(root)) {
    if (node.type !== 'identifier' || !isBinding(node)) continue;
    const names = namesOf(scopeOf(node), counts);
    const name = text.slice(node.start, node.end);
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    cost += 2 * count;
    if (cost > LIMIT) return true;
  }
  return false;
}

function isBinding(node: PyNode): boolean {
  if (node.field === 'left') return true;
  if (node.field === 'name') return node.parent?.type === 'named_expression';
  return node.parent !== undefined && TARGETS.has(node.parent.type);
}

function scopeOf(node: PyNode): PyNode {
  let around = node;
  while (around.parent !== undefined && !SCOPES.has(around.type)) around = around.parent;
  return around;
}

function namesOf(scope: PyNode, counts: Map<PyNode, Map<string, number>>): Map<string, number> {
  const known = counts.get(scope);
  if (known !== undefined) return known;
  const names = new Map<string, number>();
  counts.set(scope, names);
  return names;
}
