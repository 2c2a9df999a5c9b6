import { textOf } from '../syntax/module-index.js';
import { child, descendants, withoutParentheses, type PyNode } from '../syntax/node.js';
import { stringValue } from '../syntax/strings.js';
import type { Environment } from './environment.js';
import type { Flow } from './flow.js';
import { accessPath } from './names.js';
import { cleaned, type Hazard, type Value } from './value.js';

/**
 * What a condition proves: `if name not in ALLOWED: raise` leaves a `name` behind that is one of ALLOWED.
 * A guard gives the checked path a cleaned value in `environment`; `truth` says which way the condition went.
 */
export function applyGuards(
  flow: Flow,
  condition: PyNode,
  truth: boolean,
  environment: Environment,
  whole = condition,
): void {
  const node = withoutParentheses(condition);
  if (node.type === 'not_operator') {
    const inner = child(node, 'argument') ?? node.children[0];
    if (inner !== undefined) applyGuards(flow, inner, !truth, environment, whole);
  } else if (node.type === 'boolean_operator') applyBoolean(flow, node, truth, environment, whole);
  else if (node.type === 'comparison_operator') applyComparison(flow, node, truth, environment);
  else if (node.type === 'call') applyCall(flow, node, truth, environment, whole);
  else if (node.type === 'named_expression') {
    const value = child(node, 'value');
    if (value !== undefined) applyGuards(flow, value, truth, environment, whole);
  } else applyTruth(flow, node, truth, environment);
}

function applyBoolean(
  flow: Flow,
  node: PyNode,
  truth: boolean,
  environment: Environment,
  whole: PyNode,
): void {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (left === undefined || right === undefined) return;
  const isAnd = child(node, 'operator')?.type === 'and';
  if (isAnd === truth) {
    applyGuards(flow, left, truth, environment, whole);
    applyGuards(flow, right, truth, environment, whole);
    return;
  }
  // `if x and x not in ALLOWED: raise`: an empty x, which the other operand lets through, does no harm.
  if (isPresence(left)) applyGuards(flow, right, truth, environment, whole);
  else if (isPresence(right)) applyGuards(flow, left, truth, environment, whole);
}

function isPresence(condition: PyNode): boolean {
  const node = withoutParentheses(condition);
  if (node.type === 'not_operator')
    return node.children.at(-1) !== undefined && isPresence(node.children.at(-1) as PyNode);
  if (node.type === 'comparison_operator') return node.children.some((part) => part.type === 'none');
  return node.type === 'identifier' || node.type === 'attribute' || node.type === 'subscript';
}

function applyComparison(flow: Flow, node: PyNode, truth: boolean, environment: Environment): void {
  const operands = node.children.filter((part) => part.field !== 'operators');
  const operator = node.children.find((part) => part.field === 'operators');
  const [left, right] = operands;
  if (operands.length !== 2 || left === undefined || right === undefined || operator === undefined) return;
  const holds = operator.type === 'in' || operator.type === '==' ? truth : !truth;
  if (operator.type === 'in' || operator.type === 'not in')
    applyMembership(flow, left, right, holds, environment);
  else if ((operator.type === '==' || operator.type === '!=' || operator.type === 'is') && holds) {
    clean(flow, left, right, environment);
    clean(flow, right, left, environment);
  }
}

function applyMembership(
  flow: Flow,
  left: PyNode,
  right: PyNode,
  holds: boolean,
  environment: Environment,
): void {
  const constant = stringValue(left, flow.module.text);
  if (constant !== undefined) {
    // `if ".." in name: raise`
    if (!holds && /^(?:\.\.|\.\.\/|\/|\\)$/.test(constant)) cleanPath(flow, right, ['path'], environment);
    return;
  }
  if (!holds) return;
  if (/\.parents$/.test(textOf(flow.module, right))) cleanOrigin(flow, right, 'path', environment);
  else clean(flow, left, right, environment);
}

