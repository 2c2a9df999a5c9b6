import type { SourceFile } from '../common/source-file.js';
import type { Reading } from '../common/tree.js';
import type { Facts } from '../extractor.js';
import type { Node } from '../syntax.js';
import type { Guard } from '../value.js';
import { bindings } from './bindings.js';
import { cookiesOf } from './cookies.js';
import { corsOf } from './cors.js';
import { listenersOf } from './listeners.js';
import { meaning } from './meaning.js';
import { resolve } from './modules.js';
import { role } from './roles.js';
import { routesOf } from './routes.js';
import { socketsOf } from './sockets.js';
import { branch, read } from './syntax.js';
import { wildcards } from './uses.js';

export const rust: Reading = {
  keywords: [
    'bind(', 'fn main(', '.run(', 'listen', 'rocket', 'localhost', '127.0.0.1', '0.0.0.0', 'http://', 'ws://', 'wss://', 'railway',
    'cors', 'access-control', 'access_control', 'reqwest', 'dotenv', 'env::var', 'env!(', 'env =', 'websocket', 'on_upgrade', 'cookie', 'redis', 'postgres',
    'mongodb', 'amqp', '.route(', 'health', 'session',
  ], // prettier-ignore
  separator: '::',
  callTypes: ['call_expression', 'macro_invocation'],
  textTypes: ['string_literal', 'raw_string_literal'],
  functionTypes: new Set(['function_item', 'closure_expression']),
  compareTypes: ['binary_expression', 'index_expression'],
  wrapperTypes: new Set([
    'arguments',
    'token_tree',
    'field_initializer',
    'field_initializer_list',
    'field_expression',
  ]),
  silentTypes: new Set(['use_declaration', 'attribute_item', 'match_pattern', 'inner_attribute_item']),
  pathsAreModules: true,
  reexports: true,
  read,
  bindings,
  branch,
  meaning,
  role,
  guard,
  resolve,
  specifiers: (root) => (wildcards(root) ?? '').split('|').filter((path) => path !== ''),
  ownPackage: ({ root }) => wildcards(root),
  listening: { text: /bind\(|serve\(|TcpListener/, listeners: listenersOf },
  facts,
};

const ITEMS: ReadonlySet<string> = new Set([
  'mod_item',
  'function_item',
  'let_declaration',
  'expression_statement',
  'impl_item',
]);

const guards = new WeakMap<Node, ReadonlyMap<number, Guard>>();

/** `#[cfg(test)]`, `#[test]`, `#[cfg(debug_assertions)]` before an item. */
function guard(node: Node): Guard | undefined {
  const { parent } = node;
  if (!ITEMS.has(node.type) || !parent) return undefined;
  const known = guards.get(parent) ?? guardsIn(parent);
  guards.set(parent, known);
  return known.get(node.id);
}

function guardsIn(parent: Node): ReadonlyMap<number, Guard> {
  const found = new Map<number, Guard>();
  let next: Guard | undefined;
  for (const child of parent.children) {
    if (child.type === 'attribute_item') next = guardOfAttribute(child.text) ?? next;
    else {
      if (next) found.set(child.id, next);
      if (!child.type.endsWith('comment')) next = undefined;
    }
  }
  return found;
}

function guardOfAttribute(text: string): Guard | undefined {
  if (/^#\[(?:cfg\((?:test|debug_assertions)\)|(?:\w+::)?test\b)/.test(text)) return 'development';
  return /^#\[cfg\(not\((?:test|debug_assertions)\)\)/.test(text) ? 'production' : undefined;
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
