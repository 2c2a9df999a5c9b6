import type { Argument, Branch, CallTree, Parameter, Tree } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { same } from '../common/plain-trees.js';

const OTHER: Tree = { kind: 'other' };

/** One level of a Kotlin expression. */
export function read(node: Node): Tree {
  switch (node.type) {
    case 'string_literal':
    case 'multiline_string_literal':
      return textTree(node);
    case 'string_content':
      return { kind: 'name', name: /^\w*/.exec(node.text.slice(0, 100))?.[0] ?? '' };
    case 'number_literal':
      return numberOf(node.text);
    case 'identifier':
      return ofIdentifier(node.text);
    case 'this_expression':
      return { kind: 'self' };
    case 'user_type':
    case 'nullable_type':
    case 'parenthesized_expression':
    case 'annotated_lambda':
    case 'spread_expression':
    case 'try_expression':
      return same(parts(node)[0]);
    case 'block':
      return same(parts(node).at(-1));
    case 'as_expression':
      return same(field(node, 'left'));
    case 'navigation_expression':
      return member(node);
    case 'index_expression':
      return index(node);
    case 'call_expression':
      return isMerged(node) ? same(node.parent ?? undefined) : (callOf(node) ?? OTHER);
    case 'infix_expression':
      return infix(node);
    case 'collection_literal':
      return { kind: 'list', items: parts(node) };
    case 'binary_expression':
      return binary(node);
    case 'in_expression':
      return compared(node, 'in');
    case 'unary_expression':
      return unary(node);
    case 'if_expression':
      return conditional(node);
    case 'when_expression':
      return { kind: 'choice', options: whenResults(node) };
    case 'lambda_literal':
      return {
        kind: 'function',
        function: { node, parameters: parametersOf(node), results: resultsOf(node) },
      };
    default:
      return OTHER;
  }
}

/** The grammar has no node types for these words. */
function ofIdentifier(name: string): Tree {
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
  return name === 'null' ? { kind: 'literal', value: null } : { kind: 'name', name };
}

function member(node: Node): Tree {
  const [of, name] = [parts(node)[0], parts(node).at(-1)];
  return of && name && of.id !== name.id ? { kind: 'member', of, name: name.text } : OTHER;
}

function index(node: Node): Tree {
  const [of, key] = parts(node);
  return of && key ? { kind: 'index', of, key } : OTHER;
}

function numberOf(text: string): Tree {
  const value = Number(text.replace(/_|[lLuUfF]{1,2}$/g, ''));
  return Number.isNaN(value) ? OTHER : { kind: 'literal', value };
}

/** A text and its holes. The grammar takes the dollar of `$name` for a piece by itself, and the name for the next one. */
function textTree(node: Node): Tree {
  const found: (string | Node)[] = [];
  let isHole = false;
  for (const part of parts(node)) {
    const { text } = part;
    if (part.type === 'interpolation') found.push(...parts(part).slice(0, 1));
    else if (part.type === 'escape_sequence') found.push(ESCAPES[text] ?? text.slice(1));
    else if (isHole && /^[A-Za-z_]/.test(text)) found.push(part, text.replace(/^\w+/, ''));
    else if (text !== '$') found.push(isHole ? `$${text}` : text);
    isHole = part.type === 'string_content' && text === '$';
  }
  const isPlain = found.every((part) => typeof part === 'string');
  const text = isPlain ? found.join('') : '';
  if (!isPlain) return { kind: 'text', parts: found.filter((part) => part !== '') };
  return { kind: 'literal', value: node.type === 'string_literal' ? text : text.trim() };
}

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\r': '\r', '\\t': '\t' };

/** The text of a string literal without holes. */
export function textOf(node: Node | undefined): string | undefined {
  const tree = node && /string_literal$/.test(node.type) ? read(node) : undefined;
  return tree?.kind === 'literal' ? String(tree.value) : undefined;
}

/** `get("/x") { … }` is a call inside of a call with the block: the outer one counts. */
function isMerged(node: Node): boolean {
  const { parent } = node;
  if (parent?.type !== 'call_expression' || !hasOnlyBlock(parent)) return false;
  return parts(parent)[0]?.id === node.id;
}

function hasOnlyBlock(node: Node): boolean {
  const [callee, ...rest] = parts(node);
  return callee?.type === 'call_expression' && rest.length === 1 && rest[0]?.type === 'annotated_lambda';
}

function callOf(node: Node): CallTree | undefined {
  const [callee, ...rest] = parts(node);
  const lambda = rest.find((one) => one.type === 'annotated_lambda');
  const block = parts(lambda).find((one) => one.type === 'lambda_literal');
  if (callee && hasOnlyBlock(node)) {
    const inner = callOf(callee);
    return inner && { ...inner, ...(block && { block }) };
  }
  const given = argumentsOf(rest.find((one) => one.type === 'value_arguments'));
  const tree = callee && read(callee);
  const on = tree?.kind === 'member' ? tree.of : undefined;
  const name = tree?.kind === 'member' || tree?.kind === 'name' ? tree.name : '';
  return { kind: 'call', ...(on && { on }), name, arguments: given, ...(block && { block }) };
}

