import { memberName, unwrap, type Call } from '../model/ast.js';
import { nameOf, receiverWord } from '../model/names.js';
import type { SourceModel } from '../model/source-model.js';

const CONSOLE = /^console\.(?:log|info|debug|warn|error|trace|dir|table)$/;
const LEVELS = new Set([
  'trace',
  'debug',
  'info',
  'log',
  'notice',
  'warn',
  'warning',
  'error',
  'fatal',
  'critical',
  'verbose',
  'silly',
  'http',
  'alert',
]);
const LOGGER_WORD = /^(?:\w*log(?:ger|ging)?|winston|pino|bunyan|log4js|loglevel|signale|consola)$/i;

/** `console.log`, `logger.warn`, `req.log.error`, `this.logger.info`, `log(…)`. */
export function isLogCall(model: SourceModel, call: Call): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier')
    return /^(?:log|logger|debug|logError|logInfo|logWarn)$/.test(callee.name);
  if (callee.type !== 'MemberExpression') return false;
  const name = nameOf(model, callee);
  if (CONSOLE.test(name) || /^process\.std(?:out|err)\.write$/.test(name)) return true;
  const word = receiverWord(callee);
  return (
    LEVELS.has(memberName(callee) ?? '') &&
    LOGGER_WORD.test(word) &&
    !/^(?:dialog|catalog|blog|changelog|backlog)$/i.test(word)
  );
}

/** Calls that leave a trace elsewhere: an audit table, an error tracker. */
export function isTrace(model: SourceModel, call: Call): boolean {
  if (isLogCall(model, call)) return true;
  const callee = unwrap(call.callee);
  const text =
    callee.type === 'MemberExpression'
      ? `${receiverWord(callee)}.${memberName(callee) ?? ''}`
      : callee.type === 'Identifier'
        ? callee.name
        : '';
  return /audit|sentry|captureException|captureMessage|newrelic|datadog|securityEvent|security_event|logEvent|^log[A-Z]|recordEvent|recordFailed|recordLogin|trackEvent|monitor|activity|telemetry|rollbar|bugsnag|history/i.test(
    text,
  );
}
