import type { SocketServer } from '../facts.js';
import { field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import type { Call, PythonFile } from './file.js';
import { stringText } from './text.js';

/** WebSocket servers: routes of FastAPI and its like, python-socketio, websockets, Tornado's handlers, Django channels. */
export function socketsOf(file: PythonFile): SocketServer[] {
  const called = file.calls.flatMap((call) => {
    const found = ofCall(file, call);
    return found ? [{ ...file.at(call.node), ...found }] : [];
  });
  return [...called, ...routesOf(file), ...tornadoHandlers(file)];
}

function ofCall(file: PythonFile, call: Call): Omit<SocketServer, 'place' | 'guard'> | undefined {
  if (/^socketio\.(?:Async)?Server$/.test(call.name)) {
    const hasAdapter = call.keywords.has('client_manager');
    return { library: 'socket.io', originChecked: !allowsAll(file, call), hasAdapter };
  }
  if (call.name === 'flask_socketio.SocketIO') {
    const hasAdapter = call.keywords.has('message_queue');
    return { library: 'flask-socketio', originChecked: !allowsAll(file, call), hasAdapter };
  }
  if (/^websockets\.(?:\w+\.){0,3}serve$/.test(call.name)) {
    const port = file.argument(call, 'port', 2);
    const originChecked = call.keywords.has('origins') || checksOrigin(file);
    return {
      library: 'websockets',
      ...(port && { port }),
      originChecked,
      hasAdapter: hasAdapter(file),
    };
  }
  if (call.name === 'aiohttp.web.WebSocketResponse') {
    return { library: 'aiohttp', originChecked: checksOrigin(file), hasAdapter: hasAdapter(file) };
  }
  if (/^channels\.routing\.ProtocolTypeRouter$/.test(call.name)) {
    const originChecked = /\b(?:AllowedHosts)?OriginValidator\b/.test(call.node.text);
    // The layer that replicas share is a setting of another file.
    return { library: 'channels', originChecked, hasAdapter: true };
  }
  return undefined;
}

/** `cors_allowed_origins="*"`; without it both libraries take the own origin alone. */
function allowsAll(file: PythonFile, call: Call): boolean {
  const isAll = (value: Value): boolean =>
    value.kind === 'list' ? value.items.some(isAll) : value.kind === 'literal' && value.value === '*';
  const value = file.argument(call, 'cors_allowed_origins');
  return value !== undefined && isAll(value);
}

/** `@app.websocket("/ws")`, `@router.websocket("/ws")`, `@sock.route("/ws")` of flask-sock. */
function routesOf(file: PythonFile): SocketServer[] {
  return nodesOfType(file.syntax.root, 'decorator').flatMap((decorator) => {
    const call = decorator.namedChildren[0] && file.callAt(decorator.namedChildren[0]);
    const library = call ? libraryOfRoute(file, call) : undefined;
    if (library === undefined) return [];
    const originChecked = checksOrigin(file);
    return [{ ...file.at(decorator), library, originChecked, hasAdapter: hasAdapter(file) }];
  });
}

function libraryOfRoute(file: PythonFile, { name, method }: Call): string | undefined {
  if (/^flask_sock\.Sock\.route$/.test(name)) return 'flask-sock';
  if (!/^websocket(?:_route)?$/.test(method)) return undefined;
  for (const framework of ['fastapi', 'quart', 'sanic', 'litestar', 'starlette']) {
    if (name.startsWith(framework) || file.packages.has(framework)) return framework;
  }
  return 'unknown';
}

function tornadoHandlers(file: PythonFile): SocketServer[] {
  return nodesOfType(file.syntax.root, 'class_definition').flatMap((node) => {
    if (!/\bWebSocketHandler\b/.test(field(node, 'superclasses')?.text ?? '')) return [];
    return [
      { ...file.at(node), library: 'tornado', originChecked: !takesAny(node), hasAdapter: hasAdapter(file) },
    ];
  });
}

/** `def check_origin(self, origin): return True`; without it Tornado takes the own origin alone. */
function takesAny(handler: Node): boolean {
  return nodesOfType(handler, 'function_definition').some(
    (fn) =>
      field(fn, 'name')?.text === 'check_origin' && /^\s*return True\s*$/.test(field(fn, 'body')?.text ?? ''),
  );
}

/** The file looks at the Origin header of an upgrade. */
function checksOrigin(file: PythonFile): boolean {
  const { root } = file.syntax;
  return (
    nodesOfType(root, 'subscript').some((node) => isOrigin(field(node, 'subscript'))) ||
    file.calls.some(({ method, positional }) => method === 'get' && isOrigin(positional[0]))
  );
}

function isOrigin(node: Node | undefined): boolean {
  return /^(?:origin|http_origin)$/i.test(stringText(node) ?? '');
}

function hasAdapter(file: PythonFile): boolean {
  return ['redis', 'aioredis', 'broadcaster', 'nats', 'fastapi_websocket_pubsub'].some((name) =>
    file.packages.has(name),
  );
}
