import { bindAddress } from '../common/bind-address.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { SocketServer } from '../facts.js';
import { possibleItems, textOf } from '../possible.js';
import { ancestors, type Node } from '../syntax.js';
import type { Annotation } from './annotations.js';
import { ownersOf } from './listeners.js';

/** WebSocket servers: Spring's registries, Jakarta's endpoints, Ktor, Javalin and Java-WebSocket. */
export function socketsOf(file: SourceFile, annotations: readonly Annotation[]): SocketServer[] {
  const endpoints = annotations
    .filter(({ name }) => name === 'ServerEndpoint' || name === 'ServerWebSocket')
    .map(({ node }) => ({ ...file.at(node), library: 'jakarta', originChecked: false, hasAdapter: false }));
  return [...endpoints, ...file.calls.flatMap((call) => ofCall(file, call))];
}

function ofCall(file: SourceFile, call: Call): SocketServer[] {
  const { method, node } = call;
  const at = file.at(node);
  const owners = ownersOf(file, call);
  const isSpring = owners.some((one) => /(?:StompEndpointRegistry|WebSocketHandlerRegistry)$/.test(one));
  if (isSpring && (method === 'addEndpoint' || method === 'addHandler')) {
    return [
      { ...at, library: 'spring', originChecked: !opensToAll(file, node), hasAdapter: hasBroker(file) },
    ];
  }
  if (method === 'webSocket' && file.syntax.text.includes('io.ktor.server') && call.tree.block) {
    return [{ ...at, library: 'ktor', originChecked: false, hasAdapter: false }];
  }
  if (method === 'ws' && owners.some((one) => /(?:^|\.)Javalin(?:\.create)?$/.test(one))) {
    return [{ ...at, library: 'javalin', originChecked: false, hasAdapter: false }];
  }
  const isOwn = method === 'WebSocketServer' && file.syntax.text.includes('org.java_websocket');
  const address = isOwn ? file.argument(call, 0) : undefined;
  if (!address) return [];
  const { port } = bindAddress(address);
  return [
    { ...at, library: 'java-websocket', ...(port && { port }), originChecked: false, hasAdapter: false },
  ];
}

/** Spring lets only its own origin in, unless the rest of the chain says something else. */
function opensToAll(file: SourceFile, node: Node): boolean {
  for (const above of ancestors(node)) {
    const call = file.callAt(above);
    if (!call) {
      if (/statement|block/.test(above.type)) return false;
      continue;
    }
    if (!/^setAllowedOrigin(?:s|Patterns)$/.test(call.method)) continue;
    return call.given.some((one) =>
      possibleItems(file.evaluator.of(one)).some(({ value }) => textOf(value) === '*'),
    );
  }
  return false;
}

/** A broker of its own tells all replicas. */
function hasBroker(file: SourceFile): boolean {
  return file.calls.some(({ method }) => method === 'enableStompBrokerRelay');
}
