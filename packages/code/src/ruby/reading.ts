import type { SourceFile } from '../common/source-file.js';
import type { Reading } from '../common/tree.js';
import type { Facts } from '../extractor.js';
import { field, type Node } from '../syntax.js';
import type { Guard } from '../value.js';
import { bindings } from './bindings.js';
import { clientsOf } from './clients.js';
import { cookiesOf } from './cookies.js';
import { corsOf } from './cors.js';
import { hostFiltersOf, httpsRedirectsOf } from './request-filters.js';
import { listenersOf } from './listeners.js';
import { meaning } from './meaning.js';
import { requiredFiles, resolve } from './requires.js';
import { role } from './roles.js';
import { routesOf } from './routes.js';
import { socketsOf } from './sockets.js';
import { branch, read } from './syntax.js';
import { nameText } from './texts.js';

export const ruby: Reading = {
  keywords: [
    'env[', 'env.', 'localhost', '127.0.0.1', '0.0.0.0', 'http://', 'ws://', 'wss://', 'redis://', 'postgres', 'mysql',
    'mongodb', 'amqp', 'railway', 'rlwy.net', 'rack::cors', 'origins', 'access-control', 'allow_origin', 'request_origins',
    'request_forgery_protection', 'tcpserver', 'httpserver', 'websocket', 'puma', 'set :port', 'set :bind', 'port ',
    'config.hosts', 'force_ssl', 'listen ', 'run!', 'rack::', 'rackup::', 'thin::', 'iodine', 'cookie', 'session_store', 'routes', 'net::http', 'httparty', 'faraday',
    'restclient', 'typhoeus', 'excon', 'httpx', 'redis.new', 'pg.connect', 'sequel', "get '/", 'get "/',
  ], // prettier-ignore
  separator: '::',
  callTypes: ['call'],
  textTypes: ['string', 'heredoc_body', 'bare_string'],
  envTypes: ['element_reference'],
  envWords: /\bENV\b|Figaro/,
  compareTypes: ['binary'],
  functionTypes: new Set(['method', 'singleton_method', 'do_block', 'block', 'lambda']),
  wrapperTypes: new Set([
    'argument_list', 'pair', 'block', 'do_block', 'block_body', 'body_statement', 'interpolation', 'splat_argument',
  ]), // prettier-ignore
  silentTypes: new Set(['superclass', 'when', 'rescue', 'regex']),
  read,
  bindings,
  branch,
  meaning,
  role,
  guard,
  specifiers: requiredFiles,
  resolve,
  facts,
};

function facts(file: SourceFile): Partial<Facts> {
  return {
    listeners: listenersOf(file),
    cors: corsOf(file),
    sockets: socketsOf(file),
    routes: routesOf(file),
    cookies: cookiesOf(file),
    hosts: hostFiltersOf(file),
    httpsRedirects: httpsRedirectsOf(file),
    clients: clientsOf(file),
  };
}

/** `configure :development do … end` of Sinatra, `group :test do`. */
function guard(node: Node): Guard | undefined {
  if (node.type !== 'call' || !/^(?:configure|group)$/.test(field(node, 'method')?.text ?? ''))
    return undefined;
  const tree = read(node);
  if (tree.kind !== 'call' || !tree.block) return undefined;
  const names = tree.arguments.map(({ value }) => nameText(value));
  if (names.length === 0) return undefined;
  if (names.every((name) => name === 'development' || name === 'test')) return 'development';
  return names.every((name) => name === 'production') ? 'production' : undefined;
}
