import { addressOf } from '../address.js';
import type { UrlUse } from '../facts.js';
import { ancestors, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import type { Call, SourceFile } from './source-file.js';
import type { Tree } from './tree.js';

/**
 * Addresses: every text with a scheme and a host at its beginning, once, at the widest expression that still is the
 * same address, with what is done with it. Texts of logs, errors and comparisons are none.
 */
export function urlsOf(file: SourceFile): UrlUse[] {
  const found = new Map<number, UrlUse>();
  const asked = namesAsked(file);
  for (const node of file.nodes(file.reading.textTypes)) {
    if (!mayHoldAddress(node) || isSilent(file, node)) continue;
    const whole = wholeAddress(file, node);
    if (!found.has(whole.node.startIndex)) found.set(whole.node.startIndex, toUse(file, whole, asked));
  }
  const written = [...found.keys()];
  const isWritten = (node: Node) => written.some((at) => node.startIndex <= at && at < node.endIndex);
  return [...found.values(), ...broughtUrls(file, isWritten)];
}

/** Addresses that requests are given and that other files write: constants of a package, imports. */
function broughtUrls(file: SourceFile, isWritten: (node: Node) => boolean): UrlUse[] {
  return file.calls.flatMap((call) => {
    const role = roleOf(file, call);
    if (role !== 'request' && role !== 'websocket') return [];
    return call.tree.arguments.slice(0, 4).flatMap(({ value: node }): UrlUse[] => {
      if (!isBrought(file, node) || isWritten(node)) return [];
      const value = file.evaluator.of(node);
      const { fallback, names: [variable] = [] } = value.kind === 'env' ? value : {};
      const address = fallback ?? value;
      if (addressOf(address)?.scheme === undefined) return [];
      const name = variable ?? file.writtenName(call);
      return [
        { ...file.at(node), value: address, role: fallback ? 'fallback' : role, inBrowser: false, name },
      ];
    });
  });
}

/** Does an expression begin with a name that this file does not give a value to? */
function isBrought(file: SourceFile, node: Node): boolean {
  let here: Node | undefined = node;
  for (let steps = 0; here && steps < 24; steps++) {
    const tree: Tree = file.reading.read(here);
    if (tree.kind === 'name') {
      return file.names.find(tree.name, here).every(({ is }) => is.kind === 'import');
    }
    here = beginningOf(file, tree);
  }
  return false;
}

function beginningOf(file: SourceFile, tree: Tree): Node | undefined {
  switch (tree.kind) {
    case 'join':
      return tree.parts[0];
    case 'text': {
      const first = tree.parts.find((part) => part !== '');
      return typeof first === 'string' ? undefined : first;
    }
    case 'call': {
      const [first, second] = tree.arguments;
      return (first && beginsWithHole(file, first.value) ? second : first)?.value ?? tree.on;
    }
    case 'member':
    case 'same':
      return tree.of;
    default:
      return undefined;
  }
}

/** `fmt.Sprintf("%s/users", api)`, `format!("{}/users", API)`. */
function beginsWithHole(file: SourceFile, node: Node): boolean {
  const tree = file.reading.read(node);
  const text = tree.kind === 'text' ? tree.parts[0] : tree.kind === 'literal' ? tree.value : undefined;
  return typeof text === 'string' && /^(?:%[sv]|\{0?\})/.test(text);
}

/** Schemes that rules ask for; also bare hosts of Railway. Prefixes and quotes of texts stand before them. */
function mayHoldAddress(node: Node): boolean {
  const text = node.endIndex - node.startIndex > 3000 ? '' : node.text.slice(0, 300);
  return /^.{0,4}(?:https?|wss?|rediss?|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|amqps?|nats|jdbc:[a-z]{2,12}):\/\/|\.up\.railway\.app|\.railway\.internal|\.proxy\.rlwy\.net|^.{1,4}(?:localhost|127\.0\.0\.1)(?::\d|.$)/s.test(
    text,
  );
}

interface Whole {
  readonly node: Node;
  readonly value: Value;
  /** The read of the environment that it is the fallback of. */
  readonly fallbackOf?: string;
}

/** What keeps an address the address that it is. */
const WHOLE: ReadonlySet<Tree['kind']> = new Set(['join', 'fallback', 'conditional', 'same', 'text']);

/** How many expressions around a text are looked at: a sum of thousands is no address. */
const WHOLE_LIMIT = 16;

function wholeAddress(file: SourceFile, text: Node): Whole {
  let best: Whole = { node: text, value: file.evaluator.of(text) };
  let steps = 0;
  for (const above of ancestors(text)) {
    if (file.reading.wrapperTypes.has(above.type)) continue;
    if (++steps > WHOLE_LIMIT) break;
    const { kind } = file.reading.read(above);
    if (kind !== 'call' && !WHOLE.has(kind)) break;
    const value = file.evaluator.of(above);
    if (value.kind === 'env' && value.fallback) {
      return { node: text, value: value.fallback, fallbackOf: value.names[0] };
    }
    if (value.kind === 'literal' || value.kind === 'template') best = { node: above, value };
    else if (kind === 'call') break;
  }
  return { ...best, ...fallbackVariable(file, best) };
}

/** `api := os.Getenv("API")`, then `if api == "" { api = "http://localhost:1" }`. */
function fallbackVariable(file: SourceFile, { node, value }: Whole): { readonly fallbackOf?: string } {
  const name = nameAround(file, node);
  if (name === undefined) return {};
  const variable = file.evaluator.valueOfBindings(file.names.find(name, node), node);
  const { fallback, names } = variable.kind === 'env' ? variable : {};
  return names && fallback && isSamePlace(fallback, value) ? { fallbackOf: names[0] } : {};
}

function isSamePlace({ place: a }: Value, { place: b }: Value): boolean {
  return (
    a.path === b.path &&
    a.region?.startLine === b.region?.startLine &&
    a.region?.startColumn === b.region?.startColumn
  );
}

type Role = UrlUse['role'];

function roleOf(file: SourceFile, call: Call): Role | 'silent' {
  return file.reading.role?.(call, file) ?? 'argument';
}

/** The names of variables in the arguments of requests: what they hold is asked for, wherever it is written. */
function namesAsked(file: SourceFile): ReadonlyMap<string, Role> {
  const names = new Map<string, Role>();
  for (const call of file.calls) {
    const role = roleOf(file, call);
    if (role !== 'request' && role !== 'websocket') continue;
    for (const node of call.tree.arguments.slice(0, 4)) {
      for (const name of namesIn(file, node.value)) names.set(name, role);
    }
  }
  return names;
}

function namesIn(file: SourceFile, node: Node): string[] {
  if (node.endIndex - node.startIndex > 500) return [];
  return [node, ...nodesOfType(node, ...NAME_TYPES)].flatMap((one) => {
    const tree = file.reading.read(one);
    return tree.kind === 'name' || tree.kind === 'member' ? [tree.name] : [];
  });
}

const NAME_TYPES = [
  'identifier', 'field_identifier', 'simple_identifier', 'variable_name', 'constant', 'instance_variable', 'string_content', 'name',
]; // prettier-ignore

function toUse(
  file: SourceFile,
  { node, value, fallbackOf }: Whole,
  asked: ReadonlyMap<string, Role>,
): UrlUse {
  const call = callAround(file, node);
  const name = nameAround(file, node);
  const given = call ? roleOf(file, call) : undefined;
  const assigned = asked.get(name ?? '') ?? 'assignment';
  const role = fallbackOf === undefined ? (given ?? assigned) : 'fallback';
  const known = fallbackOf ?? name ?? (call && file.writtenName(call));
  return {
    ...file.at(node),
    value,
    role: role === 'silent' ? 'argument' : role,
    inBrowser: false,
    ...(known !== undefined && { name: known }),
  };
}

/** What an expression may stand in and still be given to the call around. */
const INSIDE: ReadonlySet<Tree['kind']> = new Set([
  'object',
  'list',
  'join',
  'same',
  'text',
  'conditional',
  'fallback',
]);

/** The call that a value is an argument of, directly or in an object or a list; conversions are looked through. */
function callAround(file: SourceFile, node: Node): Call | undefined {
  let below = node;
  for (const above of ancestors(node)) {
    if (!file.reading.wrapperTypes.has(above.type)) {
      const call = file.callAt(above);
      if (call && !isTransparent(file, above)) return isReceiver(call, below) ? undefined : call;
      if (!call && !INSIDE.has(file.reading.read(above).kind)) return undefined;
    }
    below = above;
  }
  return undefined;
}

function isReceiver({ tree }: Call, below: Node): boolean {
  return tree.on?.equals(below) === true;
}

/** A conversion, a format: its value is that of its argument. */
function isTransparent(file: SourceFile, node: Node): boolean {
  const { kind } = file.evaluator.of(node);
  return kind === 'literal' || kind === 'template' || kind === 'env';
}

/** The variable or field that an expression is the value of. */
function nameAround(file: SourceFile, node: Node): string | undefined {
  const named = file.names.valueNames();
  let here: Node | null = node;
  for (let steps = 0; here && steps < 12; steps++) {
    const name = named.get(here.id);
    if (name !== undefined) return name;
    here = here.parent;
    // What a call makes of it is something else.
    if (here && file.callAt(here) && !isTransparent(file, here)) return undefined;
  }
  return undefined;
}

/** What talks about an address stands near it. */
const SILENT_LIMIT = 60;

/** Imports, logs, errors, comparisons. */
function isSilent(file: SourceFile, node: Node): boolean {
  const { silentTypes, wrapperTypes } = file.reading;
  let steps = 0;
  for (const above of ancestors(node)) {
    if (++steps > SILENT_LIMIT) return false;
    if (silentTypes.has(above.type)) return true;
    if (wrapperTypes.has(above.type)) continue;
    const tree = file.reading.read(above);
    if (tree.kind === 'compare') return true;
    if (tree.kind === 'call')
      return roleOf(file, { node: above, tree, method: tree.name, given: [] }) === 'silent';
    if (tree.kind === 'function' || file.reading.branch(above)) return false;
  }
  return false;
}
