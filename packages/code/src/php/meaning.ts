import { splitValue } from '../combine-values.js';
import type { Evaluator } from '../common/evaluate.js';
import type { CallTree, Tree } from '../common/tree.js';
import { textOf } from '../possible.js';
import type { Node } from '../syntax.js';
import type { Value } from '../value.js';
import { CONFIG, requiredPath } from './names.js';
import { plainText } from './syntax.js';

/** What PHP's own functions and those of frameworks give, and reads of the environment. */
export function meaning(node: Node, tree: Tree, evaluator: Evaluator): Value | undefined {
  if (tree.kind === 'index') return ofIndex(node, tree.of, tree.key, evaluator);
  if (tree.kind === 'other') return ofRequire(node, evaluator);
  if (tree.kind !== 'call') return undefined;
  if (tree.isNew === true) return ofNew(node, tree, evaluator);
  return tree.on ? ofMethod(node, tree, evaluator) : ofFunction(node, tree, evaluator);
}

/** What a request brings along; everything else of $_SERVER is the environment. */
const OF_REQUEST =
  /^(?:HTTP_.*|REQUEST_.*|REMOTE_.*|SERVER_(?:NAME|ADDR|PORT|PROTOCOL|SOFTWARE)|QUERY_STRING|SCRIPT_.*|PHP_.*|PATH_.*|DOCUMENT_ROOT|CONTENT_.*|HTTPS|ORIG_.*|argv|argc)$/;

function ofIndex(node: Node, of: Node, key: Node, evaluator: Evaluator): Value | undefined {
  const name = plainText(key);
  if (of.text === '$_ENV') return evaluator.env(node, key);
  if (of.text !== '$_SERVER' || name === undefined) return undefined;
  return OF_REQUEST.test(name) ? evaluator.unknown(node, name) : evaluator.env(node, name);
}

/** `$config = require 'config.php'` is what that file gives back. */
function ofRequire(node: Node, evaluator: Evaluator): Value | undefined {
  const path = /^(?:require|include)(?:_once)?_expression$/.test(node.type) ? requiredPath(node) : undefined;
  return path === undefined ? undefined : evaluator.exported(path, 'return');
}

/** An object of a class that is known: its constants and the defaults of its properties. */
function ofNew(node: Node, { name }: CallTree, evaluator: Evaluator): Value | undefined {
  const value = evaluator.valueOfBindings(evaluator.names.find(name, node), node);
  return value.kind === 'object' ? value : undefined;
}

/** Their value is that of their first argument. */
const SAME: ReadonlySet<string> = new Set([
  'trim', 'rtrim', 'ltrim', 'strtolower', 'strval', 'intval', 'array_filter', 'array_values', 'array_unique', 'filter_var',
  'addslashes', 'htmlspecialchars', 'collect', 'value', 'str',
]); // prettier-ignore

function ofFunction(node: Node, tree: CallTree, evaluator: Evaluator): Value | undefined {
  const [first, second] = tree.arguments.map(({ value }) => value);
  const name = tree.name.toLowerCase();
  if (!first) return undefined;
  if (name === 'getenv') return evaluator.env(node, first);
  if (name === 'env' || name === 'env_default') return withDefault(node, first, second, evaluator);
  if (SAME.has(name)) return evaluator.of(first);
  switch (name) {
    case 'config':
      return configured(node, first, second, evaluator);
    case 'explode':
      return split(node, first, second, evaluator);
    case 'array_map':
      return mapped(second, evaluator);
    case 'array_merge':
      return merged(node, tree, evaluator);
    case 'sprintf':
      return formatted(node, tree, evaluator);
    case 'str_replace': {
      const value = evaluator.of(tree.arguments[2]?.value);
      return value.kind === 'env' ? value : undefined;
    }
    case 'preg_match':
      return pattern(node, first, second, evaluator);
    default:
      return undefined;
  }
}

