import type { Argument, Branch, Entry, FunctionTree, Parameter, Tree } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';

/** What one node of PHP's grammar is. */
export function read(node: Node): Tree {
  switch (node.type) {
    case 'integer':
    case 'float':
      return { kind: 'literal', value: Number(node.text.replaceAll('_', '')) };
    case 'boolean':
      return { kind: 'literal', value: node.text.toLowerCase() === 'true' };
    case 'null':
      return { kind: 'literal', value: null };
    case 'string':
    case 'encapsed_string':
    case 'heredoc_body':
    case 'nowdoc_body':
      return textTree(node);
    case 'heredoc':
    case 'nowdoc':
      return sameAs(field(node, 'value'));
    case 'variable_name':
      return node.text === '$this' ? { kind: 'self' } : { kind: 'name', name: node.text };
    case 'relative_scope':
      return { kind: 'self' };
    case 'name':
    case 'qualified_name':
      return { kind: 'name', name: bareName(node) };
    case 'array_creation_expression':
      return arrayTree(node);
    case 'argument':
    case 'parenthesized_expression':
    case 'error_suppression_expression':
    case 'variadic_unpacking':
      return sameAs(parts(node).at(-1));
    case 'cast_expression':
      return sameAs(field(node, 'value'));
    default:
      return readAccess(node);
  }
}

function readAccess(node: Node): Tree {
  switch (node.type) {
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return memberTree(field(node, 'object'), field(node, 'name'));
    case 'class_constant_access_expression':
    case 'scoped_property_access_expression':
      return memberTree(parts(node)[0], parts(node)[1]);
    case 'subscript_expression': {
      const [of, key] = parts(node);
      return of && key ? { kind: 'index', of, key } : { kind: 'other' };
    }
    case 'function_call_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression':
    case 'object_creation_expression':
      return callTree(node);
    default:
      return readOperation(node);
  }
}

function readOperation(node: Node): Tree {
  switch (node.type) {
    case 'binary_expression':
      return binary(node);
    case 'unary_op_expression':
      return unary(node);
    case 'conditional_expression':
      return conditional(node);
    case 'match_expression':
      return { kind: 'choice', options: matchResults(node) };
    case 'anonymous_function':
    case 'anonymous_function_creation_expression':
    case 'arrow_function':
      return { kind: 'function', function: functionTree(node) };
    default:
      return { kind: 'other' };
  }
}

function sameAs(node: Node | undefined): Tree {
  return node ? { kind: 'same', of: node } : { kind: 'other' };
}

/** Without the backslash that says that it is whole. */
export function bareName(node: Node): string {
  return node.text.replace(/^\\/, '');
}

function memberTree(of: Node | undefined, name: Node | undefined): Tree {
  return of && name ? { kind: 'member', of, name: name.text.replace(/^\$/, '') } : { kind: 'other' };
}

function textTree(node: Node): Tree {
  const pieces = piecesOf(node);
  return pieces.every((piece) => typeof piece === 'string')
    ? { kind: 'literal', value: pieces.join('') }
    : { kind: 'text', parts: pieces };
}

/** The text of a string without holes. */
export function plainText(node: Node | undefined): string | undefined {
  if (!node || !/^(?:encapsed_)?string$/.test(node.type)) return undefined;
  const pieces = piecesOf(node);
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined;
}

const WRITTEN = /^(?:string_content|escape_sequence|nowdoc_string)$/;

function piecesOf(node: Node): (string | Node)[] {
  return parts(node).map((part) => {
    if (!WRITTEN.test(part.type)) return part;
    return part.type === 'escape_sequence' ? unescaped(part.text) : part.text;
  });
}

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\r': '\r' };

function unescaped(text: string): string {
  return ESCAPES[text] ?? (text.length === 2 ? text.slice(1) : text);
}

/** With a key anywhere it is a map. */
function arrayTree(node: Node): Tree {
  const elements = parts(node);
  const entries = elements.map(entryOf);
  const isMap = elements.some((element) => parts(element).length > 1);
  if (!isMap) return { kind: 'list', items: entries.flatMap((entry) => (entry ? [entry.value] : [])) };
  const known = entries.filter((entry): entry is Entry => entry?.key !== undefined);
  return { kind: 'object', entries: known, open: known.length < elements.length };
}

/** `'key' => value`, or a value alone. */
export function entryOf(element: Node): Entry | undefined {
  const [first, second] = parts(element);
  if (!first) return undefined;
  if (!second) return { value: first };
  const key = plainText(first) ?? (/^(?:integer|name)$/.test(first.type) ? first.text : undefined);
  return { value: second, ...(key !== undefined && { key }) };
}

