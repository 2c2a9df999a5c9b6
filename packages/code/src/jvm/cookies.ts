import type { Call, SourceFile } from '../common/source-file.js';
import type { CookieSetting } from '../facts.js';
import { textOf } from '../possible.js';
import type { Node } from '../syntax.js';
import type { Value } from '../value.js';

/** Cookies: `ResponseCookie.from("x", v).sameSite("None").secure(true)`, and `new Cookie` with what is set on it. */
export function cookiesOf(file: SourceFile): CookieSetting[] {
  return file.calls.flatMap((call) => {
    const found = built(file, call) ?? created(file, call);
    return found ? [{ ...file.at(call.node), ...found }] : [];
  });
}

type Found = Pick<CookieSetting, 'name' | 'sameSite' | 'secure' | 'domain'>;

/** The chain that `build()` or nothing ends; one that says nothing of these is left out. */
function built(file: SourceFile, call: Call): Found | undefined {
  const isCookie = call.method === 'build' && /cookie/i.test(file.originOf(call) ?? '');
  if (!isCookie) return undefined;
  const parts = new Map<string, Value>();
  let name: string | undefined;
  let here: Node | undefined = call.tree.on;
  for (let steps = 0; here && steps < 20; steps++) {
    const inner = file.callAt(here);
    if (!inner) break;
    const value = file.argument(inner, 0) ?? file.evaluator.literal(inner.node, true);
    if (/^(?:from|fromClientResponse|Builder)$/.test(inner.method)) name = textOf(value);
    if (!parts.has(inner.method)) parts.set(inner.method, value);
    here = inner.tree.on;
  }
  return settings(name, parts.get('sameSite'), parts.get('secure'), parts.get('domain'));
}

/** `cookie.setSecure(true)`, `cookie.setAttribute("SameSite", "None")` on the variable of a new cookie. */
function created(file: SourceFile, call: Call): Found | undefined {
  if (call.tree.isNew !== true || call.method !== 'Cookie') return undefined;
  const variable = file.names.valueNames().get(call.node.id);
  if (variable === undefined) return undefined;
  const own = file.calls.filter(({ tree }) => tree.on && file.names.dotted(tree.on) === variable);
  const set = (method: string) => own.find((one) => one.method === method);
  const attribute = own.find(
    (one) => one.method === 'setAttribute' && textOf(file.argument(one, 0)) === 'SameSite',
  );
  const [secure, domain] = [set('setSecure'), set('setDomain')];
  return settings(
    textOf(file.argument(call, 0)),
    attribute && file.argument(attribute, 1),
    secure && file.argument(secure, 0),
    domain && file.argument(domain, 0),
  );
}

function settings(
  name: string | undefined,
  sameSite: Value | undefined,
  secure: Value | undefined,
  domain: Value | undefined,
): Found | undefined {
  if (!(sameSite ?? secure ?? domain)) return undefined;
  return {
    ...(name !== undefined && { name }),
    ...(sameSite && { sameSite }),
    ...(secure && { secure }),
    ...(domain && { domain }),
  };
}
