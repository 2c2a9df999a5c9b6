import { bindAddress } from '../common/bind-address.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { Listener } from '../facts.js';
import { isLiteral } from '../possible.js';
import type { Value } from '../value.js';

/** The servers that a file starts, or whose settings it is. */
export function listenersOf(file: SourceFile): Listener[] {
  const settings = settingsOf(file.syntax.path);
  const found = file.calls.flatMap((call) =>
    settings ? ofSettings(call, file, settings) : ofCall(call, file),
  );
  const sinatra = settings ? undefined : ofSinatra(file);
  return sinatra ? [...found, sinatra] : found;
}

/** The server that reads a file, by its name. */
function settingsOf(path: string): 'puma' | 'unicorn' | undefined {
  if (/(?:^|\/)(?:config\/puma\/[\w-]+|[\w.-]*puma[\w.-]*)\.rb$/.test(path)) return 'puma';
  return /(?:^|\/)[\w.-]*unicorn[\w.-]*\.rb$/.test(path) ? 'unicorn' : undefined;
}

/** `port 3000`, `bind "tcp://0.0.0.0:3000"`, `listen 8080`. */
function ofSettings(call: Call, file: SourceFile, framework: string): Listener[] {
  const [first, second] = [file.argument(call, 0), file.argument(call, 1)];
  if (call.tree.on || !first) return [];
  const made = (host: Value | undefined, port: Value | undefined, onSocket = false): Listener[] => [
    { ...base(call, file, framework), ...(host && { host }), ...(port && { port }), onSocket },
  ];
  if (framework === 'puma' && call.method === 'port') return made(second, first);
  if (framework === 'puma' && call.method === 'ssl_bind') return made(first, second);
  const isAddress = framework === 'puma' ? call.method === 'bind' : call.method === 'listen';
  if (!isAddress) return [];
  if (isSocket(first)) return made(undefined, undefined, true);
  const { host, port } = bindAddress(first);
  return made(host, port);
}

/** `unix:///tmp/puma.sock`, `/tmp/unicorn.sock`. */
function isSocket(value: Value): boolean {
  const [first] = value.kind === 'template' ? value.parts : [value];
  return first?.kind === 'literal' && /^(?:unix:|\/|\.\/)/.test(String(first.value));
}

/** Names of servers by what is called, with where host and port stand: keywords, or positions. */
const STARTS: ReadonlyMap<string, { framework: string; host: string | number; port: string | number }> = new Map([
  ['WEBrick::HTTPServer::new', { framework: 'webrick', host: 'BindAddress', port: 'Port' }],
  ['Rack::Server::start', { framework: 'rack', host: 'Host', port: 'Port' }],
  ['Rackup::Server::start', { framework: 'rack', host: 'Host', port: 'Port' }],
  ['Rack::Server::new', { framework: 'rack', host: 'Host', port: 'Port' }],
  ['Rackup::Server::new', { framework: 'rack', host: 'Host', port: 'Port' }],
  ['Thin::Server::start', { framework: 'thin', host: 0, port: 1 }],
  ['Thin::Server::new', { framework: 'thin', host: 0, port: 1 }],
  ['TCPServer::new', { framework: 'tcp', host: 0, port: 1 }],
  ['TCPServer::open', { framework: 'tcp', host: 0, port: 1 }],
  ['EventMachine::start_server', { framework: 'tcp', host: 0, port: 1 }],
  ['EM::start_server', { framework: 'tcp', host: 0, port: 1 }],
  ['EM::WebSocket::run', { framework: 'em-websocket', host: 'host', port: 'port' }],
  ['EM::WebSocket::start', { framework: 'em-websocket', host: 'host', port: 'port' }],
  ['EventMachine::WebSocket::start', { framework: 'em-websocket', host: 'host', port: 'port' }],
  ['Iodine::listen', { framework: 'iodine', host: 'address', port: 'port' }],
  ['Agoo::Server::init', { framework: 'agoo', host: 'bind', port: 0 }],
]); // prettier-ignore

function ofCall(call: Call, file: SourceFile): Listener[] {
  const name = file.nameOf(call) ?? '';
  const start = STARTS.get(name) ?? handler(name) ?? ofRun(call, name);
  if (!start) return [];
  // `TCPServer.new(8080)`
  const onlyPort = start.framework === 'tcp' && call.given.length === 1;
  const host = onlyPort ? undefined : given(call, file, start.host);
  const port = given(call, file, onlyPort ? 0 : start.port);
  return [{ ...base(call, file, start.framework), ...(host && { host }), ...(port && { port }) }];
}

/** `Rack::Handler::Puma.run(app, Port: 3000)`. */
function handler(name: string) {
  const isHandler = /^Rack(?:up)?::Handler::\w+::run$|^Puma::Rack::Handler::run$/.test(name);
  return isHandler ? { framework: 'rack', host: 'Host', port: 'Port' } : undefined;
}

/** `run! port: 3000` of a modular Sinatra application. */
function ofRun({ method, tree }: Call, name: string) {
  const hasPort = tree.arguments.some(
    (one) => one.name === 'port' || one.name === 'bind' || one.name === 'host',
  );
  if (method !== 'run!' || !hasPort || name.startsWith('Rails')) return undefined;
  return {
    framework: 'sinatra',
    host: tree.arguments.some((one) => one.name === 'host') ? 'host' : 'bind',
    port: 'port',
  };
}

function given(call: Call, file: SourceFile, where: string | number): Value | undefined {
  if (typeof where === 'number') return file.argument(call, where);
  return file.namedArgument(call, where) ?? inHash(file.argument(call, call.given.length - 1), where);
}

function inHash(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'object' ? value.entries.get(key) : undefined;
}

/** `set :port, 4567` and `set :bind, "0.0.0.0"` of one file are one server. */
function ofSinatra(file: SourceFile): Listener | undefined {
  if (!/sinatra/i.test(file.syntax.text)) return undefined;
  const [bind, port] = [setting(file, 'bind'), setting(file, 'port')];
  const at = port ?? bind;
  if (!at) return undefined;
  return {
    ...base(at.call, file, 'sinatra'),
    ...(bind && { host: bind.value }),
    ...(port && { port: port.value }),
  };
}

/** What `set :name, value` or `set name: value` gives; the last that is not for development counts. */
export function setting(file: SourceFile, name: string): { call: Call; value: Value } | undefined {
  return file.calls
    .flatMap((call) => {
      if (call.method !== 'set' || file.at(call.node).guard === 'development') return [];
      const first = file.argument(call, 0);
      const value = first && isLiteral(first, name) ? file.argument(call, 1) : file.namedArgument(call, name);
      return value ? [{ call, value }] : [];
    })
    .at(-1);
}

function base({ node }: Call, file: SourceFile, framework: string): Listener {
  return { ...file.at(node), framework, onSocket: false, onlyAsMain: isMainOnly(file, node) };
}

/** `if __FILE__ == $0`, `if __FILE__ == $PROGRAM_NAME`, `run! if app_file == $0`. */
function isMainOnly(file: SourceFile, node: Call['node']): boolean {
  for (let above = node.parent, steps = 0; above && steps < 20; above = above.parent, steps++) {
    const test = /^(?:if|if_modifier)$/.test(above.type) ? file.reading.branch(above)?.test?.text : undefined;
    if (test !== undefined && test.length < 200 && /\$0|\$PROGRAM_NAME/.test(test)) return true;
  }
  return false;
}
