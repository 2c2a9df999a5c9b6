import { isBroughtLoopback } from '../brought-address.js';
import type { UrlUse } from '../facts.js';
import { ancestors, field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { clientRole } from './client-calls.js';
import type { Call, PythonFile } from './file.js';
import { isSilent } from './silent.js';
import { contentOf } from './text.js';

/**
 * Addresses: every text with a scheme and a host at its beginning, once, at the widest expression that still is the
 * same address, with what is done with it. Docstrings, logs, errors and comparisons are none.
 */
export function urlsOf(file: PythonFile): UrlUse[] {
  const found = new Map<number, UrlUse>();
  const asked = namesAsked(file);
  for (const node of nodesOfType(file.syntax.root, 'string')) {
    if (!mayHoldAddress(contentOf(node)) || isSilent(file, node)) continue;
    const whole = wholeAddress(file, node);
    if (found.has(whole.node.startIndex)) continue;
    found.set(whole.node.startIndex, toUse(file, whole, asked));
  }
  return [...found.values(), ...broughtUrls(file)];
}

/** Addresses that requests are given and that other files write; each once, where it is first asked. */
function broughtUrls(file: PythonFile): UrlUse[] {
  const found = new Map<string, UrlUse>();
  for (const call of file.calls) {
    const role = clientRole(call);
    if (role === undefined) continue;
    for (const node of [...call.positional.slice(0, 2), ...call.keywords.values()].slice(0, 6)) {
      const begin = beginningOf(node);
      if (found.has(begin.text) || file.values.names.qualifiedOf(begin) === undefined) continue;
      const value = file.valueOf(node);
      if (!isBroughtLoopback(value)) continue;
      found.set(begin.text, { ...file.at(node), value, role, inBrowser: false, name: call.name });
    }
  }
  return [...found.values()];
}

/** The name in `f"{API}/users"`, `API + "/users"` and `(API)`. */
function beginningOf(node: Node, steps = 8): Node {
  const [first] = node.type === 'string' ? node.namedChildren.slice(1) : node.namedChildren;
  if (!first || steps === 0 || !BEGINNING.has(node.type)) return node;
  return beginningOf(first, steps - 1);
}

const BEGINNING: ReadonlySet<string> = new Set([
  'binary_operator', 'parenthesized_expression', 'string', 'interpolation',
]); // prettier-ignore

const SCHEME =
  /^(?:https?|wss?|rediss?|postgres(?:ql)?(?:\+\w+)?|mysql(?:\+\w+)?|mongodb(?:\+srv)?|amqps?|nats|kafka):\/\//;
const HOST = /\.up\.railway\.app|\.railway\.internal|\.proxy\.rlwy\.net|^(?:localhost|127\.0\.0\.1)(?::\d|$)/;

/** Schemes that rules ask for; also bare hosts of Railway and of the machine itself. Prose is none, a list with commas is. */
function mayHoldAddress(content: string): boolean {
  const text = content.slice(0, 300);
  if (!SCHEME.test(text) && !HOST.test(text)) return false;
  return text.split(',').every((part) => !/\s/.test(part.trim()));
}

interface Whole {
  readonly node: Node;
  readonly value: Value;
  /** The read of the environment that it is the fallback of. */
  readonly fallbackOf?: string;
}

function wholeAddress(file: PythonFile, text: Node): Whole {
  let best: Whole = { node: text, value: file.valueOf(text) };
  for (const above of ancestors(text)) {
    const setting = settingAround(file, above);
    if (setting) return { ...best, ...setting, value: oneOf(setting.value, best.value) };
    if (!WHOLE.has(above.type)) break;
    const value = file.valueOf(above);
    if (value.kind === 'env' && value.fallback) {
      return { node: best.node, value: oneOf(value.fallback, best.value), fallbackOf: value.names[0] };
    }
    const isSame = value.kind === 'literal' || value.kind === 'template';
    if (isSame && !ARGUMENTS.has(above.type)) best = { node: above, value };
  }
  return best;
}

/** Of a list every item is an address of its own. */
function oneOf(whole: Value, own: Value): Value {
  return whole.kind === 'list' ? own : whole;
}

/** The default of a field of pydantic's settings. */
function settingAround(file: PythonFile, assignment: Node): { value: Value; fallbackOf: string } | undefined {
  if (assignment.type !== 'assignment') return undefined;
  const name = field(assignment, 'left')?.text ?? '';
  const { classes, names } = file.values;
  const around = names.classAround(assignment);
  const one = around && classes.fieldsOf(around).get(name);
  const setting = around && one?.node.equals(assignment) ? classes.settingOf(around, one) : undefined;
  return setting?.fallback ? { value: setting.fallback, fallbackOf: setting.names[0] } : undefined;
}

const ARGUMENTS: ReadonlySet<string> = new Set(['argument_list', 'keyword_argument', 'list', 'tuple']);
const WHOLE: ReadonlySet<string> = new Set([
  'binary_operator', 'parenthesized_expression', 'conditional_expression', 'boolean_operator', 'concatenated_string',
  'interpolation', 'string', 'attribute', 'call', ...ARGUMENTS,
]); // prettier-ignore

type Role = UrlUse['role'];

/** The names of constants in the arguments of requests: what they hold is asked for, wherever it is written. */
function namesAsked(file: PythonFile): ReadonlyMap<string, Role> {
  const names = new Map<string, Role>();
  for (const call of file.calls) {
    const role = clientRole(call);
    if (role === undefined) continue;
    for (const node of [...call.positional.slice(0, 2), ...call.keywords.values()].slice(0, 6)) {
      for (const name of nodesOfType(node, 'identifier')) names.set(name.text, role);
    }
  }
  return names;
}

function toUse(
  file: PythonFile,
  { node, value, fallbackOf }: Whole,
  asked: ReadonlyMap<string, Role>,
): UrlUse {
  const call = callAround(file, node);
  const name = nameAround(node);
  // A default argument counts only where nobody gives another.
  const assigned = isDefault(node)
    ? 'assignment'
    : (asked.get(name?.split('.').at(-1) ?? '') ?? 'assignment');
  const given = call && !HEADER.test(name ?? '') ? (clientRole(call) ?? 'argument') : 'argument';
  const role = fallbackOf !== undefined ? 'fallback' : call ? given : assigned;
  const known = fallbackOf ?? name ?? call?.name;
  return { ...file.at(node), value, role, inBrowser: false, ...(known !== undefined && { name: known }) };
}

/** Headers of a request say where it comes from, and not where it goes. */
const HEADER = /^(?:(?:http-)?referer|origin|user-agent|x-title)$/i;

/** The call that a value is an argument of, directly or in a dictionary or a list. */
function callAround(file: PythonFile, node: Node): Call | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'call') return isMethodOf(above, node) ? undefined : file.callAt(above);
    if (!INSIDE.has(above.type)) return undefined;
  }
  return undefined;
}

