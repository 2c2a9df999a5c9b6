import { memberName, propertyName, propertyOf, unwrap, type Call, type Node } from '../model/ast.js';
import { nameOf, receiverWord, shortName } from '../model/names.js';
import { isOwnPage, taintOfAddress } from './addresses.js';
import { flowHit, type Check, type CheckInput } from './check.js';

const ruleId = 'lint/open-redirect';
const REDIRECTS =
  /^(?:(?:next\/navigation|next\/router|@remix-run\/\w+|react-router(?:-dom)?|@sveltejs\/kit)\.(?:redirect|permanentRedirect)|(?:next\/server\.)?NextResponse\.(?:redirect|rewrite)|Response\.redirect|sendRedirect|navigateTo|h3\.sendRedirect)$/;
const RESPONSE_WORD = /^_?(?:res|response|reply|resp|ctx|c|context|h|status|code|header)$/;
const WINDOW = /^(?:window\.|top\.|parent\.|document\.)?location(?:\.href)?$/;

export const checkOpenRedirect: Check = (input) => {
  for (const call of input.model.calls) checkCall(input, call);
  for (const node of input.model.news)
    checkHeaders(input, node.arguments[1] && propertyOf(unwrap(node.arguments[1]), 'headers'));
  for (const { left, right } of input.model.assignments) {
    if (left.type !== 'MemberExpression' && left.type !== 'Identifier') continue;
    if (WINDOW.test(nameOf(input.model, left)) && isPlatform(input, left))
      checkTarget(input, right, `\`${input.model.textOf(left)}\``);
  }
};

/** `location` of the browser, and not a variable of that name. */
function isPlatform({ model }: CheckInput, node: Node): boolean {
  let at = unwrap(node);
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  return at.type === 'Identifier' && !model.variableOf(at);
}

function checkCall(input: CheckInput, call: Call): void {
  const callee = unwrap(call.callee);
  const name = nameOf(input.model, callee);
  const [first, second] = call.arguments;
  if (!first) return;
  if (REDIRECTS.test(name)) {
    // SvelteKit, Fastify 4 and h3 take the status or the event first.
    const target = second && (first.type === 'Literal' || /sendRedirect$/.test(name)) ? second : first;
    return checkTarget(input, target, `\`${shortName(input.model, callee)}\``);
  }
  if (/^(?:document\.)?location\.(?:assign|replace)$/.test(name) && isPlatform(input, callee))
    return checkTarget(input, first, `\`${name}\``);
  if (callee.type === 'MemberExpression') checkResponse(input, call, callee);
}

function checkResponse(input: CheckInput, call: Call, callee: Node & { readonly object: Node }): void {
  if (callee.type !== 'MemberExpression' || !RESPONSE_WORD.test(receiverWord(callee))) return;
  const method = memberName(callee) ?? '';
  const [first, second] = call.arguments;
  if (!first) return;
  const where = `\`${shortName(input.model, callee)}\``;
  if (method === 'redirect') {
    const isStatusFirst =
      second !== undefined &&
      /^(?:res|response|reply|resp|h)$/.test(receiverWord(callee)) &&
      !startsAsText(input, first);
    return checkTarget(input, isStatusFirst ? second : first, where);
  }
  if (method === 'location') return checkTarget(input, first, where);
  if (/^(?:setHeader|set|header|append)$/.test(method) && second && isLocation(first))
    return checkTarget(input, second, 'the `Location` header');
  if (method === 'writeHead') checkHeaders(input, call.arguments.at(-1));
}

function startsAsText({ model }: CheckInput, node: Node): boolean {
  const inner = unwrap(node);
  return (
    inner.type === 'TemplateLiteral' ||
    inner.type === 'MemberExpression' ||
    (inner.type === 'Literal' && typeof inner.value === 'string') ||
    /url|uri|to$/i.test(model.textOf(inner))
  );
}

function isLocation(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'string' && node.value.toLowerCase() === 'location';
}

function checkHeaders(input: CheckInput, headers: Node | undefined): void {
  const inner = headers ? unwrap(headers) : undefined;
  if (inner?.type !== 'ObjectExpression') return;
  for (const property of inner.properties) {
    if (property.type !== 'Property') continue;
    if (propertyName(property.key, property.computed)?.toLowerCase() === 'location')
      checkTarget(input, property.value, 'the `Location` header');
  }
}

function checkTarget(input: CheckInput, target: Node, where: string): void {
  const taint = taintOfAddress(input, target);
  if (taint && taint.kind !== 'argument' && !isOwnPage(taint.label)) {
    input.report(
      flowHit(taint, {
        ruleId,
        severity: 'high',
        node: target,
        reaches: `${where} and decides where the browser goes`,
      }),
    );
  }
}
