import { propertyName, propertyOf, unwrap, type Node } from '../model/ast.js';
import { nameOf, shortName } from '../model/names.js';
import { sketch } from '../model/static-text.js';
import { publicPlainHost } from './addresses.js';
import type { Check, CheckInput } from './check.js';

const ruleId = 'lint/plain-http';
const REQUESTS =
  /^(?:fetch|\$fetch|useFetch|ofetch(?:\.\w+)?|node-fetch|cross-fetch|isomorphic-fetch|undici\.(?:fetch|request|stream)|axios(?:\.(?:create\(\)\.)?(?:get|post|put|patch|delete|head|request|create))?|ky(?:\.\w+)?|got(?:\.\w+)?|needle(?:\.\w+)?|superagent(?:\.\w+)?|request(?:\.\w+)?|request-promise(?:\.\w+)?|http\.(?:get|request)|phin|wretch|bent|navigator\.sendBeacon|(?:\$|jQuery|jquery)\.(?:get|post|ajax|getJSON)|io|socket\.io-client(?:\.\w+)?|useSWR|swr|http-proxy-middleware\.createProxyMiddleware|httpProxy\.createProxyServer|importScripts)$/;
const CONNECTIONS =
  /^(?:WebSocket|ws(?:\.WebSocket)?|EventSource|eventsource|reconnecting-websocket|undici\.(?:Client|Pool)|SharedWorker|Worker)$/;
const ADDRESS_KEYS = ['url', 'baseURL', 'baseUrl', 'uri', 'target', 'prefixUrl', 'endpoint'];
const ADDRESS_NAME =
  /(?:api|base|server|backend|endpoint|webhook|service|callback|auth|gateway|socket|ws)[\w]*?(?:url|uri|host|endpoint|origin|address|base)$|^(?:base_?url|api_?(?:url|base|host|endpoint)|endpoint|webhook)$/i;

export const checkPlainHttp: Check = (input) => {
  const seen = new Set<Node>();
  for (const call of input.model.calls) {
    const name = nameOf(input.model, call.callee);
    const isOpen = name.endsWith('XMLHttpRequest().open');
    if (!REQUESTS.test(name) && !isOpen) continue;
    for (const address of addressesOf(call.arguments[isOpen ? 1 : 0]))
      checkAddress(input, address, call.callee, seen);
  }
  for (const node of input.model.news) {
    if (!CONNECTIONS.test(nameOf(input.model, node.callee))) continue;
    for (const address of addressesOf(node.arguments[0])) checkAddress(input, address, node.callee, seen);
  }
  for (const literal of input.model.literals) checkNamed(input, literal, seen);
};

function addressesOf(argument: Node | undefined): Node[] {
  if (!argument) return [];
  const node = unwrap(argument);
  if (node.type !== 'ObjectExpression') return [node];
  return ADDRESS_KEYS.flatMap((key) => propertyOf(node, key) ?? []);
}

function checkAddress(input: CheckInput, address: Node, callee: Node, seen: Set<Node>): void {
  const { model, report } = input;
  const host = publicPlainHost(sketch(model, address));
  if (host === undefined) return;
  markSeen(model, address, seen);
  const message = `\`${shortName(model, callee)}\` sends to ${host} without encryption.`;
  report({ ruleId, severity: 'medium', node: address, message });
}

/** The constant that the address came from is not reported a second time. */
function markSeen(model: CheckInput['model'], address: Node, seen: Set<Node>): void {
  for (const node of model.descendants(address)) {
    seen.add(node);
    const definition = node.type === 'Identifier' ? model.variableOf(node)?.defs[0] : undefined;
    if (definition?.type === 'Variable' && definition.node.init && !seen.has(definition.node.init))
      for (const inner of model.descendants(definition.node.init)) seen.add(inner);
  }
}

/** `const API_URL = 'http://…'`, `{ baseURL: 'http://…' }`: told by the name, wherever it is used. */
function checkNamed(
  { report }: CheckInput,
  literal: CheckInput['model']['literals'][number],
  seen: Set<Node>,
): void {
  if (typeof literal.value !== 'string' || seen.has(literal)) return;
  const host = publicPlainHost(literal.value);
  const name = host === undefined ? undefined : nameFor(literal);
  if (name === undefined || !ADDRESS_NAME.test(name)) return;
  report({
    ruleId,
    severity: 'medium',
    node: literal,
    message: `\`${name}\` is an address on ${host} without encryption.`,
  });
}

function nameFor(literal: Node): string | undefined {
  let node = literal;
  // `process.env.API_URL ?? 'http://…'`.
  while (node.parent?.type === 'LogicalExpression' || node.parent?.type === 'TSAsExpression')
    node = node.parent;
  const parent = node.parent;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'Property' && parent.value === node) return propertyName(parent.key, parent.computed);
  return parent?.type === 'PropertyDefinition' ? propertyName(parent.key, parent.computed) : undefined;
}
