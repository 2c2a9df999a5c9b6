import type { Argument, Branch, CallTree, Parameter, Tree } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { conditional, same, member } from '../common/plain-trees.js';

const OTHER: Tree = { kind: 'other' };

/** One level of a Java expression. */
export function read(node: Node): Tree {
  switch (node.type) {
    case 'string_literal':
      return { kind: 'literal', value: textOf(node) ?? '' };
    case 'character_literal':
      return { kind: 'literal', value: node.text.slice(1, -1) };
    case 'decimal_integer_literal':
    case 'hex_integer_literal':
    case 'decimal_floating_point_literal':
      return numberOf(node.text);
    case 'true':
    case 'false':
      return { kind: 'literal', value: node.type === 'true' };
    case 'null_literal':
      return { kind: 'literal', value: null };
    case 'identifier':
    case 'type_identifier':
      return { kind: 'name', name: node.text };
    case 'this':
      return { kind: 'self' };
    case 'scoped_identifier':
      return member(field(node, 'scope'), field(node, 'name'));
    case 'scoped_type_identifier':
      return member(parts(node)[0], parts(node).at(-1));
    case 'field_access':
      return member(field(node, 'object'), field(node, 'field'));
    case 'array_access':
      return index(node);
    case 'method_invocation':
      return invocation(node);
    case 'object_creation_expression':
      return creation(node);
    case 'array_creation_expression':
      return list(field(node, 'value'));
    case 'array_initializer':
    case 'element_value_array_initializer':
      return list(node);
    case 'binary_expression':
      return binary(node);
    case 'unary_expression':
      return unary(node);
    case 'ternary_expression':
      return conditional(node);
    case 'switch_expression':
      return { kind: 'choice', options: switchResults(node) };
    case 'lambda_expression':
      return {
        kind: 'function',
        function: { node, parameters: parametersOf(node), results: resultsOf(node) },
      };
    case 'generic_type':
    case 'parenthesized_expression':
    case 'expression_statement':
      return same(parts(node)[0]);
    case 'cast_expression':
      return same(field(node, 'value'));
    default:
      return OTHER;
  }
}

function index(node: Node): Tree {
  const [of, key] = [field(node, 'array'), field(node, 'index')];
  return of && key ? { kind: 'index', of, key } : OTHER;
}

function list(node: Node | undefined): Tree {
  return node ? { kind: 'list', items: parts(node) } : OTHER;
}

function numberOf(text: string): Tree {
  const value = Number(text.replace(/_|[lLfFdD]$/g, ''));
  return Number.isNaN(value) ? OTHER : { kind: 'literal', value };
}

/** The text of a string literal or a text block; nothing for what is none. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type !== 'string_literal') return undefined;
  const { text } = node;
  if (text.startsWith('"""')) return text.slice(3, -3).trim();
  const inside = text.slice(1, -1);
  return inside.includes('\\')
    ? inside.replace(/\\(["\\nrt])/g, (_, one: string) => ESCAPES[one] ?? one)
    : inside;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function invocation(node: Node): CallTree {
  const on = field(node, 'object');
  const name = field(node, 'name')?.text ?? '';
  return { kind: 'call', ...(on && { on }), name, arguments: argumentsOf(field(node, 'arguments')) };
}

/** `new InetSocketAddress(8080)`: the name of the type, generic arguments and packages aside. */
function creation(node: Node): CallTree {
  let type = field(node, 'type');
  if (type?.type === 'generic_type') type = parts(type)[0];
  const [on, last] =
    type?.type === 'scoped_type_identifier' ? [parts(type)[0], parts(type).at(-1)] : [undefined, type];
  const given = argumentsOf(field(node, 'arguments'));
  return { kind: 'call', ...(on && { on }), name: last?.text ?? '', arguments: given, isNew: true };
}

function argumentsOf(node: Node | undefined): Argument[] {
  return parts(node).map((value) => ({ value }));
}

function binary(node: Node): Tree {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text ?? '';
  if (!left || !right) return OTHER;
  if (operator === '+') return sum(node);
  if (operator === '&&' || operator === '||') return { kind: operator === '&&' ? 'and' : 'or', left, right };
  if (operator === '==' || operator === '!=') return { kind: 'compare', operator, left, right };
  return /^[<>]/.test(operator) ? { kind: 'compare', operator: 'other', left, right } : OTHER;
}

/** Texts that are joined, all of a chain at once: `"http://" + host + ":" + port`. Numbers are added. */
function sum(node: Node): Tree {
  const found: Node[] = [];
  let here: Node | undefined = node;
  while (here?.type === 'binary_expression' && field(here, 'operator')?.text === '+') {
    const right = field(here, 'right');
    if (right) found.push(right);
    here = field(here, 'left');
  }
  if (here) found.push(here);
  const isText = found.some((part) => part.type === 'string_literal');
  const isNumber = found.some((part) => /literal$/.test(part.type) && part.type !== 'string_literal');
  return isNumber && !isText ? OTHER : { kind: 'join', parts: found.reverse() };
}

function unary(node: Node): Tree {
  const of = field(node, 'operand');
  return of && field(node, 'operator')?.text === '!' ? { kind: 'not', of } : OTHER;
}

function switchResults(node: Node): Node[] {
  return parts(field(node, 'body')).flatMap((rule) => {
    const last = rule.type === 'switch_rule' ? parts(rule).at(-1) : undefined;
    return last?.type === 'expression_statement' ? parts(last).slice(0, 1) : [];
  });
}

/** `port -> …`, `(a, b) -> …`, and those of methods. */
export function parametersOf(node: Node): (Parameter & { readonly node: Node; readonly type?: Node })[] {
  const list = field(node, 'parameters');
  if (list?.type === 'identifier') return [{ name: list.text, node: list }];
  return parts(list).flatMap((one) => {
    const [name, type] = [one.type === 'identifier' ? one : field(one, 'name'), field(one, 'type')];
    return name ? [{ name: name.text, node: one, ...(type && { type }) }] : [];
  });
}

/** What the function returns: not what functions inside it do. */
export function resultsOf(fn: Node): Node[] {
  const body = field(fn, 'body');
  if (!body) return [];
  if (body.type !== 'block') return [body];
  return nodesOfType(body, 'return_statement')
    .filter((node) => functionAround(node)?.equals(fn) === true)
    .flatMap((node) => parts(node).slice(0, 1));
}

const FUNCTIONS = /^(?:lambda_expression|(?:method|constructor|compact_constructor)_declaration)$/;

export function functionAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) if (FUNCTIONS.test(above.type)) return above;
  return undefined;
}

export function branch(node: Node): Branch | undefined {
  if (node.type === 'if_statement') {
    const [test, yes, no] = [
      field(node, 'condition'),
      field(node, 'consequence'),
      field(node, 'alternative'),
    ];
    return test && { test, ...(yes && { yes }), ...(no && { no }) };
  }
  return undefined;
}
