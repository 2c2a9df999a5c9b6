import type { Branch, CallTree, Parameter, Tree } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { argumentsOf, creation, implicitCreation, listOf, plainName } from './creation.js';
import { conditional, same } from '../common/plain-trees.js';

const OTHER: Tree = { kind: 'other' };

/** One level of a C# expression. */
export function read(node: Node): Tree {
  switch (node.type) {
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', value: textOf(node) ?? '' };
    case 'interpolated_string_expression':
      return interpolated(node);
    case 'integer_literal':
    case 'real_literal':
      return numberOf(node.text);
    case 'boolean_literal':
      return { kind: 'literal', value: node.text === 'true' };
    case 'null_literal':
      return { kind: 'literal', value: null };
    case 'identifier':
    case 'predefined_type':
      return { kind: 'name', name: node.text };
    case 'this':
      return { kind: 'self' };
    case 'member_access_expression':
      return member(field(node, 'expression'), field(node, 'name'));
    case 'qualified_name':
      return member(field(node, 'qualifier'), field(node, 'name'));
    case 'conditional_access_expression':
      return member(field(node, 'condition'), field(parts(node).at(-1), 'name'));
    case 'invocation_expression':
      return invocation(node);
    case 'object_creation_expression':
      return creation(node);
    case 'implicit_object_creation_expression':
      return implicitCreation(node);
    case 'assignment_expression':
      return baseAddress(node);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'element_binding_expression':
    case 'collection_expression':
      return listOf(node);
    case 'element_access_expression':
      return index(node);
    case 'binary_expression':
      return binary(node);
    case 'is_pattern_expression':
      return pattern(node);
    case 'prefix_unary_expression':
      return node.text.startsWith('!') ? not(parts(node)[0]) : OTHER;
    case 'conditional_expression':
      return conditional(node);
    case 'switch_expression':
      return { kind: 'choice', options: armsOf(node) };
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return {
        kind: 'function',
        function: { node, parameters: parametersOf(node), results: resultsOf(node) },
      };
    case 'as_expression':
      return same(field(node, 'left'));
    case 'cast_expression':
      return same(field(node, 'value'));
    case 'argument':
    case 'arrow_expression_clause':
      return same(parts(node).at(-1));
    case 'generic_name':
    case 'nullable_type':
    case 'parenthesized_expression':
    case 'postfix_unary_expression':
    case 'await_expression':
      return same(parts(node)[0]);
    default:
      return OTHER;
  }
}

function not(of: Node | undefined): Tree {
  return of ? { kind: 'not', of } : OTHER;
}

function member(of: Node | undefined, name: Node | undefined): Tree {
  return of && name ? { kind: 'member', of, name: plainName(name) } : OTHER;
}

function index(node: Node): Tree {
  const [of, key] = [field(node, 'expression'), parts(field(node, 'subscript'))[0]];
  return of && key ? { kind: 'index', of, key } : OTHER;
}

function numberOf(text: string): Tree {
  const value = Number(text.replace(/_|[uUlLmMfFdD]{1,2}$/g, ''));
  return Number.isNaN(value) ? OTHER : { kind: 'literal', value };
}

/** The text of a string literal; nothing for what is none. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'raw_string_literal') return node.text.replace(/^"{3,10}|"{3,10}$/g, '').trim();
  if (node?.type === 'verbatim_string_literal') return node.text.slice(2, -1).replaceAll('""', '"');
  if (node?.type !== 'string_literal') return undefined;
  const inside = node.text.replace(/^"|"(?:u8)?$/g, '');
  return inside.includes('\\')
    ? inside.replace(/\\(["\\nrt])/g, (_, one: string) => ESCAPES[one] ?? one)
    : inside;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function interpolated(node: Node): Tree {
  const found = parts(node).flatMap((part): (string | Node)[] => {
    if (part.type === 'interpolation') return parts(part).filter(isHole).slice(0, 1);
    if (part.type === 'interpolation_start') return [];
    return [part.text.replaceAll('{{', '{').replaceAll('}}', '}')];
  });
  return { kind: 'text', parts: found };
}

function isHole({ type }: Node): boolean {
  return !/^interpolation_(?:brace|format_clause|alignment_clause)$/.test(type);
}

function invocation(node: Node): CallTree {
  const callee = field(node, 'function');
  const tree = callee && read(callee);
  const given = argumentsOf(field(node, 'arguments'));
  if (tree?.kind === 'member') return { kind: 'call', on: tree.of, name: tree.name, arguments: given };
  const name = callee && /^(?:identifier|generic_name)$/.test(callee.type) ? plainName(callee) : '';
  return { kind: 'call', name, arguments: given };
}

/** `client.BaseAddress = new Uri("http://localhost")` is what a call of a setter is elsewhere. */
function baseAddress(node: Node): Tree {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const name =
    left?.type === 'member_access_expression' ? field(left, 'name')?.text : left?.text.slice(0, 50);
  if (name !== 'BaseAddress' || !left || !right) return OTHER;
  const on = field(left, 'expression');
  return { kind: 'call', ...(on && { on }), name, arguments: [{ value: right }] };
}

