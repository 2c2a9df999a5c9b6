import type { SourceFile } from '../common/source-file.js';
import type { Reading } from '../common/tree.js';
import type { Facts } from '../extractor.js';
import { bindings } from './bindings.js';
import { cookiesOf } from './cookies.js';
import { corsOf } from './cors.js';
import { databaseUrls } from './databases.js';
import { listenersOf } from './listeners.js';
import { meaning } from './meaning.js';
import { requiredFiles, resolve } from './names.js';
import { role } from './roles.js';
import { routesOf } from './routes.js';
import { socketsOf } from './sockets.js';
import { branch, FUNCTIONS, read } from './syntax.js';

export const php: Reading = {
  keywords: [
    'getenv', '$_env', '$_server', "env('", 'env("', 'localhost', '127.0.0.1', '0.0.0.0', 'http://', 'ws://', 'wss://',
    'redis://', 'mysql', 'pgsql', 'postgres', 'mongodb', 'amqp', 'railway', 'rlwy.net', 'access-control', 'allowed_origins',
    'allowedorigins', 'setcookie', 'set_cookie', 'same_site', 'samesite', 'swoole', 'workerman', 'ratchet', 'socketserver',
    'socket_server', 'react\\socket', 'env::', 'socket_bind', 'php -s', 'route::', "->get('/", '->get("/', '#[route', 'curl_', 'guzzle', 'http::',
    'httpclient', 'file_get_contents', 'new pdo',
  ], // prettier-ignore
  separator: '\\',
  callTypes: [
    'function_call_expression', 'member_call_expression', 'nullsafe_member_call_expression', 'scoped_call_expression',
    'object_creation_expression',
  ], // prettier-ignore
  textTypes: ['string', 'encapsed_string', 'heredoc_body', 'nowdoc_body'],
  envTypes: ['subscript_expression'],
  envWords:
    /\$_ENV|env\s?\(|\bEnv::|\$_SERVER\s?\[\s?['"](?!HTTP|REQUEST_|REMOTE_|SCRIPT_|SERVER_|DOCUMENT_|QUERY_|PHP_|PATH_|arg[vc])/,
  compareTypes: ['binary_expression', 'subscript_expression'],
  functionTypes: FUNCTIONS,
  wrapperTypes: new Set(['arguments', 'argument', 'array_element_initializer', 'heredoc', 'nowdoc']),
  silentTypes: new Set([
    'throw_expression',
    'attribute',
    'echo_statement',
    'print_intrinsic',
    'case_statement',
  ]),
  read,
  bindings,
  branch,
  meaning,
  role,
  specifiers: requiredFiles,
  resolve,
  facts,
};

function facts(file: SourceFile): Partial<Facts> {
  return {
    listeners: listenersOf(file),
    urls: databaseUrls(file),
    cors: corsOf(file),
    sockets: socketsOf(file),
    routes: routesOf(file),
    cookies: cookiesOf(file),
  };
}
