import { basename } from 'node:path';

import { functionAround, isFunction, memberName, propertyName, unwrap, type Node } from '../model/ast.js';
import { nameOf } from '../model/names.js';
import { staticText } from '../model/static-text.js';
import { hasWord, wordsOf } from '../model/words.js';
import { functionName } from '../flow/functions.js';
import type { Check, CheckInput } from './check.js';
import { isLogCall } from './log-calls.js';

const ruleId = 'lint/sensitive-log';
const SECRET_WORDS = new Set([
  'password', 'passwd', 'pwd', 'passphrase', 'passcode', 'secret', 'authorization', 'cvv', 'cvc', 'ssn', 'credential', 'jwt', 'otp',
  'token', 'apikey', 'bearer', 'cookie', 'mnemonic',
]); // prettier-ignore
const SECRET_PAIRS =
  /(?:api|private|access|secret|encryption|signing|client_?secret)_?-?key|credit_?-?card|card_?-?number|(?:session|magic)_?-?(?:id|link)|connection_?string|database_?url|authorization/i;
/** A name that ends so tells something about the secret and not the secret. */
const HARMLESS_LAST = new Set([
  'length', 'count', 'type', 'name', 'field', 'expiry', 'expires', 'exp', 'expiration', 'usage', 'valid', 'present', 'set', 'exists', 'error',
  'err', 'message', 'page', 'policy', 'rule', 'strength', 'required', 'invalid', 'enabled', 'index', 'limit', 'budget', 'price', 'cost', 'kind',
  'at', 'status', 'ok', 'match', 'matches', 'label', 'placeholder', 'path', 'provider', 'service', 'manager', 'store', 'schema', 'regex',
  'id', 'ids', 'age', 'ttl', 'total', 'size', 'per', 'position', 'options', 'config', 'version', 'source', 'url', 'uri', 'endpoint', 'address',
  'symbol', 'contract', 'balance', 'amount', 'consent', 'banner', 'header', 'used', 'parser', 'helper', 'estimate', 'estimates', 'bucket', 'credit', 'credits', 'method', 'methods', 'scope', 'scopes', 'form', 'screen', 'input', 'state', 'hint', 'window', 'interval', 'stats', 'metrics', 'info', 'types', 'handler', 'result', 'response', 'file',
  'time', 'timeout', 'duration', 'latency', 'change', 'kid',
]); // prettier-ignore
const HARMLESS_ANY = new Set([
  'is',
  'has',
  'should',
  'require',
  'requires',
  'must',
  'no',
  'missing',
  'max',
  'min',
  'total',
  'num',
  'number',
  'used',
  'prompt',
  'completion',
  'input',
  'output',
  'count',
  'masked',
  'redacted',
  'hidden',
  'valid',
  'mask',
  'estimated',
  'remaining',
  'public',
]);
const SIGN_IN =
  /log[-_]?in|sign[-_]?(?:in|up)|regist(?:er|ration)|auth|password|credential|reset|checkout|payment|card/i;

interface Leak {
  readonly node: Node;
  readonly what: string;
  readonly severity?: 'medium';
}

export const checkSensitiveLog: Check = (input) => {
  for (const call of input.model.calls) {
    if (!isLogCall(input.model, call)) continue;
    for (const argument of call.arguments) {
      for (const { node, what, severity = 'high' } of leaks(input, argument, 6)) {
        input.report({ ruleId, severity, node, message: `${what} is written to the log.` });
      }
    }
  }
};

function leaks(input: CheckInput, expression: Node, depth: number): Leak[] {
  const node = unwrap(expression);
  if (depth === 0) return [];
  const below = (...nodes: (Node | null)[]) =>
    nodes.flatMap((child) => (child ? leaks(input, child, depth - 1) : []));
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
      return leakOf(input, node, depth);
    case 'TemplateLiteral':
      return below(...node.expressions);
    case 'BinaryExpression':
      return node.operator === '+' ? below(node.left, node.right) : [];
    case 'LogicalExpression':
      return node.operator === '&&' ? below(node.right) : below(node.left, node.right);
    case 'ConditionalExpression':
      return below(node.consequent, node.alternate);
    case 'ArrayExpression':
      return below(...node.elements);
    case 'ObjectExpression':
      return node.properties.flatMap((property) => {
        if (property.type === 'SpreadElement') return below(property.argument);
        return leaksOfProperty(input, property.key, property.computed, property.value, depth);
      });
    case 'CallExpression':
      return isRendering(input, node) ? below(...node.arguments) : [];
    default:
      return [];
  }
}

