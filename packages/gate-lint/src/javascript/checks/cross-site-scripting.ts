import { functionAround, memberName, propertyOf, unwrap, type Call, type Node } from '../model/ast.js';
import { nameOf, receiverWord, shortName } from '../model/names.js';
import { HOLE, sketch } from '../model/static-text.js';
import { isOwnPage, taintOfAddress } from './addresses.js';
import { flowHit, type Check, type CheckInput } from './check.js';

const ruleId = 'lint/cross-site-scripting';
const MARKUP_PROPERTIES = new Set(['innerHTML', 'outerHTML', 'srcdoc']);
const RESPONSE_WORD = /^_?(?:res|response|reply|resp|ctx|c|status|type|set|header|code|contentType)$/;
/** Compile a text to a template: in it, a request can run code of its own. */
const TEMPLATE_TEXTS =
  /^(?:ejs\.(?:render|compile)|pug\.(?:render|compile)|jade\.(?:render|compile)|handlebars\.compile|Handlebars\.compile|nunjucks\.(?:renderString|compile|Environment\(\)\.renderString)|mustache\.render|Mustache\.render|lodash\.template|_\.template|hogan\.js\.compile|doT\.template|dot\.template|eta\.(?:renderString|Eta\(\)\.renderString)|liquidjs\.Liquid\(\)\.parseAndRender(?:Sync)?|swig\.render|twig\.twig|vue\.compile|art-template\.render|squirrelly\.render|velocityjs\.render)$/;

export const checkCrossSiteScripting: Check = (input) => {
  for (const assignment of input.model.assignments) checkAssignment(input, assignment);
  for (const call of input.model.calls) checkCall(input, call);
  for (const node of input.model.news) checkResponse(input, node);
  for (const attribute of input.model.attributes) checkAttribute(input, attribute);
  for (const { by, value } of input.model.rawMarkup) checkMarkup(input, value, `\`${by}\``);
  for (const { name, value } of input.model.bound) checkBound(input, name, value);
};

/** Markup put where a framework or the browser does not escape: unproven input is worth a look, no more. */
function checkMarkup({ model, flow, report }: CheckInput, value: Node, where: string): void {
  const taint = flow.taintOf(value, 'html');
  if (taint)
    report(
      flowHit(taint, { ruleId, severity: 'high', node: value, reaches: `${where} without being escaped` }),
    );
  else if (sketch(model, value).includes(HOLE) && !isSanitized(model, value)) {
    const message = `${where} inserts computed markup unescaped; nothing here shows where it comes from.`;
    report({ ruleId, severity: 'low', node: value, message });
  }
}

function isSanitized(model: CheckInput['model'], value: Node): boolean {
  return /sanitiz|purify|escape/i.test(`${model.textOf(value)} ${nameOf(model, value)}`);
}

function checkProven({ flow, report }: CheckInput, value: Node, reaches: string): void {
  const taint = flow.taintOf(value, 'html');
  if (taint) report(flowHit(taint, { ruleId, severity: 'high', node: value, reaches }));
}

function checkAssignment(
  input: CheckInput,
  { left, right }: CheckInput['model']['assignments'][number],
): void {
  if (left.type !== 'MemberExpression') return;
  const name = memberName(left) ?? '';
  if (MARKUP_PROPERTIES.has(name)) checkProven(input, right, `\`${name}\` without being escaped`);
  // Koa answers with what `ctx.body` is given; markup in it makes it a page.
  else if (
    name === 'body' &&
    /^_?(?:ctx|context|response)$/.test(receiverWord(left)) &&
    isPage(input, right)
  ) {
    checkProven(input, right, 'the HTML of the response without being escaped');
  }
}

function checkCall(input: CheckInput, call: Call): void {
  const callee = unwrap(call.callee);
  const name = nameOf(input.model, callee);
  const [first, second] = call.arguments;
  if (!first) return;
  if (TEMPLATE_TEXTS.test(name))
    checkProven(input, first, `the template text of \`${shortName(input.model, callee)}\``);
  if (callee.type !== 'MemberExpression') return;
  const method = memberName(callee) ?? '';
  if (method === 'insertAdjacentHTML' && second)
    checkProven(input, second, '`insertAdjacentHTML` without being escaped');
  else if (/^document\.write(?:ln)?$/.test(name))
    for (const argument of call.arguments) checkProven(input, argument, `\`${name}\` without being escaped`);
  else if (
    /^(?:createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe|bypassSecurityTrustHtml|bypassSecurityTrustScript)$/.test(
      method,
    )
  ) {
    checkMarkup(input, first, `\`${method}\``);
  } else if (
    /^(?:html|append|prepend|after|before|replaceWith|wrap)$/.test(method) &&
    isJquery(input, callee.object)
  ) {
    checkProven(input, first, `\`${method}\` of jQuery, which reads it as HTML`);
  } else checkAnswer(input, call, callee);
}