/** `env('X', 'y')`; a default of null is none. */
function withDefault(node: Node, name: Node, fallback: Node | undefined, evaluator: Evaluator): Value {
  const otherwise = fallback && evaluator.of(fallback);
  // Laravel's own files fall back to http://localhost, and requests bring the host along.
  const isStock = textOf(otherwise) === 'http://localhost' && plainText(name) === 'APP_URL';
  const isNothing = isStock || (otherwise?.kind === 'literal' && otherwise.value === null);
  return evaluator.env(node, name, isNothing ? undefined : otherwise);
}

/** `config('services.api.url')`: the array of config/services.php. */
function configured(
  node: Node,
  key: Node,
  fallback: Node | undefined,
  evaluator: Evaluator,
): Value | undefined {
  const [file = '', ...keys] = (plainText(key) ?? '').split('.');
  if (!/^[\w-]+$/.test(file)) return undefined;
  let value = evaluator.exported(`${CONFIG}${file}`, 'return');
  for (const one of keys) value = value?.kind === 'object' ? value.entries.get(one) : undefined;
  return value ?? (fallback && evaluator.unknown(node));
}

function split(node: Node, by: Node, text: Node | undefined, evaluator: Evaluator): Value {
  const separator = textOf(evaluator.of(by)) ?? ',';
  const value = splitValue(evaluator.of(text), separator, evaluator.place(node));
  return value.kind === 'env' && separator === ',' ? { ...value, pieces: 'raw' } : value;
}

/** `array_map('trim', $list)` keeps the pieces that they are. */
function mapped(list: Node | undefined, evaluator: Evaluator): Value | undefined {
  const value = evaluator.of(list);
  if (value.kind === 'env' && value.pieces) return { ...value, pieces: 'mapped' };
  return value.kind === 'list' ? value : undefined;
}

function merged(node: Node, tree: CallTree, evaluator: Evaluator): Value {
  const items = tree.arguments.flatMap(({ value }): readonly Value[] => {
    const one = evaluator.of(value);
    return one.kind === 'list' ? one.items : [one];
  });
  return { kind: 'list', items, place: evaluator.place(node) };
}

function formatted(
  node: Node,
  { arguments: [format, ...rest] }: CallTree,
  evaluator: Evaluator,
): Value | undefined {
  const text = textOf(format && evaluator.of(format.value));
  if (text === undefined) return undefined;
  let next = 0;
  return evaluator.format(node, text, /%(?:\d{1,2}\$)?[-+0]{0,2}\d{0,4}[sdu]|%%/g, (match) =>
    match[0] === '%%' ? evaluator.literal(node, '%') : evaluator.of(rest[next++]?.value),
  );
}

/** A pattern without what it is written between: `#^https://.*$#i`. */
function pattern(node: Node, first: Node, second: Node | undefined, evaluator: Evaluator): Value {
  const text = textOf(evaluator.of(first));
  const inner = text === undefined ? evaluator.of(first) : evaluator.literal(first, withoutDelimiters(text));
  return {
    kind: 'call',
    callee: 'preg_match',
    arguments: [inner, evaluator.of(second)],
    place: evaluator.place(node),
  };
}

export function withoutDelimiters(text: string): string {
  return /^([/#~@!%])(.*)\1[a-zA-Z]*$/s.exec(text)?.[2] ?? text;
}

/** `Env::get('X', 'y')`, `Config::get('a.b')`, `$request->headers->get('Origin')`. */
function ofMethod(node: Node, tree: CallTree, evaluator: Evaluator): Value | undefined {
  const { on, name } = tree;
  const [first, second] = tree.arguments.map(({ value }) => value);
  if (!on || !first) return undefined;
  const receiver = on.type === 'name' || on.type === 'qualified_name' ? on.text : '';
  if (/(?:^|\\)Env$/.test(receiver) && /^(?:get|getOrFail)$/.test(name)) {
    return withDefault(node, first, second, evaluator);
  }
  if (/(?:^|\\)Config$/.test(receiver) && name === 'get') return configured(node, first, second, evaluator);
  const isHeader = /^(?:get|header|headers|getHeaderLine|getHeader|server)$/.test(name);
  return isHeader && /^(?:http_)?origin$/i.test(plainText(first) ?? '')
    ? evaluator.unknown(node, 'HTTP_ORIGIN')
    : undefined;
}