/** `checked` equals, or is one of, something that nobody outside wrote. */
function clean(flow: Flow, checked: PyNode, against: PyNode, environment: Environment): void {
  if (against.type === 'none' || flow.evaluate(against, environment).taint !== undefined) return;
  const inner = unwrapped(flow, checked);
  if (accessPath(inner, flow.module) !== undefined) {
    const hazard = partHazard(textOf(flow.module, inner));
    if (hazard === undefined) cleanPath(flow, inner, 'all', environment);
    else cleanOrigin(flow, inner, hazard, environment);
    return;
  }
  const hazard = partHazard(textOf(flow.module, inner));
  if (hazard !== undefined) cleanOrigin(flow, inner, hazard, environment);
}

/** A comparison of a part speaks of the whole: the host of an address, the folder of a path. */
function partHazard(text: string): Hazard | undefined {
  if (/netloc|hostname|\.host\b|\.scheme\b/.test(text)) return 'redirect';
  return /commonpath|commonprefix|dirname|\.parent\b/.test(text) ? 'path' : undefined;
}

/** `x.lower()` is checked as `x`. */
function unwrapped(flow: Flow, node: PyNode): PyNode {
  const inner = withoutParentheses(node);
  const callee = inner.type === 'call' ? child(inner, 'function') : undefined;
  const method = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
  const object = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
  if (method === undefined || object === undefined) return inner;
  return /^(?:lower|upper|strip|casefold|removeprefix)$/.test(textOf(flow.module, method))
    ? unwrapped(flow, object)
    : inner;
}

const CHARACTER_TESTS = new Set('isdigit isalnum isalpha isdecimal isnumeric isidentifier'.split(' '));
const VALIDATOR =
  /^_*(?:is|validate|valid|check|verify|ensure|assert|allow|allowed|safe|permitted|in_allow)(?:_|$|[A-Z])|(?:_is_valid|_is_safe|_is_allowed|_allowed|_valid|_safe)$/;
const EXTENSION_TEST =
  /file|ext|image|mime|type|auth|login|exist|admin|active|instance|password|token|csrf|subclass|none|empty/i;

function applyCall(flow: Flow, node: PyNode, truth: boolean, environment: Environment, whole: PyNode): void {
  const callee = child(node, 'function');
  const given = child(node, 'arguments')?.children ?? [];
  if (callee === undefined) return;
  const object = callee.type === 'attribute' ? child(callee, 'object') : undefined;
  const last = callee.type === 'attribute' ? child(callee, 'attribute') : callee;
  const method = last === undefined ? '' : textOf(flow.module, last);
  if (method === 'any' || method === 'all') applyQuantifier(flow, given[0], truth, method, environment);
  if (!truth) return;
  if (object !== undefined && CHARACTER_TESTS.has(method))
    cleanPath(flow, unwrapped(flow, object), 'all', environment);
  else if (object !== undefined && method === 'startswith')
    applyPrefix(flow, object, given[0], environment, whole);
  else if (object !== undefined && /^(?:is_relative_to|relative_to)$/.test(method))
    cleanOrigin(flow, object, 'path', environment);
  else if (/^(?:fullmatch|match)$/.test(method)) applyMatch(flow, given, environment);
  else if (
    /^(?:url_has_allowed_host_and_scheme|is_safe_url|is_safe_redirect\w*|is_safe_\w*url\w*|url_is_safe)$/.test(
      method,
    )
  ) {
    for (const one of given) cleanPath(flow, one, ['redirect'], environment);
  } else if (method === 'isinstance') applyInstance(flow, given, environment);
  else if (VALIDATOR.test(method) && !EXTENSION_TEST.test(method))
    for (const one of given) cleanPath(flow, one, 'all', environment);
}

/** `if any(c in BAD for c in name): raise` */
function applyQuantifier(
  flow: Flow,
  generator: PyNode | undefined,
  truth: boolean,
  method: string,
  environment: Environment,
): void {
  if (generator === undefined || truth !== (method === 'all')) return;
  for (const part of descendants(generator)) {
    if (part.type !== 'for_in_clause') continue;
    const right = child(part, 'right');
    if (right !== undefined) cleanPath(flow, right, 'all', environment);
  }
  if (method !== 'any') return;
  for (const part of descendants(generator)) {
    const last = part.type === 'comparison_operator' ? part.children.at(-1) : undefined;
    if (last !== undefined) cleanPath(flow, last, 'all', environment);
  }
}

