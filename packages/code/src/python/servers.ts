import type { Call, PythonFile } from './file.js';

/** The keyword of an argument and its index, -1 where it has none. */
type Argument = readonly [name: string, index: number];

/** How a call that begins to listen is told where. */
export interface Server {
  readonly framework: string;
  readonly host?: Argument;
  readonly port?: Argument;
  /** Host and port in one. */
  readonly address?: Argument;
  /** Keywords that stand for a path or a file descriptor. */
  readonly sockets?: readonly string[];
  /** It listens only with one of these: else it talks over stdin, or to a client. */
  readonly onlyWith?: readonly string[];
}

/** The server that a call starts; nothing for what only looks like one. */
export function serverOf(file: PythonFile, call: Call): Server | undefined {
  const server = SERVERS.get(call.name) ?? byName(file, call);
  if (!server) return undefined;
  if (server.framework === 'waitress' && call.keywords.has('listen')) {
    return { framework: 'waitress', address: ['listen', -1] };
  }
  return server.onlyWith?.some((name) => call.keywords.has(name)) === false ? undefined : server;
}

/** `from app import app; app.run(port=5000)`, where nothing says what made it. */
function byName(file: PythonFile, { name, callee, keywords }: Call): Server | undefined {
  if (!/^(?:[\w.]+\.)?(?:app|application|server)\.run$/.test(name)) return undefined;
  const made = file.values.names.originOf(callee.childForFieldName('object') ?? undefined);
  if (made !== undefined || file.packages.has('pyrogram')) return undefined;
  return keywords.has('port') || keywords.has('debug') ? { ...HOST_PORT, framework: 'unknown' } : undefined;
}

const HOST_PORT = { host: ['host', 0], port: ['port', 1] } as const;
const KEYWORDS = { host: ['host', -1], port: ['port', -1] } as const;
const PAIR = { address: ['server_address', 0] } as const;

/** Signatures: each framework's documentation. */
const SERVERS: ReadonlyMap<string, Server> = new Map<string, Server>([
  ['uvicorn.run', { framework: 'uvicorn', ...KEYWORDS, sockets: ['uds', 'fd'] }],
  ['uvicorn.Config', { framework: 'uvicorn', ...KEYWORDS, sockets: ['uds', 'fd'] }],
  ['uvicorn.config.Config', { framework: 'uvicorn', ...KEYWORDS, sockets: ['uds', 'fd'] }],
  ['granian.Granian', { framework: 'granian', host: ['address', 1], port: ['port', 2], sockets: ['uds'] }],
  ['flask.Flask.run', { framework: 'flask', ...HOST_PORT }],
  ['flask_socketio.SocketIO.run', { framework: 'flask-socketio', host: ['host', 1], port: ['port', 2] }],
  ['quart.Quart.run', { framework: 'quart', ...HOST_PORT }],
  ['sanic.Sanic.run', { framework: 'sanic', ...HOST_PORT, sockets: ['unix', 'sock'] }],
  ['sanic.app.Sanic.run', { framework: 'sanic', ...HOST_PORT, sockets: ['unix', 'sock'] }],
  ['dash.Dash.run', { framework: 'dash', ...HOST_PORT }],
  ['dash.Dash.run_server', { framework: 'dash', ...HOST_PORT }],
  ['bottle.run', { framework: 'bottle', host: ['host', 2], port: ['port', 3] }],
  ['bottle.Bottle.run', { framework: 'bottle', ...KEYWORDS }],
  ['robyn.Robyn.start', { framework: 'robyn', ...HOST_PORT }],
  ['waitress.serve', { framework: 'waitress', ...KEYWORDS, sockets: ['unix_socket', 'sockets'] }],
  ['aiohttp.web.run_app', { framework: 'aiohttp', ...KEYWORDS, sockets: ['path', 'sock'] }],
  ['aiohttp.web.TCPSite', { framework: 'aiohttp', host: ['host', 1], port: ['port', 2] }],
  ['http.server.HTTPServer', { framework: 'http.server', ...PAIR }],
  ['http.server.ThreadingHTTPServer', { framework: 'http.server', ...PAIR }],
  ['socketserver.TCPServer', { framework: 'socketserver', ...PAIR }],
  ['socketserver.ThreadingTCPServer', { framework: 'socketserver', ...PAIR }],
  ['wsgiref.simple_server.make_server', { framework: 'wsgiref', ...HOST_PORT }],
  ['werkzeug.serving.run_simple', { framework: 'werkzeug', host: ['hostname', 0], port: ['port', 1] }],
  ['werkzeug.run_simple', { framework: 'werkzeug', host: ['hostname', 0], port: ['port', 1] }],
  ['gevent.pywsgi.WSGIServer', { framework: 'gevent', address: ['listener', 0] }],
  ['gevent.wsgi.WSGIServer', { framework: 'gevent', address: ['listener', 0] }],
  ['eventlet.listen', { framework: 'eventlet', address: ['addr', 0] }],
  ['cheroot.wsgi.Server', { framework: 'cheroot', address: ['bind_addr', 0] }],
  ['tornado.web.Application.listen', { framework: 'tornado', host: ['address', 1], port: ['port', 0] }],
  ['tornado.httpserver.HTTPServer.listen', { framework: 'tornado', host: ['address', 1], port: ['port', 0] }],
  ['tornado.httpserver.HTTPServer.bind', { framework: 'tornado', host: ['address', 1], port: ['port', 0] }],
  ['asyncio.start_server', { framework: 'asyncio', host: ['host', 1], port: ['port', 2], sockets: ['sock'] }],
  [
    'websockets.serve',
    { framework: 'websockets', host: ['host', 1], port: ['port', 2], sockets: ['sock', 'unix'] },
  ],
  [
    'websockets.server.serve',
    { framework: 'websockets', host: ['host', 1], port: ['port', 2], sockets: ['sock'] },
  ],
  [
    'websockets.asyncio.server.serve',
    { framework: 'websockets', host: ['host', 1], port: ['port', 2], sockets: ['sock'] },
  ],
  [
    'websockets.sync.server.serve',
    { framework: 'websockets', host: ['host', 1], port: ['port', 2], sockets: ['sock'] },
  ],
  ['nicegui.ui.run', { framework: 'nicegui', ...KEYWORDS }],
  ['fastmcp.FastMCP.run', { framework: 'fastmcp', ...KEYWORDS, onlyWith: ['port', 'host'] }],
  ...['Blocks', 'Interface', 'ChatInterface', 'TabbedInterface'].map((name): [string, Server] => [
    `gradio.${name}.launch`,
    { framework: 'gradio', host: ['server_name', -1], port: ['server_port', -1] },
  ]),
  ['telegram.ext.Application.run_webhook', { framework: 'telegram', host: ['listen', 0], port: ['port', 1] }],
]);
