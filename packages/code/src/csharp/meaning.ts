import { joined, splitValue, withFallback } from '../combine-values.js';
import type { Evaluator } from '../common/evaluate.js';
import type { CallTree, Tree } from '../common/tree.js';
import { textOf } from '../possible.js';
import { SETTINGS } from '../settings/facts.js';
import { plainKey } from '../settings/setting.js';
import type { Node } from '../syntax.js';
import type { Value } from '../value.js';

/** What calls of .NET give: the environment, the configuration, texts. */
export function meaning(node: Node, tree: Tree, evaluator: Evaluator): Value | undefined {
  if (tree.kind === 'index') return indexed(node, tree, evaluator);
  if (tree.kind === 'member') return ofMember(node, tree, evaluator);
  if (tree.kind !== 'call') return undefined;
  const given = tree.arguments.map(({ value }) => value);
  const written = evaluator.names.calleeOf(tree);
  if (/(?:^|\.)Environment\.GetEnvironmentVariable$/.test(written)) return evaluator.env(node, given[0]);
  if (SAME.has(written) || (tree.isNew === true && tree.name === 'Uri')) return evaluator.of(given[0]);
  if (/^(?:string|String)\.Format$/.test(written)) return formatted(node, given, evaluator);
  if (/^(?:string|String)\.Concat$/.test(written)) {
    return joined(
      given.map((one) => evaluator.of(one)),
      evaluator.place(node),
    );
  }
  return configured(node, tree, given, evaluator) ?? ofText(node, tree, given, evaluator);
}

/** Their value is that of their first argument. */
const SAME: ReadonlySet<string> = new Set([
  'int.Parse', 'Int32.Parse', 'Convert.ToInt32', 'Convert.ToString', 'bool.Parse', 'ushort.Parse', 'Convert.ToBoolean',
  'IPAddress.Parse', 'Uri.EscapeUriString', 'MongoUrl.Create', 'Convert.ToUInt16', 'long.Parse',
]); // prettier-ignore
const PASSING =
  /^(?:Trim|TrimEnd|TrimStart|ToString|ToLower|ToLowerInvariant|ToUpper|ToArray|ToList|AsEnumerable|Distinct|Where|Select)$/;

function ofText(
  node: Node,
  { on, name }: CallTree,
  given: readonly Node[],
  evaluator: Evaluator,
): Value | undefined {
  if (!on) return undefined;
  if (name === 'Split') {
    const by = given[0] && evaluator.read(given[0]);
    return splitValue(
      evaluator.of(on),
      by?.kind === 'literal' ? String(by.value) : ',',
      evaluator.place(node),
    );
  }
  if (!PASSING.test(name)) return undefined;
  const value = evaluator.of(on);
  if (name === 'Select' && value.kind === 'env' && value.pieces === 'raw')
    return { ...value, pieces: 'mapped' };
  return /^(?:literal|env|template|list)$/.test(value.kind) ? value : undefined;
}

/** `string.Format("http://{0}:{1}", host, port)`. */
function formatted(node: Node, [format, ...rest]: readonly Node[], evaluator: Evaluator): Value | undefined {
  const text = textOf(evaluator.of(format));
  if (text === undefined) return undefined;
  return evaluator.format(node, text, /\{(\d{1,2})(?::[^}]{0,20})?\}/g, ([, index]) =>
    evaluator.of(rest[Number(index)]),
  );
}

/** `SameSiteMode.None`, `CookieSecurePolicy.Always`, `IPAddress.Loopback` say what they are called. */
function ofMember(
  node: Node,
  { of, name }: Extract<Tree, { kind: 'member' }>,
  evaluator: Evaluator,
): Value | undefined {
  const owner = evaluator.read(of);
  const type = owner.kind === 'name' || owner.kind === 'member' ? owner.name : '';
  if (type === 'SameSiteMode') return evaluator.literal(node, name);
  if (type === 'CookieSecurePolicy') return evaluator.literal(node, name === 'Always');
  if (type === 'IPAddress') return address(node, name, evaluator);
  if (type === 'HeaderNames' && /^AccessControlAllow(?:Origin|Credentials)$/.test(name)) {
    return evaluator.literal(
      node,
      name.endsWith('Origin') ? 'Access-Control-Allow-Origin' : 'Access-Control-Allow-Credentials',
    );
  }
  return name === 'Value' ? sectionValue(of, node, undefined, evaluator) : undefined;
}

const ADDRESSES: Readonly<Record<string, string>> = {
  Any: '0.0.0.0',
  IPv6Any: '::',
  Loopback: '127.0.0.1',
  IPv6Loopback: '::1',
};

