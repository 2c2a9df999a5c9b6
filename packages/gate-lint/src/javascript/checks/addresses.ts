import { unwrap, type Node } from '../model/ast.js';
import type { SourceModel } from '../model/source-model.js';
import { HOLE, sketch } from '../model/static-text.js';

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

/** The part of an address that decides its scheme and host. What follows a fixed path or host does not. */
export function decidingPart(model: SourceModel, address: Node): Node | undefined {
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
