import type { SourceFile } from '../common/source-file.js';
import type { Reading } from '../common/tree.js';
import type { Facts } from '../extractor.js';
import { field, type Node } from '../syntax.js';
import type { Guard } from '../value.js';
import { bindings } from './bindings.js';
import { connectionsOf } from './connections.js';
import { cookiesOf } from './cookies.js';
import { corsOf } from './cors.js';
import { listenersOf } from './listeners.js';
import { meaning } from './meaning.js';
import { resolve } from './modules.js';
import { role } from './roles.js';
import { routesOf, socketsOf } from './routes.js';
import { branch, read } from './syntax.js';

export const csharp: Reading = {
  keywords: [
    'getenvironmentvariable', 'configuration', 'localhost', '127.0.0.1', '0.0.0.0', 'http://', 'https://', 'ws://',
    'wss://', 'railway', 'cors', 'withorigins', 'allowanyorigin', 'access-control', 'accesscontrol', 'useurls', 'kestrel',
    'webapplication', 'webhost', 'listenanyip', 'httplistener', 'maphub', 'websocket', 'cookie', 'samesite', 'host=',
    'server=', 'mapget', 'mappost', 'httpget', 'httppost', 'maphealthchecks', 'baseaddress', '_config', 'config[', 'httpclient',
  ], // prettier-ignore
  separator: '.',
  callTypes: [
    'invocation_expression', 'object_creation_expression', 'implicit_object_creation_expression', 'assignment_expression',
  ], // prettier-ignore
  textTypes: [
    'string_literal',
    'verbatim_string_literal',
    'raw_string_literal',
    'interpolated_string_expression',
  ],
  envTypes: ['element_access_expression'],
  wrapperTypes: new Set([
    'argument_list', 'argument', 'bracketed_argument_list', 'initializer_expression', 'interpolation',
    'equals_value_clause',
  ]), // prettier-ignore
  silentTypes: new Set([
    'using_directive', 'attribute', 'throw_expression', 'throw_statement', 'constant_pattern', 'case_switch_label',
  ]), // prettier-ignore
  functionTypes: new Set([
    'method_declaration', 'local_function_statement', 'constructor_declaration', 'lambda_expression',
    'anonymous_method_expression',
  ]), // prettier-ignore
  compareTypes: ['binary_expression', 'is_pattern_expression'],
  read,
  bindings,
  branch,
  meaning,
  role,
  guard,
  resolve,
  facts,
};

/** `#if DEBUG`; images are built for release. */
function guard(node: Node): Guard | undefined {
  if (node.type !== 'preproc_if') return undefined;
  return field(node, 'condition')?.text.slice(0, 20) === 'DEBUG' && !field(node, 'alternative')
    ? 'development'
    : undefined;
}

function facts(file: SourceFile): Partial<Facts> {
  return {
    listeners: listenersOf(file),
    cors: corsOf(file),
    routes: routesOf(file),
    sockets: socketsOf(file),
    cookies: cookiesOf(file),
    urls: connectionsOf(file),
  };
}