export function argumentsOf(node: Node | undefined): Argument[] {
  return parts(node).flatMap((argument) => {
    const [first, second] = parts(argument);
    if (first && second && argument.children.some((child) => child?.type === '=')) {
      return [{ name: first.text, value: second }];
    }
    return first ? [{ value: first }] : [];
  });
}

/** `"PORT" to 8080`. */
function infix(node: Node): Tree {
  const [left, name, right] = parts(node);
  if (!left || !right || name?.type !== 'identifier') return OTHER;
  return { kind: 'call', on: left, name: name.text, arguments: [{ value: right }] };
}

function binary(node: Node): Tree {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text ?? '';
  if (!left || !right) return OTHER;
  if (operator === '>' && right.type === 'parenthesized_expression') return genericCall(left, right) ?? OTHER;
  if (operator === '?:') return endsThere(right) ? same(left) : { kind: 'fallback', of: left, or: right };
  if (operator === '+') return sum(node);
  if (operator === '&&' || operator === '||') return { kind: operator === '&&' ? 'and' : 'or', left, right };
  if (operator === '==' || operator === '!=') return { kind: 'compare', operator, left, right };
  return /^[<>=!]/.test(operator) ? { kind: 'compare', operator: 'other', left, right } : OTHER;
}

/** `runApplication<App>(*args)`, which the grammar takes for two comparisons. */
function genericCall(left: Node, right: Node): CallTree | undefined {
  const [callee, operator] = [field(left, 'left'), field(left, 'operator')?.text];
  if (left.type !== 'binary_expression' || operator !== '<' || !callee) return undefined;
  const tree = read(callee);
  if (tree.kind !== 'name' && tree.kind !== 'member') return undefined;
  const given = parts(right).map((value) => ({ value }));
  return { kind: 'call', ...(tree.kind === 'member' && { on: tree.of }), name: tree.name, arguments: given };
}

/** `?: error("PORT is missing")`, `?: throw …`: no value comes of it. */
function endsThere(node: Node): boolean {
  if (node.type === 'throw_expression' || node.type === 'return_expression') return true;
  return (
    node.type === 'call_expression' &&
    /^(?:error|TODO|exitProcess)$/.test(parts(node)[0]?.text.slice(0, 20) ?? '')
  );
}

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
  const isText = found.some((part) => /string_literal$/.test(part.type));
  const isNumber = found.some((part) => part.type === 'number_literal');
  return isNumber && !isText ? OTHER : { kind: 'join', parts: found.reverse() };
}

function compared(node: Node, operator: 'in'): Tree {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  return left && right ? { kind: 'compare', operator, left, right } : OTHER;
}

function unary(node: Node): Tree {
  const [of, operator] = [field(node, 'argument'), field(node, 'operator')?.text];
  if (!of) return OTHER;
  if (operator === '!') return { kind: 'not', of };
  return operator === '!!' ? same(of) : OTHER;
}

function conditional(node: Node): Tree {
  const { test, yes, no } = branchOf(node);
  return test ? { kind: 'conditional', test, ...(yes && { yes }), ...(no && { no }) } : OTHER;
}

function branchOf(node: Node): Branch {
  const test = field(node, 'condition');
  const [yes, no] = parts(node).filter((part) => part.id !== test?.id);
  return { ...(test && { test }), ...(yes && { yes }), ...(no && { no }) };
}

function whenResults(node: Node): Node[] {
  return parts(node)
    .filter((entry) => entry.type === 'when_entry')
    .flatMap((entry) => parts(entry).slice(-1));
}

type Found = Parameter & { readonly node: Node; readonly type?: Node };

/** Of a function, a constructor or a lambda; defaults stand behind their parameter. */
export function parametersOf(fn: Node): Found[] {
  const list = parts(fn).find((one) => LISTS.has(one.type));
  const found: Found[] = [];
  for (const one of parts(list)) {
    if (!PARAMETERS.has(one.type)) {
      const last = found.pop();
      if (last) found.push(one.type === 'parameter_modifiers' ? last : { ...last, fallback: one });
      continue;
    }
    const [name, type, fallback] = parts(one).filter((part) => part.type !== 'modifiers');
    if (!name) continue;
    found.push({ name: name.text, node: one, ...(type && { type }), ...(fallback && { fallback }) });
  }
  return found;
}

const LISTS: ReadonlySet<string> = new Set([
  'function_value_parameters',
  'class_parameters',
  'lambda_parameters',
]);
const PARAMETERS: ReadonlySet<string> = new Set(['parameter', 'class_parameter', 'variable_declaration']);

/** What the function returns: not what functions inside it do. */
export function resultsOf(fn: Node): Node[] {
  if (fn.type === 'lambda_literal') return parts(fn).slice(-1);
  const body = parts(fn).find((one) => one.type === 'function_body');
  const [inside] = parts(body);
  if (!inside) return [];
  if (inside.type !== 'block') return [inside];
  return nodesOfType(inside, 'return_expression')
    .filter((node) => functionAround(node)?.equals(fn) === true)
    .flatMap((node) => parts(node).slice(0, 1));
}

function functionAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) if (above.type === 'function_declaration') return above;
  return undefined;
}

export function branch(node: Node): Branch | undefined {
  return node.type === 'if_expression' ? branchOf(node) : undefined;
}
