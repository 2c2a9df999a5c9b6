import { isBroughtLoopback } from '../brought-address.js';
import { anyOf } from '../combine-values.js';
import type { UrlUse } from '../facts.js';
import { ancestors, field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { isPublicName } from '../names/public-name.js';
import type { Call, ScriptFile } from './file.js';

/**
 * Addresses: every text with a scheme and a host at its beginning, once, at the widest expression that still is the
 * same address, with what is done with it. Texts of logs, errors, comparisons and types are none.
 */
export function urlsOf(file: ScriptFile): UrlUse[] {
  const found = new Map<number, UrlUse>();
  const asked = namesAsked(file);
  for (const node of nodesOfType(file.syntax.root, 'string', 'template_string')) {
    if (!mayHoldAddress(node.text) || isSilent(file, node)) continue;
    const whole = wholeAddress(file, node);
    if (found.has(whole.node.startIndex)) continue;
    found.set(whole.node.startIndex, toUse(file, whole, asked));
  }
  return [...found.values(), ...bareDomains(file), ...broughtUrls(file)];
}

/** Addresses that requests are given and that other files write; each once, where it is first asked. */
function broughtUrls(file: ScriptFile): UrlUse[] {
  const found = new Map<string, UrlUse>();
  for (const call of file.calls) {
    const role = roleOf(file, call);
    if (role !== 'request' && role !== 'websocket') continue;
    for (const node of call.given.slice(0, 2).flatMap(addressesIn)) {
      const begin = beginningOf(node);
      if (found.has(begin.text) || !file.values.importOf(begin)) continue;
      const value = file.valueOf(node);
      if (!isBroughtLoopback(value)) continue;
      found.set(begin.text, { ...file.at(node), value, role, inBrowser: file.isClient, name: call.name });
    }
  }
  return [...found.values()];
}

/** The name in `` `${API}/users` ``, `API + '/users'` and `(API as string)`. */
function beginningOf(node: Node, steps = 8): Node {
  const [first] = node.namedChildren;
  if (!first || steps === 0) return node;
  if (node.type === 'template_string' ? node.text.startsWith('`${') : BEGINNING.has(node.type))
    return beginningOf(first, steps - 1);
  return node;
}

const BEGINNING: ReadonlySet<string> = new Set([
  'binary_expression', 'parenthesized_expression', 'as_expression', 'non_null_expression', 'template_substitution',
]); // prettier-ignore

/** An argument, or what an object of options says about the address. */
function addressesIn(given: Node): Node[] {
  if (given.type !== 'object') return [given];
  return given.namedChildren.flatMap((pair) => {
    const key = pair?.type === 'pair' ? field(pair, 'key')?.text.replace(/^['"]|['"]$/g, '') : undefined;
    const value = field(pair ?? undefined, 'value');
    return value && /^(?:base_?url|url|uri|prefixUrl|connectionString|endpoint)$/i.test(key ?? '')
      ? [value]
      : [];
  });
}

/** Addresses that begin with the host that Railway puts into a variable: no text of theirs holds a scheme. */
function bareDomains(file: ScriptFile): UrlUse[] {
  return file.calls.flatMap((call): UrlUse[] => {
    const role = roleOf(file, call);
    const [node] = call.given;
    if (role === 'argument' || !node?.text.includes('RAILWAY_')) return [];
    const value = file.valueOf(node);
    const first = value.kind === 'template' ? value.parts[0] : value;
    if (first?.kind !== 'env' || !/^RAILWAY_\w+(?:DOMAIN|URL)$/.test(first.names[0])) return [];
    return [{ ...file.at(node), value, role, inBrowser: file.isClient, name: call.name }];
  });
}

/** Schemes that rules ask for; also bare hosts of Railway. */
function mayHoldAddress(text: string): boolean {
  return /^.{0,3}(?:https?|wss?|rediss?|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|amqps?|nats):\/\/|\.up\.railway\.app|\.railway\.internal|\.proxy\.rlwy\.net|^.(?:localhost|127\.0\.0\.1)(?::\d|.$)/s.test(
    text.slice(0, 300),
  );
}

interface Whole {
  readonly node: Node;
  readonly value: Value;
  /** The read of the environment that it is the fallback of. */
  readonly fallbackOf?: string;
}

function wholeAddress(file: ScriptFile, text: Node): Whole {
  let best: Whole = { node: text, value: file.valueOf(text) };
  for (const above of ancestors(text)) {
    if (!WHOLE.has(above.type)) break;
    if (above.type === 'binary_expression' && !JOINING.has(field(above, 'operator')?.text ?? '')) break;
    const value = file.valueOf(above);
    if (value.kind === 'env' && value.fallback) {
      best = { node: text, value: value.fallback, fallbackOf: value.names[0] };
      break;
    }
    if (value.kind === 'literal' || value.kind === 'template') best = { node: above, value };
    else if (isOtherwise(above, text)) best = { node: text, value: orOther(file, above, best.value) };
  }
  return best;
}

/** `settings.url() || 'http://localhost'`: the text counts only where the other is empty, and nobody knows it. */
function isOtherwise(node: Node, text: Node): boolean {
  const right = field(node, 'right');
  return /^(?:\|\||\?\?)$/.test(field(node, 'operator')?.text ?? '') && right?.equals(text) === true;
}

function orOther(file: ScriptFile, node: Node, text: Value): Value {
  return anyOf([file.valueOf(field(node, 'left')), text], text.place);
}

const WHOLE: ReadonlySet<string> = new Set([
  'binary_expression', 'parenthesized_expression', 'as_expression', 'non_null_expression', 'ternary_expression',
  'template_substitution', 'template_string',
]); // prettier-ignore
const JOINING: ReadonlySet<string> = new Set(['+', '||', '??']);

type Role = UrlUse['role'];

/** The names of constants in the arguments of requests: what they hold is asked for, wherever it is written. */
function namesAsked(file: ScriptFile): ReadonlyMap<string, Role> {
  const names = new Map<string, Role>();
  for (const call of file.calls) {
    const role = roleOf(file, call);
    if (role !== 'request' && role !== 'websocket') continue;
    for (const node of call.given.slice(0, 2)) {
      for (const name of nodesOfType(node, 'identifier')) names.set(name.text, role);
    }
  }
  return names;
}

function toUse(
  file: ScriptFile,
  { node, value, fallbackOf }: Whole,
  asked: ReadonlyMap<string, Role>,
): UrlUse {
  const call = callAround(file, node);
  const name = nameAround(file, node);
  const assigned = asked.get(name ?? '') ?? 'assignment';
  const role = fallbackOf !== undefined ? 'fallback' : call ? roleOf(file, call) : assigned;
  const known = fallbackOf ?? name ?? call?.name;
  const key = keyAround(node);
  return {
    ...file.at(node),
    value,
    role,
    inBrowser: file.isClient || (fallbackOf !== undefined && isPublicName(fallbackOf)),
    ...(known !== undefined && { name: known }),
    ...(key !== undefined && { key }),
  };
}

/** Of the innermost object around it in the same statement. */
function keyAround(node: Node): string | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'pair')
      return field(above, 'key')
        ?.text.replace(/^['"]|['"]$/g, '')
        .slice(0, 100);
    if (above.type.endsWith('statement') || above.type === 'program') return undefined;
  }
  return undefined;
}

function roleOf(file: ScriptFile, call: Call): UrlUse['role'] {
  const { name, method, callee } = call;
  if (name === 'WebSocket' || name === 'EventSource') return name === 'WebSocket' ? 'websocket' : 'request';
  const from = (file.values.importOf(callee) ?? file.originOf(callee))?.from ?? '';
  if (/^(?:ws|socket\.io-client|reconnecting-websocket|isomorphic-ws|partysocket)$/.test(from))
    return 'websocket';
  if (name === 'fetch' || name === '$fetch' || name === 'useFetch' || CLIENTS.has(from)) return 'request';
  if (REQUESTS.has(method) && /(?:^|\.)(?:axios|http|https|got|ky|api|client|request)\./i.test(name))
    return 'request';
  return 'argument';
}

const CLIENTS: ReadonlySet<string> = new Set([
  'axios', 'got', 'ky', 'node-fetch', 'undici', 'ofetch', 'superagent', 'cross-fetch', 'graphql-request', 'pg',
  'redis', 'ioredis', 'mongodb', 'mongoose', 'amqplib', 'nats', '@apollo/client', 'openai', 'mysql2', 'bullmq',
]); // prettier-ignore
const REQUESTS: ReadonlySet<string> = new Set([
  'get', 'post', 'put', 'patch', 'delete', 'head', 'request', 'create', 'extend', 'connect',
]); // prettier-ignore

/** The call that a value is an argument of, directly or in an object or a list. */
function callAround(file: ScriptFile, node: Node): Call | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'call_expression' || above.type === 'new_expression') {
      return file.callAt(above);
    }
    if (!INSIDE.has(above.type)) return undefined;
  }
  return undefined;
}

