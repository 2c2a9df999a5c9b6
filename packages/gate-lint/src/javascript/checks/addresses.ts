import { unwrap, type Identifier, type Node } from '../model/ast.js';
import type { SourceModel } from '../model/source-model.js';
import { HOLE, sketch } from '../model/static-text.js';
import type { Taint } from '../flow/taint.js';
import type { CheckInput } from './check.js';

const PRIVATE_HOST =
  /^(?:localhost|0\.0\.0\.0|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|\[.*\])$/;
/** Names that only a private network knows. `railway.internal` is Railway's, encrypted by WireGuard. */
const PRIVATE_SUFFIX =
  /\.(?:internal|local|localhost|lan|home|test|invalid|svc|cluster\.local|docker|consul|intranet|corp)$/;

/** The host of an unencrypted address that leaves the private network, or nothing. */
export function publicPlainHost(text: string): string | undefined {
  const match = /^(?:http|ws):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(
    text.startsWith(HOLE) ? text.slice(1) : text,
  );
  const host = match?.[1]?.toLowerCase();
  // `${{api.RAILWAY_PRIVATE_DOMAIN}}` and the like are filled in elsewhere.
  if (host === undefined || host.includes(HOLE) || host.includes('{')) return undefined;
  // A name without a dot is another container or a Compose service.
  if (!host.includes('.') || PRIVATE_HOST.test(host) || PRIVATE_SUFFIX.test(host)) return undefined;
  return host;
}

/** Ways of an expression to an address that are looked at. */
const WAYS = 8;

/** Where a stranger's text decides the scheme and host of an address, on any of the ways that it may be made. */
export function taintOfAddress(
  { model, flow }: Pick<CheckInput, 'model' | 'flow'>,
  address: Node,
): Taint | undefined {
  const whole = decidingPart(model, address);
  const taint = whole && flow.taintOf(whole, 'redirect');
  if (!taint) return undefined;
  const ways = waysTo(model, address, 4);
  if (ways[0] === unwrap(address) || ways.length > WAYS) return taint;
  for (const way of ways) {
    const head = decidingPart(model, way);
    const found = head && flow.taintOf(head, 'redirect');
    if (found) return found;
  }
  return undefined;
}

/** `a ? b : c`, a constant made so, and what a function of this file returns. */
function waysTo(model: SourceModel, address: Node, depth: number): Node[] {
  const node = unwrap(address);
  const below = (nodes: readonly Node[]): Node[] => nodes.flatMap((next) => waysTo(model, next, depth - 1));
  if (depth === 0) return [node];
  if (node.type === 'ConditionalExpression') return below([node.consequent, node.alternate]);
  if (node.type === 'CallExpression') {
    const own = model.functionOf(node.callee);
    const returned = own ? model.returnsOf(own) : [];
    return returned.length > 0 ? below(returned) : [node];
  }
  const init = node.type === 'Identifier' ? constantOf(model, node) : undefined;
  return init?.type === 'ConditionalExpression' ? below([init]) : [node];
}

function constantOf(model: SourceModel, node: Identifier): Node | undefined {
  const variable = model.variableOf(node);
  const definition = variable?.defs[0];
  if (definition?.type !== 'Variable' || definition.node.id.type !== 'Identifier') return undefined;
  if (variable?.references.some((reference) => reference.isWrite() && !reference.init)) return undefined;
  return definition.node.init ? unwrap(definition.node.init) : undefined;
}

/** The part of an address that decides its scheme and host. What follows a fixed path or host does not. */
function decidingPart(model: SourceModel, address: Node): Node | undefined {
  const node = unwrap(address);
  const parts = partsOf(node);
  const [first] = parts;
  if (!first) return node;
  const head = typeof first === 'string' ? first : sketch(model, first);
  if (fixesHost(head)) return undefined;
  // A base of the program's own, before anything else: `${BASE_URL}/path/${x}`.
  return typeof first !== 'string' && head.startsWith(HOLE) ? first : node;
}

/** What an address is built of, in order, empty texts left out. Nothing for an address in one piece. */
function partsOf(node: Node): (Node | string)[] {
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const left = unwrap(node.left);
    const inner = partsOf(left);
    return [...(inner.length > 0 ? inner : [left]), node.right];
  }
  if (node.type !== 'TemplateLiteral') return [];
  return node.quasis
    .flatMap((quasi, i) => [quasi.value.cooked ?? '', node.expressions[i] ?? ''])
    .filter((part) => part !== '');
}

/** `/path`, `?q=`, `#x` and `https://host/` fix it; `/`, `//` and `https://` alone do not. */
function fixesHost(head: string): boolean {
  const fixed = head.split(HOLE)[0] ?? '';
  return /^\/[^/\\]|^[?#.]|^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]|^(?:mailto|tel):|^[\w-]+\//i.test(fixed);
}

/** Reloading the page, or going on from its own path, leads nowhere else. */
export function isOwnPage(label: string): boolean {
  return /(?:location\.(?:href|pathname)|document\.URL)(?:\.(?:pathname|origin|href|host|toString\(\)|replace\(\)))*$/.test(
    label,
  );
}