/** `path.startswith(BASE)` means something once `..` is gone; `url.startswith("/")` once `//` is excluded too. */
function applyPrefix(
  flow: Flow,
  object: PyNode,
  prefix: PyNode | undefined,
  environment: Environment,
  whole: PyNode,
): void {
  const checked = unwrapped(flow, object);
  if (
    flow.evaluate(checked, environment).resolved === true ||
    /realpath|abspath|\.resolve\(/.test(textOf(flow.module, object))
  ) {
    cleanOrigin(flow, checked, 'path', environment);
    return;
  }
  const text = prefix === undefined ? undefined : flow.evaluate(prefix, environment).text;
  const excludesHosts =
    text === '/' && /\/\/|\\\\|netloc/.test(textOf(flow.module, whole).replace('://', ''));
  if (excludesHosts || (text !== undefined && /^\/[^/\\]|^https?:\/\/[^/]+\//.test(text)))
    cleanPath(flow, checked, ['redirect'], environment);
}

function applyMatch(flow: Flow, given: readonly PyNode[], environment: Environment): void {
  for (const one of given) cleanPath(flow, one, 'all', environment);
}

function applyInstance(flow: Flow, [checked, type]: readonly PyNode[], environment: Environment): void {
  if (checked === undefined || type === undefined) return;
  if (/^\(?(?:int|float|bool|UUID|uuid\.UUID|Enum|,|\s)+\)?$/.test(textOf(flow.module, type)))
    cleanPath(flow, checked, 'all', environment);
}

/** `if match:` after `match = re.fullmatch(…, x)`; `if urlparse(x).netloc: raise`. */
function applyTruth(flow: Flow, node: PyNode, truth: boolean, environment: Environment): void {
  if (!truth && partHazard(textOf(flow.module, node)) === 'redirect')
    cleanOrigin(flow, node, 'redirect', environment);
  if (!truth) return;
  const proved = flow.evaluate(node, environment).proves;
  const value = proved === undefined ? undefined : environment.get(proved);
  if (proved !== undefined && value !== undefined) environment.set(proved, cleaned(value, 'all'));
}

function cleanPath(
  flow: Flow,
  node: PyNode,
  hazards: readonly Hazard[] | 'all',
  environment: Environment,
): void {
  const checked = unwrapped(flow, node);
  const path = accessPath(checked, flow.module);
  if (path === undefined) return;
  const value = flow.evaluate(checked, environment);
  if (value.taint !== undefined) environment.set(path, cleaned(value, hazards));
}

/** Cleans everything that was made from the same input: `full` is checked, `path`, from which it was made, is used. */
function cleanOrigin(flow: Flow, node: PyNode, hazard: Hazard, environment: Environment): void {
  const origins = new Set<number>();
  const collect = (value: Value | undefined): void => {
    if (value?.taint !== undefined) origins.add(value.taint.at.start);
  };
  for (const part of descendants(node)) {
    if (part.type === 'identifier' || part.type === 'call') collect(flow.evaluate(part, environment));
  }
  cleanPath(flow, node, [hazard], environment);
  for (const [path, value] of [...environment.entries()]) {
    if (value.taint !== undefined && origins.has(value.taint.at.start))
      environment.set(path, cleaned(value, [hazard]));
  }
}

/** A statement that raises when its argument is not what it should be: `int(x)`, `target.relative_to(base)`. */
export function applyStatementGuard(flow: Flow, call: PyNode, environment: Environment): void {
  const callee = child(call, 'function');
  const given = child(call, 'arguments')?.children ?? [];
  if (callee === undefined) return;
  const name = textOf(flow.module, callee);
  if (/^(?:int|float|uuid\.UUID|UUID|ipaddress\.\w+|[A-Z]\w*Enum)$/.test(name)) {
    for (const one of given) cleanPath(flow, one, 'all', environment);
  } else applyCall(flow, call, true, environment, call);
}
