import {
  argument,
  flowSeverity,
  isConstant,
  keyword,
  type CallSite,
  type Reporter,
} from '../flow/call-site.js';
import type { ReturnSite } from '../flow/flow.js';
import { routeOf } from '../flow/handlers.js';
import { reaching, type Taint } from '../flow/value.js';
import { importsAny } from '../syntax/module-index.js';
import { reportFlow } from './sinks.js';

const TAG = /<\/?[a-z!][^<]*/i;
const RULE = 'lint/cross-site-scripting';

/** A Flask handler that returns a text sends it as HTML. */
export function checkReturnedHtml(site: ReturnSite, report: Reporter): void {
  if (!importsAny(site.module, 'flask', 'quart', 'bottle') || routeOf(site.fn, site.module) === undefined)
    return;
  const value = site.value.items?.[0] ?? site.value;
  const taint = reaching(value, 'html');
  if (taint === undefined || value.fields !== undefined || !TAG.test(value.constants ?? '')) return;
  const severity = flowSeverity(taint, 'high');
  const message = `\`${taint.label}\` becomes part of the HTML that \`${site.fn.name}\` returns, without escaping.`;
  if (severity !== undefined) report({ ruleId: RULE, at: site.node, message, severity, taint });
}

/** `make_response(f"<p>{name}</p>")`, a template environment that does not escape. */
export function checkHtml(call: CallSite, report: Reporter): void {
  if (/^(?:flask|quart)\.make_response$/.test(call.name)) checkMadeResponse(call, report);
  else if (call.method === 'render') checkRender(call, report);
  else if (call.method === 'write' && call.receiverText === 'self' && importsAny(call.module, 'tornado'))
    checkWrite(call, report);
  else if (/^jinja2\.(?:\w+\.)?Environment$/.test(call.name)) checkEnvironment(call, report);
}

function checkMadeResponse(call: CallSite, report: Reporter): void {
  const given = argument(call, 0);
  const taint = given === undefined ? undefined : reaching(given.value, 'html');
  if (given === undefined || taint === undefined || !TAG.test(given.value.constants ?? '')) return;
  reportFlow(
    call,
    given.node,
    { ruleId: RULE, severity: 'high', what: 'becomes HTML without escaping in' },
    taint,
    report,
  );
}

function checkWrite(call: CallSite, report: Reporter): void {
  const given = argument(call, 0);
  const taint =
    given === undefined || given.value.fields !== undefined ? undefined : reaching(given.value, 'html');
  if (given !== undefined && taint !== undefined) {
    reportFlow(
      call,
      given.node,
      { ruleId: RULE, severity: 'high', what: 'becomes HTML without escaping in' },
      taint,
      report,
    );
  }
}

/** Values of a request, rendered by a template of an environment without autoescape. */
function checkRender(call: CallSite, report: Reporter): void {
  const name = call.receiver?.name ?? '';
  if (!/^jinja2\.(?:\w+\.)?Environment\(\)\.(?:get_template|from_string|select_template)\(\)$/.test(name))
    return;
  if (/\bautoescape\s*=\s*(?!False\b)/.test(call.module.text)) return;
  const taint = firstTaint(call);
  if (taint === undefined) return;
  reportFlow(
    call,
    call.node,
    { ruleId: RULE, severity: 'high', what: 'is rendered without escaping by' },
    taint,
    report,
  );
}

function firstTaint(call: CallSite): Taint | undefined {
  for (const one of call.arguments) {
    const taint = reaching(one.value, 'html');
    if (taint !== undefined) return taint;
  }
  return undefined;
}

/** Only where the file makes HTML: templates of mails, configuration and SQL must not be escaped. */
function checkEnvironment(call: CallSite, report: Reporter): void {
  const given = keyword(call, 'autoescape');
  if (given !== undefined && !isConstant(given, 'false')) return;
  if (call.arguments.some((one) => one.spread)) return;
  const makesHtml = /\.html?\b|HTMLResponse|text\/html/.test(call.module.text);
  report({
    ruleId: RULE,
    at: given?.node ?? call.node,
    severity: makesHtml ? 'medium' : 'low',
    message: `\`${call.written}\` makes templates that do not escape what is put into them; pass \`autoescape=select_autoescape()\`.`,
  });
}
