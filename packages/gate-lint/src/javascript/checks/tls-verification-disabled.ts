import { isFunction, memberName, propertyName, unwrap, type Node } from '../model/ast.js';
import { staticText } from '../model/static-text.js';
import type { Check, CheckInput } from './check.js';

const ruleId = 'lint/tls-verification-disabled';
const OFF_WHEN_FALSE = new Set([
  'rejectUnauthorized',
  'strictSSL',
  'strictSsl',
  'verifySsl',
  'sslVerify',
  'checkServerCertificate',
]);
const OFF_WHEN_TRUE = new Set([
  'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames',
  'tlsInsecure',
  'trustServerCertificate',
  'acceptInvalidCertificates',
  'insecureSkipVerify',
]);
/** Of browsers that a test or a script drives. */
const OFF_IN_BROWSER = 'ignoreHTTPSErrors';
const ONLY_LOCAL =
  /(?:!==?\s*['"]production['"]|===?\s*['"](?:development|dev|test|local)['"]|\bis_?(?:dev|local|test)\w*|localhost|127\.0\.0\.1|\bDEV\b)/i;

export const checkTlsVerificationDisabled: Check = (input) => {
  for (const property of input.model.properties) {
    const name = propertyName(property.key, property.computed);
    if (name) checkOption(input, name, property.value, property);
  }
  for (const { left, right } of input.model.assignments) {
    if (left.type === 'MemberExpression') checkOption(input, memberName(left) ?? '', right, left.parent);
  }
  for (const literal of input.model.literals) {
    if (typeof literal.value === 'string' && /[?&]sslmode=no-verify\b/i.test(literal.value))
      report(input, '`sslmode=no-verify`', literal);
  }
};

function checkOption(input: CheckInput, name: string, value: Node, node: Node): void {
  const inner = unwrap(value);
  if (OFF_WHEN_FALSE.has(name) && isLiteral(inner, false)) report(input, `\`${name}: false\``, node);
  else if (OFF_WHEN_TRUE.has(name) && isLiteral(inner, true)) report(input, `\`${name}: true\``, node);
  else if (name === OFF_IN_BROWSER && isLiteral(inner, true)) report(input, `\`${name}: true\``, node, true);
  else if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && isZero(input, inner))
    report(input, '`NODE_TLS_REJECT_UNAUTHORIZED=0`', node);
  else if (name === 'checkServerIdentity' && acceptsAll(input, inner))
    report(input, 'A `checkServerIdentity` that accepts every name', node);
}

function isLiteral(node: Node, value: boolean): boolean {
  if (node.type === 'Literal') return node.value === value;
  // `!1` and `!0` of compiled code.
  return (
    node.type === 'UnaryExpression' &&
    node.operator === '!' &&
    node.argument.type === 'Literal' &&
    !node.argument.value === value
  );
}

function isZero({ model }: CheckInput, node: Node): boolean {
  return staticText(model, node) === '0' || isLiteral(node, false);
}

/** `() => undefined`, `() => {}`, `() => true`: only a returned error refuses. */
function acceptsAll({ model }: CheckInput, node: Node): boolean {
  const check = model.functionOf(node);
  if (!check || !isFunction(check)) return false;
  if (/\bthrow\b|checkServerIdentity\(|Error\(/.test(model.textOf(check.body))) return false;
  return model
    .returnsOf(check)
    .every((value) => /^(?:undefined|null|true|false|void 0|\{\})$/.test(model.textOf(value)));
}

function report({ model, report: tell }: CheckInput, what: string, node: Node, isTool = false): void {
  const isLocal = isTool || isOnlyLocal(model, node);
  const message = `${what} turns off the check of the server's certificate${isLocal ? ', here for development' : ''}.`;
  tell({ ruleId, severity: isLocal ? 'low' : 'high', node, message });
}

/** Under a condition that names development. */
function isOnlyLocal(model: CheckInput['model'], node: Node): boolean {
  let child = node;
  for (let parent = node.parent; parent; parent = parent.parent) {
    const test = conditionOf(parent, child);
    if (test && ONLY_LOCAL.test(model.textOf(test))) return true;
    child = parent;
  }
  return false;
}

function conditionOf(parent: Node, child: Node): Node | undefined {
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression')
    return parent.consequent === child ? parent.test : undefined;
  return parent.type === 'LogicalExpression' && parent.operator === '&&' && parent.right === child
    ? parent.left
    : undefined;
}
