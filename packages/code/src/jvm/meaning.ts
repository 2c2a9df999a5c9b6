import { joined, splitValue, withFallback } from '../combine-values.js';
import type { Evaluator } from '../common/evaluate.js';
import type { CallTree, Tree } from '../common/tree.js';
import { textOf } from '../possible.js';
import type { Node } from '../syntax.js';
import type { Value } from '../value.js';
import { namedSetting } from './settings.js';

/** What calls of the standard libraries of Java and Kotlin give, and those of the libraries that read the environment. */
export function meaning(node: Node, tree: Tree, evaluator: Evaluator): Value | undefined {
  if (tree.kind === 'index') return indexed(node, tree, evaluator);
  if (tree.kind === 'member') return headerName(node, tree.name, evaluator);
  if (tree.kind !== 'call') return undefined;
  const given = tree.arguments.map(({ value }) => value);
  const on = tree.on;
  if (!isKnownName(tree.name)) return on && getter(tree.name, given.length, on, evaluator);
  const written = on ? `${evaluator.names.dotted(on) ?? nearCall(on, evaluator)}.${tree.name}` : tree.name;
  if (/(?:^|\.)System\.getenv$/.test(written) && given.length === 1) return evaluator.env(node, given[0]);
  if (on && isEnvironment(on, evaluator)) return fromMap(node, tree, evaluator);
  if (on && isSetting(written)) return settingOf(node, given, evaluator);
  if (SAME.has(written) || (tree.isNew === true && SAME_TYPES.has(tree.name))) return evaluator.of(given[0]);
  if (tree.name === 'InetSocketAddress') return socketAddress(node, given, evaluator);
  if (/(?:^|\.)InetAddress\.getLoopbackAddress$/.test(written)) return evaluator.literal(node, '127.0.0.1');
  if (LISTS.has(written)) return listOf(node, given, evaluator);
  if (/^(?:String\.)?format$/.test(written)) return formatted(node, given[0], given.slice(1), evaluator);
  if (/(?:^|\.)Map\.of$/.test(written)) return mapOf(node, given, evaluator);
  if (/^(?:mutable|hash|linked)?[mM]apOf$/.test(written))
    return mapOf(node, pairsOf(given, evaluator), evaluator);
  if (/(?:^|\.)requireNonNullElse(?:Get)?$/.test(written)) {
    return withFallback(evaluator.of(given[0]), resultOf(given[1], evaluator));
  }
  if (on) return method(node, tree, on, evaluator);
  return tree.name === 'lazy' && tree.block ? resultOf(tree.block, evaluator) : undefined;
}

/** `HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN` of Spring, `HttpHeaders.AccessControlAllowOrigin` of Ktor. */
function headerName(node: Node, name: string, evaluator: Evaluator): Value | undefined {
  if (!/^access_?control_?allow_?(?:origin|credentials)$/i.test(name)) return undefined;
  const last = /origin$/i.test(name) ? 'Origin' : 'Credentials';
  return evaluator.literal(node, `Access-Control-Allow-${last}`);
}

/** `new InetSocketAddress(8080)`, `new InetSocketAddress("0.0.0.0", 8080)`. */
function socketAddress(node: Node, given: readonly Node[], evaluator: Evaluator): Value | undefined {
  const values = given.map((one) => evaluator.of(one));
  const items = values.length === 1 ? [evaluator.literal(node, ''), ...values] : values;
  return { kind: 'list', items, place: evaluator.place(node) };
}

/** `System.getenv()`, and the object of a dotenv library. */
function isEnvironment(on: Node, evaluator: Evaluator): boolean {
  const tree = evaluator.read(on);
  if (tree.kind === 'same') return isEnvironment(tree.of, evaluator);
  if (tree.kind === 'call') {
    const owner = tree.on ? (evaluator.names.dotted(tree.on) ?? '') : '';
    return tree.name === 'getenv' && tree.arguments.length === 0 && /(?:^|\.)System$/.test(owner);
  }
  if (tree.kind !== 'name' && tree.kind !== 'member') return false;
  if (/^(?:dot_?env|dotEnv)$/i.test(tree.name)) return true;
  if (tree.kind === 'member' && tree.name === 'env') return false;
  const [bound] = tree.kind === 'name' ? evaluator.names.find(tree.name, on) : [];
  return bound?.is.kind === 'value' && bound.is.of !== undefined && isGetenv(bound.is.of, evaluator);
}

/** `Map<String, String> env = System.getenv();` */
function isGetenv(node: Node, evaluator: Evaluator): boolean {
  const tree = evaluator.read(node);
  return tree.kind === 'call' && tree.name === 'getenv' && tree.arguments.length === 0;
}