function address(node: Node, name: string, evaluator: Evaluator): Value | undefined {
  const text = ADDRESSES[name];
  return text === undefined ? undefined : evaluator.literal(node, text);
}

/** `configuration["Api:Url"]`, `section["Url"]`. */
function indexed(
  node: Node,
  tree: Extract<Tree, { kind: 'index' }>,
  evaluator: Evaluator,
): Value | undefined {
  const owner = evaluator.read(tree.of);
  if (owner.kind === 'member' && owner.name === 'Headers') {
    const header = textOf(evaluator.of(tree.key)) ?? '';
    return evaluator.unknown(node, /^origin$/i.test(header) ? 'headers.origin' : undefined);
  }
  const path = sectionOf(tree.of, evaluator);
  const key = path === undefined ? undefined : textOf(evaluator.of(tree.key));
  return key === undefined ? undefined : setting(joinKey(path, key), node, undefined, evaluator);
}

const SECTIONS = /^(?:GetSection|GetRequiredSection)$/;

/** `GetValue<int>("Port", 5000)`, `GetConnectionString("Main")`, `GetSection("Cors:Origins").Get<string[]>()`. */
function configured(
  node: Node,
  { on, name }: CallTree,
  [first, second]: readonly Node[],
  evaluator: Evaluator,
): Value | undefined {
  if (!on || !/^Get(?:Value|ConnectionString|Required(?:Value)?)?$/.test(name)) return undefined;
  if (name === 'Get') return sectionValue(on, node, undefined, evaluator);
  const path = sectionOf(on, evaluator);
  const key = first && path !== undefined ? textOf(evaluator.of(first)) : undefined;
  if (path === undefined || key === undefined) return undefined;
  const fallback = second && evaluator.of(second);
  const whole = name === 'GetConnectionString' ? `ConnectionStrings:${key}` : joinKey(path, key);
  return setting(whole, node, fallback, evaluator);
}

function sectionValue(
  on: Node,
  node: Node,
  fallback: Value | undefined,
  evaluator: Evaluator,
): Value | undefined {
  const path = sectionOf(on, evaluator);
  return path === undefined || path === '' ? undefined : setting(path, node, fallback, evaluator);
}

/** The path of a section, `` for the configuration itself; nothing for what is none. */
function sectionOf(node: Node, evaluator: Evaluator, depth = 0): string | undefined {
  if (depth > 8) return undefined;
  const tree = evaluator.read(node);
  if (tree.kind === 'same') return sectionOf(tree.of, evaluator, depth + 1);
  if (tree.kind === 'call' && tree.on && SECTIONS.test(tree.name)) {
    const outer = sectionOf(tree.on, evaluator, depth + 1);
    const key = textOf(evaluator.of(tree.arguments[0]?.value));
    return outer === undefined || key === undefined ? undefined : joinKey(outer, key);
  }
  if (tree.kind !== 'name' && tree.kind !== 'member') return undefined;
  if (/^_?(?:app)?config(?:uration)?$/i.test(tree.name)) return '';
  const bound = tree.kind === 'name' ? evaluator.names.find(tree.name, node)[0] : undefined;
  if (bound?.type && /^I?Configuration(?:Root|Manager|Section)?$/.test(bound.type.text.slice(0, 40)))
    return '';
  const made = bound?.is.kind === 'value' ? bound.is.of : undefined;
  const inner = made && evaluator.read(made);
  return inner?.kind === 'call' && SECTIONS.test(inner.name)
    ? sectionOf(made as Node, evaluator, depth + 1)
    : undefined;
}

function joinKey(path: string | undefined, key: string): string {
  return path === undefined || path === '' ? key : `${path}:${key}`;
}

/** The environment goes before appsettings.json: `Api__Url` is `Api:Url`. */
function setting(key: string, node: Node, fallback: Value | undefined, evaluator: Evaluator): Value {
  const read = evaluator.env(node, key.replaceAll(':', '__'));
  const written = writtenSetting(key, evaluator);
  const known = written ? withFallback(read, written) : read;
  return fallback ? withFallback(known, fallback) : known;
}

function writtenSetting(key: string, { modules, path }: Evaluator): Value | undefined {
  const all = modules.exportsOf(path, SETTINGS);
  const own = all?.get(plainKey(key));
  if (own) return own.kind === 'literal' && own.value === '' ? undefined : own;
  const items = [...(all ?? [])]
    .filter(([name]) => name.startsWith(`${plainKey(key)}:[`))
    .map(([, value]) => value);
  const [first] = items;
  return first && { kind: 'list', items, place: first.place };
}
