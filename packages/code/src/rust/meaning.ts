import { joined, splitValue, withFallback } from '../combine-values.js';
import type { Evaluator } from '../common/evaluate.js';
import type { CallTree, Tree } from '../common/tree.js';
import { textOf as literalText } from '../possible.js';
import type { Node } from '../syntax.js';
import type { Value } from '../value.js';
import { textOf, tokenGroups } from './syntax.js';

/** What calls and macros of Rust's standard library and of the usual crates give. */
export function meaning(node: Node, tree: Tree, evaluator: Evaluator): Value | undefined {
  if (tree.kind === 'member' || tree.kind === 'name') return constant(node, tree.name, evaluator);
  if (tree.kind !== 'call') return undefined;
  if (tree.name.endsWith('!')) return macro(node, tree, evaluator);
  return ofPath(node, tree, evaluator) ?? ofMethod(node, tree, evaluator);
}

const ADDRESSES: Readonly<Record<string, string>> = { UNSPECIFIED: '0.0.0.0', LOCALHOST: '127.0.0.1' };

/** `Ipv4Addr::UNSPECIFIED`, `header::ACCESS_CONTROL_ALLOW_ORIGIN`. */
function constant(node: Node, name: string, evaluator: Evaluator): Value | undefined {
  const isHeader = /^ACCESS_CONTROL_ALLOW_(?:ORIGIN|CREDENTIALS)$/.test(name);
  if (isHeader || (/^(?:VARY|ORIGIN)$/.test(name) && /\bheader::\w+$/.test(node.text.slice(-40)))) {
    return evaluator.literal(node, name.toLowerCase().replaceAll('_', '-'));
  }
  const address = ADDRESSES[name];
  if (address === undefined || !/Ipv[46]Addr::\w+$/.test(node.text.slice(-60))) return undefined;
  const isV6 = node.text.includes('Ipv6Addr');
  return evaluator.literal(
    node,
    isV6 ? address.replace('0.0.0.0', '::').replace('127.0.0.1', '::1') : address,
  );
}

function macro(node: Node, { name }: CallTree, evaluator: Evaluator): Value | undefined {
  const groups = tokenGroups(node);
  switch (name) {
    case 'format!':
      return formatted(node, groups, evaluator);
    case 'env!':
    case 'option_env!':
    case 'dotenv!':
      return evaluator.env(node, groups[0]?.[0]);
    case 'concat!':
      return joined(
        groups.map((group) => tokensOf(group, node, evaluator)),
        evaluator.place(node),
      );
    case 'vec!':
      return {
        kind: 'list',
        items: groups.map((group) => tokensOf(group, node, evaluator)),
        place: evaluator.place(node),
      };
    default:
      return undefined;
  }
}

/** `port`, `config.port`, `"text"`; more is not read out of tokens. */
function tokensOf([first, ...rest]: readonly Node[], node: Node, evaluator: Evaluator): Value {
  if (!first) return evaluator.unknown(node);
  const isPath = rest.every(({ type }) => type === 'identifier');
  if (!isPath && !isConversion(rest)) return evaluator.unknown(node);
  const names = rest.filter(({ type, text }) => type === 'identifier' && !CONVERSIONS.has(text));
  const [name, ...members] = names.map(({ text }) => text);
  let value = name === undefined ? evaluator.of(first) : evaluator.memberAt(first, name, node);
  for (const member of members) value = evaluator.memberOf(value, member, node);
  return value;
}

/** `"text".to_string()`, `"a".parse().unwrap()`. */
function isConversion(tokens: readonly Node[]): boolean {
  return tokens.every(({ type, text }) => (type === 'token_tree' ? text === '()' : CONVERSIONS.has(text)));
}

/** `format!("0.0.0.0:{port}/{}", path)`. */
function formatted(node: Node, [format, ...rest]: Node[][], evaluator: Evaluator): Value | undefined {
  const text = textOf(format?.[0]);
  if (text === undefined) return undefined;
  let next = 0;
  const named = (name: string): Value => {
    const given = rest.find(([first, second]) => second && first?.text === name);
    return given ? tokensOf(given.slice(1), node, evaluator) : evaluator.valueOfName(name, node);
  };
  const hole = /\{\{|\}\}|\{(\w{0,60})(?::[^{}]{0,20})?\}/g;
  return evaluator.format(node, text, hole, ([whole, name = '']) => {
    if (whole === '{{' || whole === '}}') return evaluator.literal(node, whole.charAt(0));
    const index = name === '' ? next++ : Number(name);
    return Number.isNaN(index) ? named(name) : tokensOf(rest[index] ?? [], node, evaluator);
  });
}

