import type { Branch, CallTree, Entry, FunctionTree, Parameter, Tree } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { heredocBody, nameText, pieceList } from './texts.js';

/** What one node of Ruby's grammar is. */
export function read(node: Node): Tree {
  switch (node.type) {
    case 'integer':
    case 'float':
      return { kind: 'literal', value: Number(node.text.replaceAll('_', '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', value: node.type === 'true' };
    case 'nil':
      return { kind: 'literal', value: null };
    case 'simple_symbol':
    case 'hash_key_symbol':
    case 'bare_string':
    case 'bare_symbol':
      return { kind: 'literal', value: nameText(node) ?? '' };
    case 'string':
    case 'delimited_symbol':
      return textTree(pieceList(node));
    case 'heredoc_body':
      return textTree(withoutMargin(pieceList(node)));
    case 'heredoc_beginning':
      return sameAs(heredocBody(node));
    case 'chained_string':
      return { kind: 'join', parts: parts(node) };
    case 'identifier':
    case 'constant':
    case 'instance_variable':
    case 'class_variable':
    case 'global_variable':
      return { kind: 'name', name: node.text };
    case 'self':
      return { kind: 'self' };
    case 'scope_resolution':
      return scoped(node);
    case 'array':
    case 'string_array':
    case 'symbol_array':
      return { kind: 'list', items: parts(node) };
    case 'hash':
      return hashTree(node);
    default:
      return readOperation(node);
  }
}

function readOperation(node: Node): Tree {
  switch (node.type) {
    case 'call':
      return callOf(node);
    case 'element_reference':
      return indexOf(node);
    case 'binary':
      return binary(node);
    case 'unary':
      return unary(node);
    case 'conditional':
    case 'if':
    case 'unless':
    case 'if_modifier':
    case 'unless_modifier':
      return conditional(node);
    case 'case':
      return { kind: 'choice', options: caseResults(node) };
    case 'parenthesized_statements':
    case 'begin':
      return sameAs(lastOf(node));
    case 'rescue_modifier':
    case 'splat_argument':
    case 'hash_splat_argument':
      return sameAs(parts(node)[0]);
    case 'lambda':
    case 'block':
    case 'do_block':
      return { kind: 'function', function: functionTree(node) };
    default:
      return { kind: 'other' };
  }
}

function sameAs(node: Node | undefined): Tree {
  return node ? { kind: 'same', of: node } : { kind: 'other' };
}

function textTree(pieces: readonly (string | Node)[]): Tree {
  const isPlain = pieces.every((piece) => typeof piece === 'string');
  return isPlain ? { kind: 'literal', value: pieces.join('') } : { kind: 'text', parts: pieces };
}

/** A heredoc begins behind the end of its line, and may be indented. */
function withoutMargin(pieces: readonly (string | Node)[]): (string | Node)[] {
  return pieces.map((piece, index) => {
    if (typeof piece !== 'string') return piece;
    const text = index === 0 ? piece.trimStart() : piece;
    return index === pieces.length - 1 ? text.trimEnd() : text;
  });
}

function scoped(node: Node): Tree {
  const [of, name] = [field(node, 'scope'), field(node, 'name')?.text ?? ''];
  return of ? { kind: 'member', of, name } : { kind: 'name', name };
}

function hashTree(node: Node): Tree {
  const entries = pairsOf(node);
  const isOpen = entries.length < parts(node).length || entries.some(({ key }) => key === undefined);
  return { kind: 'object', entries: entries.filter(({ key }) => key !== undefined), open: isOpen };
}

/** `key: value`, `"key" => value`; without a key where it is computed. */
export function pairsOf(node: Node): Entry[] {
  return parts(node).flatMap((pair) => {
    const [key, value] = [nameText(field(pair, 'key')), field(pair, 'value')];
    if (pair.type !== 'pair' || !value) return [];
    return [{ value, ...(key !== undefined && { key }) }];
  });
}

/** `x.include?(y)` of a written list asks what `y in x` asks elsewhere. */
function callOf(node: Node): Tree {
  const [on, block] = [field(node, 'receiver'), field(node, 'block')];
  const name = field(node, 'method')?.text ?? '';
  const given = parts(field(node, 'arguments'));
  const [only] = given;
  if (name === 'include?' && on && only && /array$/.test(on.type)) {
    return { kind: 'compare', operator: 'in', left: only, right: on };
  }
  return {
    kind: 'call',
    ...(on && { on }),
    name,
    arguments: given.flatMap(argumentOf),
    isNew: name === 'new',
    ...(block && { block }),
  };
}

function argumentOf(node: Node): CallTree['arguments'][number][] {
  if (node.type === 'block_argument') return [];
  if (node.type !== 'pair') return [{ value: node }];
  const [name, value] = [nameText(field(node, 'key')), field(node, 'value')];
  return value ? [{ value, name: name ?? '' }] : [];
}

function indexOf(node: Node): Tree {
  const of = field(node, 'object');
  const keys = parts(node).slice(1);
  const [key] = keys;
  return of && key && keys.length === 1 ? { kind: 'index', of, key } : { kind: 'other' };
}

function binary(node: Node): Tree {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right) return { kind: 'other' };
  switch (field(node, 'operator')?.text) {
    case '||':
    case 'or':
      return { kind: 'fallback', of: left, or: right };
    case '&&':
    case 'and':
      return { kind: 'and', left, right };
    case '==':
      return { kind: 'compare', operator: '==', left, right };
    case '!=':
      return { kind: 'compare', operator: '!=', left, right };
    case '=~':
    case '!~':
    case '===':
      return { kind: 'compare', operator: 'other', left, right };
    case '+':
      return [left, right].some(({ type }) => type === 'string' || type === 'chained_string')
        ? { kind: 'join', parts: [left, right] }
        : { kind: 'other' };
    default:
      return { kind: 'other' };
  }
}

function unary(node: Node): Tree {
  const [operator, of] = [field(node, 'operator')?.text, field(node, 'operand')];
  if (!of) return { kind: 'other' };
  if (operator === '!' || operator === 'not') return { kind: 'not', of };
  const isNumber = operator === '-' && /^(?:integer|float)$/.test(of.type);
  return isNumber ? { kind: 'literal', value: -Number(of.text.replaceAll('_', '')) } : { kind: 'other' };
}

function conditional(node: Node): Tree {
  const found = branch(node);
  if (!found?.test) return { kind: 'other' };
  const [yes, no] = [lastOf(found.yes), lastOf(found.no)];
  return { kind: 'conditional', test: found.test, ...(yes && { yes }), ...(no && { no }) };
}

/** The condition that a node is. */
export function branch(node: Node): Branch | undefined {
  const test = field(node, 'condition');
  if (node.type === 'operator_assignment') return assignedIfUnset(node);
  if (!test) return undefined;
  const body = field(node, 'consequence') ?? field(node, 'body');
  const other = field(node, 'alternative');
  const [yes, no] = /^unless/.test(node.type) ? [other, body] : [body, other];
  return { test, ...(yes && { yes }), ...(no && { no }) };
}

/** `x ||= y`. */
function assignedIfUnset(node: Node): Branch | undefined {
  const [test, yes] = [field(node, 'left'), field(node, 'right')];
  return test && yes && field(node, 'operator')?.text === '||=' ? { test, yes } : undefined;
}

function caseResults(node: Node): Node[] {
  return parts(node).flatMap((part) => {
    const body = part.type === 'else' ? part : part.type === 'when' ? field(part, 'body') : undefined;
    const last = lastOf(body);
    return last ? [last] : [];
  });
}

const HOLDERS: ReadonlySet<string> = new Set([
  'then', 'else', 'elsif', 'begin', 'body_statement', 'block_body', 'parenthesized_statements',
]); // prettier-ignore
const NO_RESULT: ReadonlySet<string> = new Set(['rescue', 'ensure', 'heredoc_body']);

/** The expression whose value that of a group of statements is; the node itself where it is no group. */
export function lastOf(node: Node | undefined): Node | undefined {
  if (!node || node.type === 'elsif' || !HOLDERS.has(node.type)) return node;
  return parts(node).findLast(({ type }) => !NO_RESULT.has(type) && type !== 'else');
}

/** A method, a lambda, a block. */
export function functionTree(node: Node): FunctionTree {
  const body = field(node, 'body');
  // `->(x) { … }`: the body of a lambda is a block.
  const inner = body?.type === 'block' || body?.type === 'do_block' ? field(body, 'body') : body;
  return { node, parameters: parametersOf(node), results: resultsOf(node, inner) };
}

function resultsOf(node: Node, body: Node | undefined): Node[] {
  const returned = (body ? nodesOfType(body, 'return') : []).slice(0, 20).flatMap((one) => {
    const isOwn = enclosingFunction(one)?.equals(node) === true;
    const value = parts(parts(one)[0])[0];
    return isOwn && value ? [value] : [];
  });
  const last = lastOf(body);
  return last && last.type !== 'return' ? [...returned, last] : returned;
}

/** A block returns for the method around it. */
function enclosingFunction(node: Node): Node | undefined {
  for (const above of ancestors(node)) {
    if (/^(?:singleton_)?method$|^lambda$/.test(above.type)) return above;
  }
  return undefined;
}

export function parametersOf(node: Node): Parameter[] {
  return parts(field(node, 'parameters')).flatMap((one) => {
    const name = one.type === 'identifier' ? one.text : field(one, 'name')?.text;
    const fallback = field(one, 'value');
    return name === undefined ? [] : [{ name, ...(fallback && { fallback }) }];
  });
}
