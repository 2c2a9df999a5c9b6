import { joined, splitValue } from '../combine-values.js';
import type { Evaluator } from '../common/evaluate.js';
import { called } from '../common/functions.js';
import type { CallTree, Tree } from '../common/tree.js';
import { textOf } from '../possible.js';
import { field, parts, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { functionTree } from './syntax.js';
import { patternText, plainText } from './texts.js';

/** What Ruby's own methods give, and reads of the environment. */
export function meaning(node: Node, tree: Tree, evaluator: Evaluator): Value | undefined {
  if (tree.kind === 'index') return ofIndex(node, tree.of, tree.key, evaluator);
  if (tree.kind === 'compare') return ofPattern(node, [tree.left, tree.right], evaluator);
  if (tree.kind === 'other') return node.type === 'binary' ? ofOperator(node, evaluator) : undefined;
  if (tree.kind !== 'call') return undefined;
  return ofEnvironment(node, tree, evaluator) ?? ofMethod(node, tree, evaluator);
}

/** `ENV["X"]`; the origin that a request says: `request.env["HTTP_ORIGIN"]`, `request.headers["Origin"]`. */
function ofIndex(node: Node, of: Node, key: Node, evaluator: Evaluator): Value | undefined {
  if (isEnvironment(of)) return evaluator.env(node, key);
  return /^(?:http_)?origin$/i.test(plainText(key) ?? '')
    ? evaluator.unknown(node, 'HTTP_ORIGIN')
    : undefined;
}

/** `origin =~ /x/`, `/x/.match?(origin)`. */
function ofPattern(
  node: Node,
  sides: readonly (Node | undefined)[],
  evaluator: Evaluator,
): Value | undefined {
  const side = sides.find((one) => patternText(one) !== undefined);
  const text = patternText(side);
  if (!side || text === undefined) return undefined;
  const pattern = evaluator.literal(side, text);
  return { kind: 'call', callee: 'match?', arguments: [pattern], place: evaluator.place(node) };
}

function isEnvironment(node: Node | undefined): boolean {
  return node !== undefined && /^(?:::)?ENV(?:\.to_h)?$/.test(shortText(node));
}

function shortText(node: Node): string {
  return node.endIndex - node.startIndex > 100 ? '' : node.text;
}

/** `ENV.fetch("X", "y")`, `ENV.fetch("X") { "y" }`, `Figaro.env.x`. */
function ofEnvironment(node: Node, tree: CallTree, evaluator: Evaluator): Value | undefined {
  const { on, name, arguments: given } = tree;
  const [first, second] = given;
  if (on && /^Figaro\.env$/.test(shortText(on)))
    return evaluator.env(node, name.replace(/[!?]$/, '').toUpperCase());
  if (!isEnvironment(on) || !first || !/^(?:fetch|dig|\[\]|delete)$/.test(name)) return undefined;
  const otherwise = second ? evaluator.of(second.value) : blockValue(tree, evaluator);
  const isNothing = otherwise?.kind === 'literal' && otherwise.value === null;
  return evaluator.env(node, first.value, isNothing ? undefined : otherwise);
}

function blockValue({ block }: CallTree, evaluator: Evaluator): Value | undefined {
  const [only, ...others] = block ? functionTree(block).results : [];
  if (
    !only ||
    others.length > 0 ||
    (/^(?:call|identifier)$/.test(only.type) && /^(?:raise|abort)/.test(only.text))
  ) {
    return undefined;
  }
  return evaluator.of(only);
}

/** Their value is that of what they are called on. */
const SAME: ReadonlySet<string> = new Set([
  'freeze', 'to_s', 'to_str', 'to_i', 'to_sym', 'strip', 'lstrip', 'rstrip', 'chomp', 'dup', 'clone', 'presence',
  'html_safe', 'compact', 'uniq', 'flatten', 'to_a', 'squish', 'downcase', 'delete_suffix', 'delete_prefix', 'tap',
  'compact_blank', 'sort', 'with_indifferent_access', 'symbolize_keys', 'deep_symbolize_keys', 'to_h', 'itself',
]); // prettier-ignore
/** Their value is that of their first argument. */
const PASSING =
  /^(?:Integer|Float|String|Array|URI|URI\.parse|URI::parse|Addressable::URI\.parse|Pathname|Set\.new)$/;

function ofMethod(node: Node, tree: CallTree, evaluator: Evaluator): Value | undefined {
  const { on, name, arguments: given } = tree;
  const first = given[0]?.value;
  if (first && PASSING.test(evaluator.names.calleeOf(tree))) return evaluator.of(first);
  if (!on)
    return name === 'format' || name === 'sprintf'
      ? formatted(node, tree, evaluator)
      : ofName(node, tree, evaluator);
  if (SAME.has(name)) return evaluator.of(on);
  switch (name) {
    case 'split':
      return split(node, on, first, evaluator);
    case 'map':
    case 'collect':
      return mapped(tree, evaluator);
    case 'reject':
    case 'select':
    case 'filter':
      return evaluator.of(on);
    case 'sub':
    case 'gsub':
    case 'tr': {
      const value = evaluator.of(on);
      return value.kind === 'env' ? value : undefined;
    }
    case 'match':
    case 'match?':
      return ofPattern(node, [on, first], evaluator);
    case 'push':
    case 'concat':
    case 'append':
      return first && sum(evaluator.of(on), evaluator.of(first), node, evaluator);
    default:
      if (given.length > 0) return undefined;
      return name === 'origin' ? evaluator.unknown(node, 'HTTP_ORIGIN') : member(node, on, name, evaluator);
  }
}

/** A pattern may take the blanks around a comma with it. */
function split(node: Node, on: Node, by: Node | undefined, evaluator: Evaluator): Value {
  const text = textOf(by && evaluator.of(by)) ?? (by ? ',' : ' ');
  const value = splitValue(evaluator.of(on), text, evaluator.place(node));
  return value.kind === 'env' && by?.type === 'string' && text === ',' ? { ...value, pieces: 'raw' } : value;
}

/** `map(&:strip)` and `map { |one| one.strip }` keep the pieces that they are. */
function mapped({ on, block }: CallTree, evaluator: Evaluator): Value | undefined {
  const value = evaluator.of(on);
  if (value.kind === 'env' && value.pieces) return { ...value, pieces: 'mapped' };
  const isPlain = !block || /\.(?:strip|to_s|freeze|chomp)\b[^|]{0,20}$/.test(shortText(block));
  return value.kind === 'list' && isPlain ? value : undefined;
}

/** A method of another class that takes nothing, a constant of it, a member of a hash. */
function member(node: Node, on: Node, name: string, evaluator: Evaluator): Value | undefined {
  if (name === 'new') return undefined;
  const found = evaluator.memberOf(evaluator.of(on), name, node);
  if (found.kind === 'function') return called(found, [], evaluator.place(node));
  return found.kind === 'unknown' ? undefined : found;
}

/** `api_url()`: a method without parameters stands for its value. */
function ofName(node: Node, { name, arguments: given }: CallTree, evaluator: Evaluator): Value | undefined {
  const found = given.length === 0 ? evaluator.names.find(name, node) : [];
  if (found.length === 0) return undefined;
  const value = evaluator.valueOfBindings(found, node);
  return value.kind === 'function' ? undefined : value;
}

function formatted(
  node: Node,
  { arguments: [format, ...rest] }: CallTree,
  evaluator: Evaluator,
): Value | undefined {
  const text = textOf(format && evaluator.of(format.value));
  return text === undefined
    ? undefined
    : filled(
        node,
        text,
        rest.map(({ value }) => value),
        evaluator,
      );
}

function filled(node: Node, text: string, values: readonly Node[], evaluator: Evaluator): Value {
  let next = 0;
  return evaluator.format(node, text, /%(?:[-+0 ]{0,3}\d{0,4}[sd]|%)/g, (match) =>
    match[0] === '%%' ? evaluator.literal(node, '%') : evaluator.of(values[next++]),
  );
}

/** Lists side by side; `"http://%s" % host`. */
function ofOperator(node: Node, evaluator: Evaluator): Value | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text;
  if (!left || !right) return undefined;
  const value = evaluator.of(left);
  if (operator === '%') {
    const text = textOf(value);
    if (text === undefined) return undefined;
    return filled(node, text, right.type === 'array' ? parts(right) : [right], evaluator);
  }
  if (operator !== '+' && operator !== '<<' && operator !== '|') return undefined;
  const other = evaluator.of(right);
  const areTexts = operator === '+' && [value, other].every(isText);
  return areTexts ? joined([value, other], evaluator.place(node)) : sum(value, other, node, evaluator);
}

/** Numbers that are added are no text. */
function isText(value: Value): boolean {
  return value.kind === 'template' || value.kind === 'env' || textOf(value) !== undefined;
}

function sum(one: Value, other: Value, node: Node, evaluator: Evaluator): Value | undefined {
  if (one.kind !== 'list' && other.kind !== 'list') return undefined;
  const items = [one, other].flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  return { kind: 'list', items, place: evaluator.place(node) };
}