function binary(node: Node): Tree {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text ?? '';
  if (!left || !right) return OTHER;
  if (operator === '??')
    return right.type === 'throw_expression' ? same(left) : { kind: 'fallback', of: left, or: right };
  if (operator === '+') return sum(node);
  if (operator === '&&' || operator === '||') return { kind: operator === '&&' ? 'and' : 'or', left, right };
  if (operator === '==' || operator === '!=') return { kind: 'compare', operator, left, right };
  return /^[<>]/.test(operator) ? { kind: 'compare', operator: 'other', left, right } : OTHER;
}

const TEXT = /^(?:string_literal|verbatim_string_literal|raw_string_literal|interpolated_string_expression)$/;

/** All of a chain at once. Numbers are added. */
function sum(node: Node): Tree {
  const found: Node[] = [];
  let here: Node | undefined = node;
  while (here?.type === 'binary_expression' && field(here, 'operator')?.text === '+') {
    const right = field(here, 'right');
    if (right) found.push(right);
    here = field(here, 'left');
  }
  if (here) found.push(here);
  const isText = found.some((part) => TEXT.test(part.type));
  const isNumber = found.some((part) => /^(?:integer|real)_literal$/.test(part.type));
  return isNumber && !isText ? OTHER : { kind: 'join', parts: found.reverse() };
}

/** `port is null`, `environment is "Development"`. */
function pattern(node: Node): Tree {
  const [left, pattern_] = [field(node, 'expression'), field(node, 'pattern')];
  const isNot = pattern_?.type === 'negated_pattern';
  const inside = isNot ? parts(pattern_)[0] : pattern_;
  const right = inside?.type === 'constant_pattern' ? parts(inside)[0] : undefined;
  return left && right ? { kind: 'compare', operator: isNot ? '!=' : '==', left, right } : OTHER;
}

function armsOf(node: Node): Node[] {
  return parts(node)
    .filter((arm) => arm.type === 'switch_expression_arm')
    .flatMap((arm) => parts(arm).slice(-1));
}

type Found = Parameter & { readonly node: Node; readonly type?: Node };

/** Of a method, a constructor, a record or a lambda; a default stands behind the name. */
export function parametersOf(node: Node): Found[] {
  const list = field(node, 'parameters') ?? parts(node).find((one) => one.type === 'parameter_list');
  if (list?.type === 'implicit_parameter' || list?.type === 'identifier')
    return [{ name: list.text, node: list }];
  return parts(list).flatMap((one): Found[] => {
    if (one.type === 'implicit_parameter') return [{ name: one.text, node: one }];
    const [name, type, last] = [field(one, 'name'), field(one, 'type'), parts(one).at(-1)];
    if (!name) return [];
    const fallback = last && last.id !== name.id && last.startIndex > name.endIndex ? last : undefined;
    return [{ name: name.text, node: one, ...(type && { type }), ...(fallback && { fallback }) }];
  });
}

const FUNCTIONS =
  /^(?:lambda_expression|anonymous_method_expression|method_declaration|local_function_statement|constructor_declaration|accessor_declaration)$/;

/** What the function returns: not what functions inside it do. */
export function resultsOf(fn: Node): Node[] {
  const body = field(fn, 'body');
  if (!body) return [];
  if (body.type !== 'block') return [body];
  return nodesOfType(body, 'return_statement')
    .filter((node) => functionAround(node)?.equals(fn) === true)
    .flatMap((node) => parts(node).slice(0, 1));
}

function functionAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) if (FUNCTIONS.test(above.type)) return above;
  return undefined;
}

export function branch(node: Node): Branch | undefined {
  if (node.type !== 'if_statement') return undefined;
  const [test, yes, no] = [field(node, 'condition'), field(node, 'consequence'), field(node, 'alternative')];
  return { ...(test && { test }), ...(yes && { yes }), ...(no && { no }) };
}
