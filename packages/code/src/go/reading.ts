import type { SourceFile } from '../common/source-file.js';
import type { Reading } from '../common/tree.js';
import type { Facts } from '../extractor.js';
import type { Syntax } from '../syntax.js';
import { bindings } from './bindings.js';
import { cookiesOf } from './cookies.js';
import { corsOf } from './cors.js';
import { listenersOf } from './listeners.js';
import { meaning } from './meaning.js';
import { OWN_PACKAGE, resolve } from './modules.js';
import { role } from './roles.js';
import { routesOf } from './routes.js';
import { socketsOf } from './sockets.js';
import { branch, read } from './syntax.js';

export const go: Reading = {
  keywords: [
    'listen', 'func main(', '.run(', '.start(', 'localhost', '127.0.0.1', '0.0.0.0', 'http://', 'ws://', 'wss://', 'railway', 'cors',
    'access-control', 'getenv', 'lookupenv', 'http.get(', 'http.post', 'http.newrequest', 'http.client', 'viper', 'env:"', 'envconfig', 'websocket', 'melody', 'cookie', 'redis', 'postgres',
    'mongodb', 'amqp', 'health',
  ], // prettier-ignore
  separator: '.',
  callTypes: ['call_expression'],
  textTypes: ['interpreted_string_literal', 'raw_string_literal'],
  functionTypes: new Set(['function_declaration', 'method_declaration', 'func_literal']),
  compareTypes: ['binary_expression', 'index_expression'],
  wrapperTypes: new Set([
    'argument_list',
    'keyed_element',
    'literal_element',
    'literal_value',
    'expression_list',
  ]),
  silentTypes: new Set(['import_spec', 'field_declaration', 'expression_case']),
  read,
  bindings,
  branch,
  meaning,
  role,
  resolve,
  ownPackage: OWN_PACKAGE,
  specifiers: () => [OWN_PACKAGE],
  isSilent,
  listening: { text: /Listen|\.Run\(|\.Start\(/, listeners: listenersOf },
  facts,
};

/** `//go:build ignore` and the like, before the package clause. */
function isSilent({ text }: Syntax): boolean {
  const head = text.slice(0, text.search(/^package\s/m));
  return /^\/\/(?:go:build|\s*\+build)\s.*\b(?:ignore|tools?|integration|e2e|test|dev|mage)\b/m.test(head);
}

function facts(file: SourceFile): Partial<Facts> {
  return {
    listeners: listenersOf(file),
    cors: corsOf(file),
    sockets: socketsOf(file),
    routes: routesOf(file),
    cookies: cookiesOf(file),
  };
}
