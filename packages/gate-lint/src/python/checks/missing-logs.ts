import type { Reporter } from '../flow/call-site.js';
import { routeOf, type Route } from '../flow/handlers.js';
import { snakeCase } from '../flow/secret-names.js';
import { importsAny, type FunctionInfo, type ModuleIndex } from '../syntax/module-index.js';
import { child, descendants, type PyNode } from '../syntax/node.js';
import { writesAnyLog } from './logs.js';

const RULE = 'lint/missing-security-log';
const SIGN_IN = /(?:^|_)(?:login|log_in|signin|sign_in|authenticate|access_token|token|sessions?)(?:$|_)/;
const PASSWORD_CHECK =
  /(?:^|\.)(?:verify_password|check_password|check_password_hash|authenticate|authenticate_user|verify_hash|checkpw|check_credentials|verify|verify_and_update|password_matches|compare_digest)$/;
const RIGHTS_NAME =
  /(?:^|_)(?:set|change|update|grant|revoke|assign|add|remove|promote|demote|make|toggle)_(?:\w+_)?(?:role|roles|permission|permissions|admin|privileges?|superuser|staff)(?:$|_)|^(?:promote|demote|make_admin)/;
const RIGHTS_TARGET = /\.(?:role|roles|is_admin|is_superuser|is_staff|permissions|admin|privileges)$/;
const MONEY_NAME =
  /(?:^|_)(?:pay|payment|payments|refund|refunds|charge|charges|checkout|payout|payouts|transfer_funds|withdraw|withdrawal)(?:$|_)/;
const MONEY_CALL =
  /(?:^|\.)(?:stripe|paypal\w*|braintree|adyen|square|mollie|razorpay)\b|\b(?:refund|charge|capture|payout|payment_intent|create_payment|process_payment|withdraw)\b/i;
const PAYMENT_HOOK = /stripe|paypal|payment|checkout|invoice|braintree|adyen|mollie|razorpay/i;

/** Handlers of events that an investigation needs, in a file that records nothing at all. */
export function checkMissingLogs(module: ModuleIndex, report: Reporter): void {
  const suspects: [FunctionInfo, string][] = [];
  for (const fn of module.functions.values()) {
    const route = routeOf(fn, module) ?? viewRoute(fn, module);
    const event = route === undefined ? undefined : eventOf(fn, route, module);
    if (event !== undefined) suspects.push([fn, event]);
  }
  if (suspects.length === 0 || writesAnyLog(module.root, module.text) || logsByMiddleware(module)) return;
  for (const [fn, event] of suspects) {
    const name = child(fn.node, 'name') ?? fn.node;
    report({
      ruleId: RULE,
      at: name,
      message: `\`${fn.name}\` ${event}, and neither it nor anything else in the file logs that.`,
    });
  }
}

/** A Django or aiohttp view is a function whose first parameter is the request. */
function viewRoute(fn: FunctionInfo, module: ModuleIndex): Pick<Route, 'path'> | undefined {
  if (!importsAny(module, 'django', 'rest_framework', 'aiohttp')) return undefined;
  const first = fn.parameters.find((one) => one.name !== 'self');
  return first?.name === 'request' ? { path: '' } : undefined;
}

function logsByMiddleware(module: ModuleIndex): boolean {
  return (
    module.modules.has('django.contrib.auth.signals') ||
    /\b(?:user_login_failed|EventLog|AuditLog|history\.add)\b/.test(module.text)
  );
}

function eventOf(fn: FunctionInfo, route: Pick<Route, 'path'>, module: ModuleIndex): string | undefined {
  const names = `${snakeCase(fn.name)} ${snakeCase(route.path).replace(/[^a-z\d]+/g, '_')}`.split(' ');
  const facts = factsOf(fn.body, module);
  if (
    names.some((name) => SIGN_IN.test(name)) &&
    facts.refuses &&
    facts.calls.some((call) => PASSWORD_CHECK.test(call))
  ) {
    return 'refuses a sign-in';
  }
  if (
    facts.targets.some((target) => RIGHTS_TARGET.test(target)) ||
    (RIGHTS_NAME.test(names[0] ?? '') && facts.writes)
  ) {
    return 'changes roles or permissions';
  }
  if (names.some((name) => MONEY_NAME.test(name)) && facts.calls.some((call) => MONEY_CALL.test(call)))
    return 'moves money';
  const isHook = names.some((name) => /(?:^|_)webhooks?(?:$|_)/.test(name));
  if (isHook && (PAYMENT_HOOK.test(names.join(' ')) || facts.calls.some((call) => PAYMENT_HOOK.test(call))))
    return 'takes events of a payment service';
  return undefined;
}

interface Facts {
  readonly calls: string[];
  readonly targets: string[];
  /** 401, 403, or a sign-in that is told to be wrong. */
  refuses: boolean;
  /** Something is stored. */
  writes: boolean;
}

function factsOf(body: PyNode, module: ModuleIndex): Facts {
  const facts: Facts = { calls: [], targets: [], refuses: false, writes: false };
  for (const node of descendants(body)) {
    if (node.type === 'call') addCall(node, module, facts);
    const left = node.type === 'assignment' ? child(node, 'left') : undefined;
    if (left?.type === 'attribute') {
      const target = module.text.slice(left.start, left.end);
      if (!target.startsWith('self.')) facts.targets.push(target);
    }
    if (node.type === 'integer' && /^40[013]$/.test(module.text.slice(node.start, node.end)))
      facts.refuses = true;
    if (
      node.type === 'attribute' &&
      /HTTP_40[013]|UNAUTHORIZED|FORBIDDEN/.test(module.text.slice(node.start, node.end))
    )
      facts.refuses = true;
  }
  return facts;
}

function addCall(node: PyNode, module: ModuleIndex, facts: Facts): void {
  const callee = child(node, 'function');
  if (callee === undefined) return;
  const name = module.text.slice(callee.start, callee.end).replace(/\s/g, '');
  facts.calls.push(name);
  if (/(?:Unauthorized|Forbidden|PermissionDenied|AuthenticationFailed|InvalidCredentials)\w*$/.test(name))
    facts.refuses = true;
  if (/\.(?:commit|save|execute|update|update_one|add|create|delete|insert\w*|put|set)$/.test(name))
    facts.writes = true;
}