/** `{ password: x }`: told by the key when the value is not one that hides it. */
function leaksOfProperty(
  input: CheckInput,
  key: Node,
  computed: boolean,
  value: Node,
  depth: number,
): Leak[] {
  const name = propertyName(key, computed) ?? '';
  const inner = unwrap(value);
  const isPlain = inner.type === 'Identifier' || inner.type === 'MemberExpression';
  if (isPlain && isSensitiveName(name) && !isHarmlessRead(inner))
    return [{ node: value, what: `\`${name}\`` }];
  return leaks(input, value, depth - 1);
}

function isHarmlessRead(node: Node): boolean {
  return node.type === 'MemberExpression' && HARMLESS_LAST.has(wordsOf(memberName(node) ?? '').at(-1) ?? '');
}

function isRendering({ model }: CheckInput, node: Node & { readonly callee: Node }): boolean {
  return /^(?:JSON\.stringify|util\.inspect|util\.format|String|Object\.(?:entries|values|assign)|inspect|structuredClone)$/.test(
    nameOf(model, node.callee),
  );
}

function leakOf(input: CheckInput, node: Node, depth: number): Leak[] {
  const { model } = input;
  const name = nameOf(model, node);
  if (name === 'process.env' || name === 'import.meta.env' || name === 'Bun.env')
    return [{ node, what: 'The whole environment (`process.env`)' }];
  const word =
    node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? (memberName(node) ?? '') : '';
  if (isWholeRequest(input, node, name)) {
    const isBody = name.endsWith('.body');
    return [
      {
        node,
        what: `The whole of \`${model.textOf(node)}\``,
        ...(!isBody && { severity: 'medium' as const }),
      },
    ];
  }
  if (isSensitiveName(word) && !isFunction(model.functionOf(node)) && !isLexerToken(input, node, word))
    return [{ node, what: `\`${model.textOf(node).slice(0, 80)}\`` }];
  return node.type === 'Identifier' ? leaksOfConstant(input, node, depth) : [];
}

/** `const entry = { email, password }; logger.info(entry)`, `const payload = req.body`. */
function leaksOfConstant(input: CheckInput, node: Node, depth: number): Leak[] {
  const definition = node.type === 'Identifier' ? input.model.variableOf(node)?.defs[0] : undefined;
  if (definition?.type !== 'Variable' || definition.node.id.type !== 'Identifier' || !definition.node.init)
    return [];
  const init = unwrap(definition.node.init);
  if (!['ObjectExpression', 'MemberExpression', 'TemplateLiteral', 'BinaryExpression'].includes(init.type))
    return [];
  return leaks(input, init, depth - 2 > 0 ? depth - 2 : 0).map((leak) => ({ ...leak, node }));
}

export function isSensitiveName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (words.length === 0 || HARMLESS_LAST.has(last)) return false;
  // `passwordChanged`, `refresh_token_rotated`: whether it happened.
  if (last.endsWith('ed') && last !== 'encrypted') return false;
  if (words.some((word) => HARMLESS_ANY.has(word)) && !/card_?number/i.test(name)) return false;
  // `tokens` alone counts words of a text far more often than it lists credentials.
  if (words.includes('tokens') && !/access|refresh|auth|session|api/i.test(name)) return false;
  return hasWord(words, SECRET_WORDS) || SECRET_PAIRS.test(name);
}

/** A parser's `token.type`, `token.value`, `token.line`. */
function isLexerToken({ model }: CheckInput, node: Node, word: string): boolean {
  if (!/^(?:token|tok|cookie)$/i.test(word) || node.type !== 'Identifier') return false;
  const variable = model.variableOf(node);
  return (variable?.references ?? []).some(({ identifier }) => {
    const parent = identifier.parent as Node | undefined;
    if (parent?.type !== 'MemberExpression' || parent.object !== identifier) return false;
    return /^(?:type|kind|value|line|loc|start|range|raw|lexeme|column|name|symbol|decimals)$/.test(
      memberName(parent) ?? '',
    );
  });
}

/** All headers and cookies of a request; its body where people sign in or pay. */
function isWholeRequest(input: CheckInput, node: Node, name: string): boolean {
  if (!/(?:^|\.)_?(?:req|request)(?:\.(?:raw|req))?\.(?:headers|rawHeaders|cookies|body)$/.test(name))
    return false;
  return !/\.body$/.test(name) || SIGN_IN.test(surroundings(input, node));
}

/** Names of the functions and routes around, and of the file. */
function surroundings({ model }: CheckInput, node: Node): string {
  const names = [basename(model.path)];
  for (let owner = functionAround(node); owner; owner = functionAround(owner)) {
    names.push(functionName(owner));
    const call = owner.parent as Node | undefined;
    const path =
      call?.type === 'CallExpression' && call.arguments[0] ? staticText(model, call.arguments[0]) : undefined;
    if (path !== undefined) names.push(path);
  }
  return names.join(' ');
}