/** `environment.config.property("app.url")` of Ktor, `env.getProperty("app.url", "…")` of Spring. */
function isSetting(written: string): boolean {
  return /(?:^|\.)config\.property(?:OrNull)?$|(?:^|\.)(?:env|environment|configuration)\.get(?:Required)?Property$/i.test(
    written,
  );
}

function settingOf(node: Node, [name, fallback]: readonly Node[], evaluator: Evaluator): Value | undefined {
  const text = textOf(evaluator.of(name));
  if (text === undefined) return undefined;
  const { path, modules } = evaluator;
  return namedSetting(text, fallback && evaluator.of(fallback), node, evaluator, { path, modules });
}

function fromMap(node: Node, tree: CallTree, evaluator: Evaluator): Value | undefined {
  const [name, fallback] = tree.arguments.map(({ value }) => value);
  if (!/^(?:get|getOrDefault|getOrElse)$/.test(tree.name)) return undefined;
  const other = fallback ? resultOf(fallback, evaluator) : tree.block && resultOf(tree.block, evaluator);
  return evaluator.env(node, name, other);
}

/** `System.getenv()["PORT"]`, `dotenv["PORT"]`. */
function indexed(
  node: Node,
  tree: Extract<Tree, { kind: 'index' }>,
  evaluator: Evaluator,
): Value | undefined {
  return isEnvironment(tree.of, evaluator) ? evaluator.env(node, tree.key) : undefined;
}

/** Their value is that of their first argument. */
const SAME: ReadonlySet<string> = new Set([
  'Integer.parseInt', 'Integer.valueOf', 'Integer.decode', 'Long.parseLong', 'Short.parseShort', 'String.valueOf',
  'Integer.toString', 'Boolean.parseBoolean', 'Boolean.valueOf', 'URI.create', 'Objects.requireNonNull',
  'Optional.ofNullable', 'Optional.of', 'checkNotNull', 'requireNotNull', 'checkNotNull', 'Url', 'HttpUrl.get',
  'HttpUrl.parse', 'MongoClientURI', 'InetAddress.getByName', 'Uri.of', 'Integer.parseUnsignedInt',
]); // prettier-ignore
const SAME_TYPES: ReadonlySet<string> = new Set([
  'URI',
  'URL',
  'String',
  'Integer',
  'ConnectionString',
  'MongoClientURI',
]);
const LISTS: ReadonlySet<string> = new Set([
  'List.of', 'Set.of', 'Arrays.asList', 'Collections.singletonList', 'Collections.singleton', 'listOf', 'setOf',
  'arrayOf', 'mutableListOf', 'ImmutableList.of', 'Stream.of', 'listOfNotNull', 'Lists.newArrayList',
]); // prettier-ignore
/** Methods that hand on what they are called on, in another type or a little changed. */
const PASSING: ReadonlySet<string> = new Set([
  'trim', 'strip', 'toString', 'toInt', 'toIntOrNull', 'toLong', 'intValue', 'toURL', 'toURI', 'toLowerCase',
  'lowercase', 'toUpperCase', 'removeSuffix', 'trimEnd', 'toBoolean', 'also', 'apply', 'orNull', 'toList', 'toSet',
  'toTypedArray', 'asString', 'getString', 'takeIf', 'takeUnless', 'filter', 'trimIndent', 'trimMargin', 'stream',
  'ifEmpty', 'ifBlank', 'toBooleanStrict', 'orElseThrow', 'get', 'collect', 'toArray', 'intern', 'toPort',
]); // prettier-ignore

/** Most calls are none of these, and their names are read quickly. */
function isKnownName(name: string): boolean {
  names ??= new Set([
    ...OTHERS,
    ...PASSING,
    ...SAME_TYPES,
    ...[...SAME, ...LISTS].map((one) => one.split('.').at(-1) ?? ''),
  ]);
  return names.has(name);
}

let names: ReadonlySet<string> | undefined;
const OTHERS = [
  'getenv', 'get', 'getOrDefault', 'getOrElse', 'property', 'propertyOrNull', 'getProperty', 'getRequiredProperty', 'of',
  'InetSocketAddress', 'getLoopbackAddress', 'format', 'formatted', 'mapOf', 'mutableMapOf', 'hashMapOf', 'linkedMapOf',
  'requireNonNullElse', 'requireNonNullElseGet', 'orElse', 'orElseGet', 'map', 'split', 'concat', 'lazy',
]; // prettier-ignore

