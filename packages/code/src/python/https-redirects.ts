import type { HttpsRedirect } from '../facts.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import type { Call, PythonFile } from './file.js';

/** Django's `SECURE_SSL_REDIRECT`, and `HTTPSRedirectMiddleware`. */
export function httpsRedirectsOf(file: PythonFile): HttpsRedirect[] {
  const exempt = assignedTo(file, 'SECURE_REDIRECT_EXEMPT').map((node) =>
    file.valueOf(field(node, 'right')),
  )[0];
  const set = assignedTo(file, 'SECURE_SSL_REDIRECT').map((node): HttpsRedirect => {
    const on = whenNotDebug(file, field(node, 'right'));
    return { ...file.at(node), framework: 'django', on, ...(exempt && { exempt }) };
  });
  const middlewares = middlewareCalls(file, 'HTTPSRedirectMiddleware').map((call): HttpsRedirect => {
    const place = file.syntax.place(call.node);
    return { ...file.at(call.node), framework: 'starlette', on: { kind: 'literal', value: true, place } };
  });
  return [...set, ...middlewares];
}

/** `not DEBUG` is true in production. */
function whenNotDebug(file: PythonFile, node: Node | undefined): Value {
  const isNotDebug =
    node?.type === 'not_operator' && /(?:^|\.)DEBUG$/.test(field(node, 'argument')?.text ?? '');
  if (!node || !isNotDebug) return file.valueOf(node);
  return { kind: 'literal', value: true, place: file.syntax.place(node) };
}

/** At the top of the file or under a condition; functions set variables of their own. */
function assignedTo(file: PythonFile, name: string): Node[] {
  return nodesOfType(file.syntax.root, 'assignment').filter(
    (node) => field(node, 'left')?.text === name && field(node, 'right') !== undefined,
  );
}

/** The class is called, handed over, or named in a list with its options. */
function middlewareCalls(file: PythonFile, name: string): Call[] {
  return file.calls.filter(({ method, positional, callee }) => {
    if (method !== 'add_middleware' && method !== 'Middleware' && method !== name) return false;
    const named = method === name ? callee : positional[0];
    const text = named && (file.values.names.qualifiedOf(named) ?? named.text);
    return text?.split('.').at(-1) === name && parts(named).length <= 2;
  });
}
