import { headerCors, headersSet, type HeaderSetting } from '../common/header-cors.js';
import { policyOf } from '../common/origin-policy.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { isLiteral } from '../possible.js';
import { ancestors, field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { setting } from './listeners.js';
import { nameText, patternText } from './texts.js';

/** CORS policies: rack-cors, headers that are written by hand, the settings of Sinatra's plugins, Action Cable. */
export function corsOf(file: SourceFile): CorsPolicy[] {
  return [...rackCors(file), ...ofHeaders(file), ...sinatraCors(file), ...actionCable(file)];
}

/** `allow do origins "x"; resource "*", credentials: true end`. */
function rackCors(file: SourceFile): CorsPolicy[] {
  return file.calls.flatMap((call) => {
    const block = call.method === 'origins' && !call.tree.on ? blockAround(call.node) : undefined;
    if (!block) return [];
    const credentials = credentialsIn(block, file);
    return originsOf(call, file).map((origin) => ({
      ...file.at(call.node),
      framework: 'rack-cors',
      origin,
      ...(credentials && { credentials }),
    }));
  });
}

function blockAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'block' || above.type === 'do_block') return above;
  }
  return undefined;
}

/** The first resource that allows them. */
function credentialsIn(block: Node, file: SourceFile): Value | undefined {
  const given = nodesOfType(block, 'call')
    .flatMap((node) => file.callAt(node) ?? [])
    .filter(({ method }) => method === 'resource')
    .map((call) => file.namedArgument(call, 'credentials'))
    .filter((value) => value !== undefined);
  return given.find((value) => isLiteral(value, true)) ?? given[0];
}

function originsOf(call: Call, file: SourceFile): OriginPolicy[] {
  const { block } = call.tree;
  if (block) return [ofFunction(block, file)];
  const found: OriginPolicy[] = [];
  const items: Value[] = [];
  for (const node of flat(call.given)) {
    const pattern = patternText(node);
    if (pattern !== undefined) {
      found.push({ kind: 'match', how: 'pattern', text: pattern, place: file.syntax.place(node) });
    } else if (node.type === 'lambda' || /^(?:proc|lambda)\b/.test(node.text.slice(0, 10))) {
      found.push(ofFunction(node, file));
    } else items.push(...itemsOf(file.evaluator.of(node)));
  }
  const [first] = items;
  if (!first) return found;
  const value: Value =
    items.length === 1 ? first : { kind: 'list', items, place: file.syntax.place(call.node) };
  return [{ kind: 'value', value: withSchemes(value) }, ...found];
}

/** The elements of lists that are written there. */
function flat(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) =>
    node.type === 'array' ? node.namedChildren.filter((one) => one !== null) : [node],
  );
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

/** rack-cors takes a host without a scheme for that host with any scheme. */
function withSchemes(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(withSchemes) };
  const isHost =
    value.kind === 'literal' &&
    /^[\w.-]+\.[a-z]{2,}(?::\d+)?$|^localhost(?::\d+)?$/i.test(String(value.value));
  return isHost ? { ...value, value: `https://${value.value}` } : value;
}

/** `origins { |source, env| true }` lets everybody in. */
function ofFunction(node: Node, file: SourceFile): OriginPolicy {
  const inner = node.type === 'call' ? (field(node, 'block') ?? node) : node;
  return policyOf(file.evaluator.of(inner));
}

function ofHeaders(file: SourceFile): CorsPolicy[] {
  return /access-control-allow/i.test(file.syntax.text) ? headerCors(file, headersOf(file)) : [];
}

/** `headers["Access-Control-Allow-Origin"] = x`, `headers "Access-Control-…" => x`, `response.set_header("…", x)`. */
function headersOf(file: SourceFile): HeaderSetting[] {
  const found: HeaderSetting[] = [];
  const add = (key: Node | undefined, value: Node | undefined, node: Node): void => {
    const name = (nameText(key) ?? '').toLowerCase();
    if (!value || !/^(?:access-control-allow-(?:origin|credentials)|vary)$/.test(name)) return;
    found.push({ name, node, value: file.evaluator.of(value) });
  };
  for (const node of file.nodes(['assignment'])) {
    const left = field(node, 'left');
    if (left?.type === 'element_reference')
      add(left.namedChildren[1] ?? undefined, field(node, 'right'), node);
  }
  for (const node of file.nodes(['pair'])) add(field(node, 'key'), field(node, 'value'), node);
  return [...found, ...headersSet(file)];
}

/** `set :allow_origin, :any` of sinatra-cross_origin, `set :allow_origin, "https://a https://b"` of sinatra-cors. */
function sinatraCors(file: SourceFile): CorsPolicy[] {
  const found = setting(file, 'allow_origin');
  if (!found) return [];
  const credentials = setting(file, 'allow_credentials')?.value;
  const { call, value } = found;
  const origin: Value = isLiteral(value, 'any')
    ? { kind: 'literal', value: '*', place: value.place }
    : splitAtBlanks(value);
  return [
    {
      ...file.at(call.node),
      framework: 'sinatra-cors',
      origin: { kind: 'value', value: origin },
      ...(credentials && { credentials }),
    },
  ];
}

function splitAtBlanks(value: Value): Value {
  if (value.kind !== 'literal' || !String(value.value).trim().includes(' ')) return value;
  const items = String(value.value).trim().split(/\s+/);
  return { kind: 'list', items: items.map((item) => ({ ...value, value: item })), place: value.place };
}

/** `config.action_cable.allowed_request_origins = […]`: who may open a socket. */
function actionCable(file: SourceFile): CorsPolicy[] {
  return file.nodes(['assignment']).flatMap((node): CorsPolicy[] => {
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    if (left?.type !== 'call' || !right || field(left, 'method')?.text !== 'allowed_request_origins')
      return [];
    const items = flat([right]);
    const patterns = items.flatMap((one): OriginPolicy[] => {
      const text = patternText(one);
      return text === undefined
        ? []
        : [{ kind: 'match', how: 'pattern', text, place: file.syntax.place(one) }];
    });
    const value = file.evaluator.of(right);
    const origins: OriginPolicy[] = [
      ...(patterns.length < items.length ? [{ kind: 'value' as const, value }] : []),
      ...patterns,
    ];
    return origins.map((origin) => ({ ...file.at(node), framework: 'action-cable', origin }));
  });
}