/** `"http://…".rstrip("/")`: the text is no argument. */
function isMethodOf(call: Node, node: Node): boolean {
  const callee = field(call, 'function');
  return callee !== undefined && callee.startIndex <= node.startIndex && node.endIndex <= callee.endIndex;
}

const INSIDE: ReadonlySet<string> = new Set([
  'argument_list', 'keyword_argument', 'dictionary', 'pair', 'list', 'tuple', 'set', 'binary_operator', 'string',
  'parenthesized_expression', 'interpolation', 'conditional_expression', 'concatenated_string', 'boolean_operator',
]); // prettier-ignore

function isDefault(node: Node): boolean {
  for (const above of ancestors(node)) {
    if (/^(?:typed_)?default_parameter$/.test(above.type)) return true;
    if (!INSIDE.has(above.type)) return false;
  }
  return false;
}

/** What it is assigned to: a variable, an attribute, a key, a keyword, a parameter. */
function nameAround(node: Node): string | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'assignment') return field(above, 'left')?.text.slice(0, 100);
    if (above.type === 'pair') return field(above, 'key')?.text.replace(/^['"]|['"]$/g, '');
    if (/^(?:keyword_argument|default_parameter|typed_default_parameter)$/.test(above.type)) {
      return field(above, 'name')?.text;
    }
    if (!INSIDE.has(above.type) && !(above.type === 'attribute' || above.type === 'call')) return undefined;
    if (above.type === 'call' && !isMethodOf(above, node)) return undefined;
  }
  return undefined;
}
