import type { Argument, Tree } from '../common/tree.js';
import { field, parts, type Node } from '../syntax.js';

const OTHER: Tree = { kind: 'other' };

/** `new Uri("http://…")` is a call; `new CookieOptions { Secure = true }` an object; `new List<string> { "a" }` a list. */
export function creation(node: Node): Tree {
  const type = field(node, 'type');
  const initializer = field(node, 'initializer');
  const given = argumentsOf(field(node, 'arguments'));
  if (initializer && given.length === 0) return initialized(initializer, type);
  if (!type) return OTHER;
  const isQualified = type.type === 'qualified_name';
  const on = isQualified ? field(type, 'qualifier') : undefined;
  const last = isQualified ? field(type, 'name') : type;
  return {
    kind: 'call',
    ...(on && { on }),
    name: last ? plainName(last) : '',
    arguments: given,
    isNew: true,
  };
}

/** `new("http://…")`, `new() { Secure = true }`: the type stands somewhere else. */
export function implicitCreation(node: Node): Tree {
  const initializer = parts(node).find((one) => one.type === 'initializer_expression');
  if (initializer) return initialized(initializer, undefined);
  const given = argumentsOf(parts(node).find((one) => one.type === 'argument_list'));
  return given.length === 1 && given[0] ? { kind: 'same', of: given[0].value } : OTHER;
}

function initialized(initializer: Node, type: Node | undefined): Tree {
  const all = parts(initializer);
  const isObject = all.length === 0 || all.some((one) => one.type === 'assignment_expression');
  if (!isObject) return { kind: 'list', items: all };
  const entries = all.flatMap((one) => {
    const [key, value] = [field(one, 'left'), field(one, 'right')];
    return key && value ? [{ key: key.text.slice(0, 100), value }] : [];
  });
  return { kind: 'object', entries, ...(type && { type }) };
}

/** `new[] { "a" }`, `["a", "b"]`. */
export function listOf(node: Node): Tree {
  const initializer = parts(node).find((one) => one.type === 'initializer_expression');
  if (/^(?:implicit_)?array_creation_expression$/.test(node.type) && !initializer) return OTHER;
  return { kind: 'list', items: parts(initializer ?? node) };
}

/** Without the types of a generic one. */
export function plainName(node: Node): string {
  return node.type === 'generic_name' ? (parts(node)[0]?.text ?? '') : node.text;
}

export function argumentsOf(node: Node | undefined): Argument[] {
  return parts(node).flatMap((argument): Argument[] => {
    const [name, value] = [field(argument, 'name'), parts(argument).at(-1)];
    if (!value) return [];
    return [name && name.id !== value.id ? { name: name.text, value } : { value }];
  });
}