/** `$app->environment('local')` compares what the environment is called. */
function callTree(node: Node): Tree {
  const on = field(node, 'object') ?? field(node, 'scope');
  const callee = field(node, 'name') ?? field(node, 'function');
  const isNew = node.type === 'object_creation_expression';
  const type = isNew ? parts(node)[0] : callee;
  const given = argumentsOf(node);
  const [only] = given;
  const name = type && /^(?:name|qualified_name)$/.test(type.type) ? bareName(type) : '';
  if (on && callee && only && given.length === 1 && name === 'environment') {
    return { kind: 'compare', operator: '==', left: callee, right: only.value };
  }
  // `define('X', y)` is a declaration, and asks nothing of y.
  if (!on && name.toLowerCase() === 'define') return { kind: 'other' };
  return { kind: 'call', ...(on && { on }), name, arguments: given, isNew };
}

function argumentsOf(node: Node): Argument[] {
  const list = field(node, 'arguments') ?? parts(node).find(({ type }) => type === 'arguments');
  return parts(list).flatMap((argument) => {
    const value = parts(argument).at(-1);
    const name = field(argument, 'name')?.text;
    return value ? [{ value, ...(name !== undefined && { name }) }] : [];
  });
}

function binary(node: Node): Tree {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right) return { kind: 'other' };
  switch (field(node, 'operator')?.text.toLowerCase()) {
    case '.':
      return { kind: 'join', parts: [left, right] };
    case '??':
      return { kind: 'fallback', of: left, or: right };
    case '&&':
    case 'and':
      return { kind: 'and', left, right };
    case '||':
    case 'or':
      return { kind: 'or', left, right };
    case '==':
    case '===':
      return { kind: 'compare', operator: '==', left, right };
    case '!=':
    case '!==':
    case '<>':
      return { kind: 'compare', operator: '!=', left, right };
    default:
      return { kind: 'other' };
  }
}

function unary(node: Node): Tree {
  const [operator, of] = [field(node, 'operator')?.text, field(node, 'argument')];
  if (!of) return { kind: 'other' };
  if (operator === '!') return { kind: 'not', of };
  const isNumber = operator === '-' && /^(?:integer|float)$/.test(of.type);
  return isNumber ? { kind: 'literal', value: -Number(of.text.replaceAll('_', '')) } : { kind: 'other' };
}

/** `a ?: b` and `a ? b : c`. */
function conditional(node: Node): Tree {
  const [test, yes, no] = [field(node, 'condition'), field(node, 'body'), field(node, 'alternative')];
  if (!test || !no) return { kind: 'other' };
  return yes ? { kind: 'conditional', test, yes, no } : { kind: 'fallback', of: test, or: no };
}

function matchResults(node: Node): Node[] {
  return parts(field(node, 'body')).flatMap((arm) => field(arm, 'return_expression') ?? []);
}

/** The condition that a node is. */
export function branch(node: Node): Branch | undefined {
  if (node.type === 'augmented_assignment_expression') return assignedIfUnset(node);
  const test = /^(?:if_statement|else_if_clause)$/.test(node.type) ? field(node, 'condition') : undefined;
  if (!test) return undefined;
  const [yes, no] = [field(node, 'body'), field(node, 'alternative')];
  return { test, ...(yes && { yes }), ...(no && { no }) };
}

/** `$x ??= y`. */
function assignedIfUnset(node: Node): Branch | undefined {
  const [test, yes] = [field(node, 'left'), field(node, 'right')];
  return test && yes && field(node, 'operator')?.text === '??=' ? { test, yes } : undefined;
}

export const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_definition', 'method_declaration', 'anonymous_function', 'anonymous_function_creation_expression',
  'arrow_function',
]); // prettier-ignore

export function functionTree(node: Node): FunctionTree {
  const body = field(node, 'body');
  const results = node.type === 'arrow_function' ? (body ? [body] : []) : resultsOf(node, body);
  return { node, parameters: parametersOf(node), results };
}

function resultsOf(node: Node, body: Node | undefined): Node[] {
  const returned = body ? nodesOfType(body, 'return_statement').slice(0, 20) : [];
  return returned.flatMap((one) => {
    const value = parts(one)[0];
    return value && functionAround(one)?.equals(node) === true ? [value] : [];
  });
}

function functionAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) if (FUNCTIONS.has(above.type)) return above;
  return undefined;
}

export function parametersOf(node: Node): Parameter[] {
  return parts(field(node, 'parameters')).flatMap((one) => {
    const name = field(one, 'name')?.text;
    const fallback = field(one, 'default_value');
    return name === undefined ? [] : [{ name, ...(fallback && { fallback }) }];
  });
}
