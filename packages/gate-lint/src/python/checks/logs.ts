import type { Argument, CallSite, Reporter } from '../flow/call-site.js';
import { isWebModule } from '../flow/handlers.js';
import type { Secret } from '../flow/value.js';
import { importsAny, textOf } from '../syntax/module-index.js';
import { child, descendants } from '../syntax/node.js';

const RULE = 'lint/sensitive-log';
const LEVELS = /^(?:debug|info|warning|warn|error|critical|exception|log|trace|success|notice|fatal|msg)$/;
const LOGGER =
  /(?:^|[._])(?:log|logger|logging|loguru|structlog|_log|_logger|lg)(?:\(\))?$|getLogger\(\)$|get_logger\(\)$|\.bind\(\)$/i;

/** Does the call write to a log? `print` too: on Railway standard output is the log. */
export function isLogCall(call: Pick<CallSite, 'name' | 'method' | 'receiverText' | 'receiver'>): boolean {
  if (
    /^(?:print|pprint\.pprint|sys\.(?:stdout|stderr)\.write|traceback\.print_exc|rich\.print|click\.echo)$/.test(
      call.name,
    )
  )
    return true;
  if (!LEVELS.test(call.method)) return false;
  return (
    LOGGER.test(call.receiverText) ||
    LOGGER.test(call.receiver?.name ?? '') ||
    /^(?:logging|loguru|structlog)\b/.test(call.name)
  );
}

/** A credential, a whole environment or the body of a sign-in among what is logged. */
export function checkLog(call: CallSite, report: Reporter): void {
  if (!isLogCall(call)) return;
  for (const one of call.arguments) {
    if (one.keyword === 'file' && /stderr|stdout/.test(textOf(call.module, one.node)) === false) return;
    const secret = secretOf(one);
    if (secret === undefined || isTokenOfText(secret, call)) continue;
    report({
      ruleId: RULE,
      at: one.node,
      severity: isShownToUser(call) ? 'low' : 'high',
      message: `\`${secret.label}\` is written to the log by \`${call.written}\`.`,
    });
    return;
  }
}

function secretOf(given: Argument): Secret | undefined {
  const { value } = given;
  if (value.secret !== undefined) return value.secret;
  for (const field of value.fields?.values() ?? []) if (field.secret !== undefined) return field.secret;
  return undefined;
}

/** In a parser or a language model `token` is a word of the text. */
function isTokenOfText(secret: Secret, call: CallSite): boolean {
  if (!/(?:^|\.)token$/i.test(secret.label)) return false;
  if (
    isWebModule(call.module) ||
    importsAny(call.module, 'jwt', 'jose', 'requests', 'httpx', 'oauthlib', 'authlib', 'msal', 'boto3')
  )
    return false;
  return !/auth|login|secret|session|reset|verify|api|access|bearer/i.test(call.caller?.name ?? '');
}

const COMMAND_MODULES = ['argparse', 'click', 'typer', 'getpass', 'optparse', 'fire', 'docopt'];

/** A command that prints what it made to who started it is no log of a service. */
function isShownToUser(call: CallSite): boolean {
  if (!/^(?:print|rich\.print|click\.echo|pprint\.pprint)$/.test(call.name)) return false;
  if (isWebModule(call.module)) return false;
  return importsAny(call.module, ...COMMAND_MODULES) || /\bsys\.argv\b|__name__\s*==/.test(call.module.text);
}

/** Does the code anywhere below the node write a log, an audit record or an error report? */
const RECORDS =
  /(?:^|[._])(?:log|logger|logging|audit\w*|loguru|structlog|sentry\w*|capture_(?:exception|message|event)|print|record_event|emit_event|track_event|log_\w+|\w+_log|\w*audit\w*|publish_event|security_event|notify_security|event_log\w*|activity\w*)(?:$|[._(])/i;

export function writesAnyLog(root: Parameters<typeof descendants>[0], text: string): boolean {
  for (const node of descendants(root)) {
    if (node.type !== 'call') continue;
    const callee = child(node, 'function');
    if (callee !== undefined && RECORDS.test(text.slice(callee.start, callee.end))) return true;
  }
  return false;
}