function isJquery({ model }: CheckInput, node: Node): boolean {
  return /^(?:\$|jQuery|jquery)(?:\(\)|$)/.test(nameOf(model, node)) || /^\$\w*$/.test(model.textOf(node));
}

function checkAnswer(input: CheckInput, call: Call, callee: Node & { readonly object: Node }): void {
  if (callee.type !== 'MemberExpression') return;
  const method = memberName(callee) ?? '';
  const [first] = call.arguments;
  if (!first || !RESPONSE_WORD.test(receiverWord(callee))) return;
  if (!/^(?:send|write|end|html)$/.test(method)) return;
  const isHtml =
    method === 'html' ||
    isPage(input, first) ||
    (method === 'send' && isExpress(callee) && isPlainText(first));
  if (isHtml && !isOtherType(input, call))
    checkProven(input, first, `the HTML that \`${shortName(input.model, callee)}\` answers`);
}

/** Express answers a text as `text/html`; Fastify as `text/plain`. */
function isExpress(callee: Node & { readonly object: Node }): boolean {
  return callee.type === 'MemberExpression' && /^_?(?:res|response|status|set)$/.test(receiverWord(callee));
}

/** A text for sure, and not an object, which would become JSON. */
function isPlainText(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'TemplateLiteral') return true;
  if (inner.type === 'BinaryExpression') return inner.operator === '+';
  if (inner.type !== 'MemberExpression') return false;
  return /\bquery$|\bparams$/.test(
    inner.object.type === 'MemberExpression' ? (memberName(inner.object) ?? '') : '',
  );
}

function isPage({ model }: CheckInput, node: Node): boolean {
  return /<(?:!doctype|[a-z][a-z0-9-]*)[\s>/]/i.test(sketch(model, node));
}

const OTHER_TYPES = new WeakMap<Node, boolean>();

/** The handler says that its answer is something else than HTML. */
function isOtherType({ model }: CheckInput, call: Call): boolean {
  const around = functionAround(call);
  if (!around) return false;
  const known = OTHER_TYPES.get(around) ?? saysOtherType(model.textOf(around));
  OTHER_TYPES.set(around, known);
  return known;
}

function saysOtherType(text: string): boolean {
  if (!/type/i.test(text) || /text\/html|['"`]html['"`]/.test(text)) return false;
  return /(?:\.type\(|content-type['"`],?:?|contentType\()\s{0,80}['"`]?(?:text\/plain|text\/csv|text|txt|application\/|json|text\/xml|image\/|text\/css)/i.test(
    text,
  );
}

/** `new Response(html, { headers: { 'content-type': 'text/html' } })`. */
function checkResponse(input: CheckInput, node: CheckInput['model']['news'][number]): void {
  const name = nameOf(input.model, node.callee);
  const [body, options] = node.arguments;
  if (!/(?:^|\.)(?:Next)?Response$/.test(name) || !body || !options) return;
  const headers = propertyOf(unwrap(options), 'headers');
  if (headers && /text\/html/.test(input.model.textOf(headers)))
    checkProven(input, body, 'the HTML of the response without being escaped');
}

function checkAttribute(input: CheckInput, attribute: CheckInput['model']['attributes'][number]): void {
  if (attribute.name.type !== 'JSXIdentifier' || attribute.value?.type !== 'JSXExpressionContainer') return;
  const name = attribute.name.name;
  const value = attribute.value.expression;
  if (name === 'dangerouslySetInnerHTML') {
    const html = propertyOf(unwrap(value), '__html');
    if (html) checkMarkup(input, html, '`dangerouslySetInnerHTML`');
  } else checkBound(input, name, value);
}

/** An attribute by its name, of any kind of template. */
function checkBound(input: CheckInput, name: string, value: Node): void {
  if (/^(?:inner-?html|srcdoc)$/i.test(name)) checkMarkup(input, value, `\`${name}\``);
  else if (name === 'href') checkLink(input, value);
}

/** Only the start of an address can choose its scheme. */
function checkLink(input: CheckInput, value: Node): void {
  const { model, report } = input;
  // Any fixed start, a slash too, rules `javascript:` out.
  if (!sketch(model, value).startsWith(HOLE)) return;
  const taint = taintOfAddress(input, value);
  if (!taint || isOwnPage(taint.label)) return;
  report(
    flowHit(taint, { ruleId, severity: 'high', node: value, reaches: '`href`, where `javascript:` runs' }),
  );
}