const READS = /(?:^|::)(?:std::env|dotenvy|dotenv|env)::var(?:_os)?$/;
/** Made of their argument, and worth the same. */
const SAME_AS_ARGUMENT =
  /(?:^|::)(?:Ok|Some|String::from|Url::parse|Uri::from_static|HeaderValue::from_(?:static|str)|Arc::new|Box::new|Rc::new|Cow::(?:from|Borrowed|Owned)|u16::from_str|Secret(?:String)?::(?:new|from)|Ipv4Addr::from|Ipv6Addr::from|IpAddr::(?:V4|V6|from)|SocketAddr::(?:from|V4|V6)|SocketAddrV4::from)$/;
const LAZY = /(?:^|::)(?:Lazy|LazyLock|LazyCell|OnceCell|OnceLock)::new$/;

function ofPath(node: Node, tree: CallTree, evaluator: Evaluator): Value | undefined {
  const [first] = tree.arguments.map(({ value }) => value);
  const name = evaluator.names.fullOf(tree, node) ?? '';
  if (name === '' || evaluator.names.isDeclared(tree, node)) return undefined;
  if (READS.test(name)) return evaluator.env(node, first);
  if (LAZY.test(name)) return resultOf(evaluator.of(first));
  if (/(?:^|::)(?:SocketAddr|SocketAddrV4|SocketAddrV6|Ipv4Addr|Ipv6Addr)::new$/.test(name)) {
    const items = tree.arguments.map(({ value }) => evaluator.of(value));
    return { kind: 'list', items, place: evaluator.place(node) };
  }
  return first && SAME_AS_ARGUMENT.test(name) ? evaluator.of(first) : undefined;
}

/** Worth what they are called on. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  'unwrap', 'expect', 'ok', 'to_string', 'to_owned', 'into', 'as_str', 'as_ref', 'as_deref', 'clone', 'parse', 'trim',
  'unwrap_or_default', 'map_err', 'context', 'with_context', 'to_lowercase', 'trim_end_matches', 'cloned', 'copied',
  'as_bytes', 'to_socket_addrs', 'leak', 'ok_or', 'ok_or_else', 'into_string', 'collect', 'iter', 'into_iter', 'filter',
  'and_then', 'to_str', 'try_into', 'into_boxed_str', 'as_mut', 'expose_secret', 'inspect_err', 'flatten', 'next',
  'wrap_err', 'wrap_err_with', 'into_inner', 'deref', 'borrow', 'filter_map', 'to_vec', 'as_slice', 'get_or_init',
]); // prettier-ignore

function ofMethod(
  node: Node,
  { on, name, arguments: given }: CallTree,
  evaluator: Evaluator,
): Value | undefined {
  if (!on) return undefined;
  const [first, second] = given.map(({ value }) => value);
  switch (name) {
    case 'unwrap_or':
    case 'or':
      return orElse(evaluator.of(on), evaluator.of(first));
    case 'unwrap_or_else':
    case 'or_else':
      return orElse(evaluator.of(on), resultOf(evaluator.of(first)));
    case 'map_or':
      return orElse(evaluator.of(on), evaluator.of(first));
    case 'map_or_else':
      return orElse(evaluator.of(on), resultOf(evaluator.of(first)));
    case 'map':
      return mapped(evaluator.of(on), evaluator.of(first));
    case 'split':
      return splitValue(evaluator.of(on), literalText(evaluator.of(first)) ?? ',', evaluator.place(node));
    default:
      return CONVERSIONS.has(name) && second === undefined ? evaluator.of(on) : undefined;
  }
}

/** What a closure gives; a function that is only named, nothing. */
function resultOf(value: Value): Value {
  return value.kind === 'function' ? value.result : value;
}

/** Without the value the program ends: then there is no fallback. */
function orElse(value: Value, fallback: Value): Value {
  const ends =
    fallback.kind === 'call' &&
    /(?:panic|unreachable|todo|bail|anyhow)!|(?:^|[.:])exit$/.test(fallback.callee);
  return ends ? value : withFallback(value, fallback);
}

/** Reads of the environment and lists stay what they are; `|port| format!(":{port}")` makes something else. */
function mapped(value: Value, by: Value): Value | undefined {
  if (by.kind === 'function' && by.result.kind === 'template') return undefined;
  return value.kind === 'env' || value.kind === 'list' || value.kind === 'literal' ? value : undefined;
}