function method(
  node: Node,
  { name, arguments: given, block }: CallTree,
  on: Node,
  evaluator: Evaluator,
): Value | undefined {
  const [first] = given.map(({ value }) => value);
  if (name === 'orElse') return withFallback(evaluator.of(on), evaluator.of(first));
  if (name === 'orElseGet') return withFallback(evaluator.of(on), resultOf(first, evaluator));
  if ((name === 'ifEmpty' || name === 'ifBlank') && block)
    return withFallback(evaluator.of(on), resultOf(block, evaluator));
  if (name === 'map' && first) return mapped(on, first, evaluator);
  if (name === 'split')
    return splitValue(evaluator.of(on), textOf(evaluator.of(first)) ?? ',', evaluator.place(node));
  if (name === 'formatted' || name === 'format')
    return formatted(
      node,
      on,
      given.map(({ value }) => value),
      evaluator,
    );
  if (name === 'concat' && first)
    return joined([evaluator.of(on), evaluator.of(first)], evaluator.place(node));
  if (!PASSING.has(name)) return getter(name, given.length, on, evaluator);
  const value = evaluator.of(on);
  return /^(?:literal|env|template|list|choice)$/.test(value.kind) ? value : undefined;
}

/** A read that is parsed keeps being that read; anything else that is mapped is unknown. */
function mapped(on: Node, with_: Node, evaluator: Evaluator): Value | undefined {
  const text = with_.text.slice(0, 100);
  const isParsed = /^(?:Integer|Long|String|Boolean|URI)::\w+$|->\s*(?:Integer\.\w+\(|\w+\.trim\(\))/.test(
    text,
  );
  const value = evaluator.of(on);
  if (isParsed) return value;
  return value.kind === 'list' || value.kind === 'env' ? value : undefined;
}

/** `properties.getUrl()` gives the field `url` of what is known. */
function getter(name: string, count: number, on: Node, evaluator: Evaluator): Value | undefined {
  const field = /^(?:get|is)([A-Z]\w{0,60})$/.exec(name)?.[1];
  if (count > 0 || evaluator.read(on).kind === 'call') return undefined;
  const object = evaluator.of(on);
  if (object.kind !== 'object' || object.entries.get(name)?.kind === 'function') return undefined;
  return object.entries.get(field === undefined ? name : field.charAt(0).toLowerCase() + field.slice(1));
}

/** What a lambda gives; of anything else its value. */
export function resultOf(node: Node | undefined, evaluator: Evaluator): Value {
  const value = evaluator.of(node);
  return value.kind === 'function' ? value.result : value;
}

function listOf(node: Node, given: readonly Node[], evaluator: Evaluator): Value {
  const items = given.map((item) => evaluator.of(item));
  const [only] = items;
  // `Arrays.asList(text.split(","))` has the pieces of it.
  if (items.length === 1 && (only?.kind === 'list' || only?.kind === 'env')) return only;
  return { kind: 'list', items, place: evaluator.place(node) };
}

function mapOf(node: Node, given: readonly Node[], evaluator: Evaluator): Value {
  const entries = new Map<string, Value>();
  for (let at = 0; at + 1 < given.length; at += 2) {
    const key = textOf(evaluator.of(given[at]));
    if (key !== undefined) entries.set(key, evaluator.of(given[at + 1]));
  }
  return { kind: 'object', entries, open: false, place: evaluator.place(node) };
}

/** `mapOf("a" to 1)`: keys and values in turn. */
function pairsOf(given: readonly Node[], evaluator: Evaluator): Node[] {
  return given.flatMap((node) => {
    const tree = evaluator.read(node);
    const value = tree.kind === 'call' && tree.name === 'to' ? tree.arguments[0]?.value : undefined;
    return tree.kind === 'call' && tree.on && value ? [tree.on, value] : [];
  });
}

/** `String.format("http://%s:%d", host, port)`. */
function formatted(
  node: Node,
  format: Node | undefined,
  rest: readonly Node[],
  evaluator: Evaluator,
): Value | undefined {
  const text = textOf(evaluator.of(format));
  if (text === undefined) return undefined;
  let next = 0;
  return evaluator.format(
    node,
    text,
    /%(?:\d{1,2}\$)?[-+# 0]{0,3}\d{0,4}(?:\.\d{1,3})?[a-zA-Z%]/g,
    ([hole]) => (hole === '%%' ? evaluator.literal(node, '%') : evaluator.of(rest[next++])),
  );
}

/** `System.getenv` of `System.getenv().get`. */
function nearCall(on: Node, evaluator: Evaluator): string {
  const tree = evaluator.read(on);
  return tree.kind === 'call' ? evaluator.names.calleeOf(tree) : '';
}