const INSIDE: ReadonlySet<string> = new Set([
  'arguments', 'object', 'pair', 'array', 'binary_expression', 'parenthesized_expression', 'template_string',
  'template_substitution', 'ternary_expression', 'as_expression',
]); // prettier-ignore

/** What it is assigned to: a variable, a property, a key. */
function nameAround(file: ScriptFile, node: Node): string | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'variable_declarator') return field(above, 'name')?.text;
    if (above.type === 'pair') return field(above, 'key')?.text.replace(/^['"]|['"]$/g, '');
    if (above.type === 'assignment_expression') return file.values.nameOf(field(above, 'left'));
    if (above.type === 'public_field_definition') return field(above, 'name')?.text;
    if (!INSIDE.has(above.type)) return undefined;
  }
  return undefined;
}

/** Imports, types, JSX text links to elsewhere, logs, errors, comparisons. */
function isSilent(file: ScriptFile, node: Node): boolean {
  for (const above of ancestors(node)) {
    if (SILENT.has(above.type)) return true;
    if (above.type === 'binary_expression' && COMPARING.has(field(above, 'operator')?.text ?? ''))
      return true;
    if (above.type === 'call_expression' || above.type === 'new_expression') return isSilentCall(file, above);
    if (above.type === 'statement_block' || above.type === 'program') return false;
  }
  return false;
}

function isSilentCall(file: ScriptFile, node: Node): boolean {
  const name = file.values.nameOf(field(node, 'function') ?? field(node, 'constructor')) ?? '';
  return SILENT_CALL.test(name);
}

const SILENT_CALL =
  /^(?:console\.\w+|(?:\w+\.)*(?:log|logger|debug|info|warn|error|trace)(?:\.\w+)?|describe|it|test|expect|(?:\w+)?Error|t|i18n\.t)$|\.(?:includes|startsWith|endsWith|indexOf|match|test|replace|replaceAll|split)$/;
const SILENT: ReadonlySet<string> = new Set([
  'import_statement', 'literal_type', 'type_alias_declaration', 'interface_declaration', 'throw_statement',
  'switch_case', 'regex',
]); // prettier-ignore
const COMPARING: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', 'in']);
