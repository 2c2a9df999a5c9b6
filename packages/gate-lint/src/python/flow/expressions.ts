import { textOf } from '../syntax/module-index.js';
import { child, withoutParentheses, type PyNode } from '../syntax/node.js';
import { contentValue, stringValue } from '../syntax/strings.js';
import { evaluateCall } from './calls.js';
import type { Environment } from './environment.js';
import type { Flow } from './flow.js';
import { applyGuards } from './guards.js';
import { isSignIn, requestTaint } from './handlers.js';
import { accessPath, canonicalName, isBuiltin } from './names.js';
import { partIsClean, REQUEST_BODIES, REQUEST_CREDENTIALS, REQUEST_PARTS } from './propagation.js';
import { isMasked, isSecretName } from './secret-names.js';
import { appended, constantText, formatted } from './texts.js';
import { cleaned, joinTaint, joinValues, mixed, UNKNOWN, type Value } from './value.js';

type Evaluator = (flow: Flow, node: PyNode, environment: Environment) => Value;

/** How each kind of expression is evaluated; kinds that are missing carry what their parts carry. */
const EVALUATORS: Readonly<Record<string, Evaluator>> = {
  identifier: evaluateIdentifier,
  attribute: evaluateAttribute,
  subscript: evaluateSubscript,
  call: evaluateCall,
  string: evaluateString,
  concatenated_string: evaluateConcatenation,
  binary_operator: evaluateBinary,
  boolean_operator: evaluateBoolean,
  comparison_operator: evaluateParts,
  not_operator: evaluateParts,
  conditional_expression: evaluateConditional,
  named_expression: evaluateNamed,
  parenthesized_expression: evaluateInner,
  await: evaluateInner,
  list: evaluateSequence,
  tuple: evaluateSequence,
  set: evaluateSequence,
  expression_list: evaluateSequence,
  dictionary: evaluateDictionary,
  list_comprehension: evaluateComprehension,
  set_comprehension: evaluateComprehension,
  dictionary_comprehension: evaluateComprehension,
  generator_expression: evaluateComprehension,
  lambda: evaluateLambda,
  assignment: evaluateAssignmentExpression,
  integer: constant,
  float: constant,
  true: constant,
  false: constant,
  none: constant,
  type: () => UNKNOWN,
};

export function evaluateExpression(flow: Flow, node: PyNode, environment: Environment): Value {
  const evaluator = EVALUATORS[node.type] ?? evaluateCarrier;
  return evaluator(flow, node, environment);
}

function constant(_flow: Flow, node: PyNode): Value {
  return { node };
}

function evaluateCarrier(flow: Flow, node: PyNode, environment: Environment): Value {
  return mixed(node.children.map((part) => flow.evaluate(part, environment)));
}

/** Evaluates the parts for what happens in them; the result itself is a truth value. */
function evaluateParts(flow: Flow, node: PyNode, environment: Environment): Value {
  for (const part of node.children) if (part.field !== 'operators') flow.evaluate(part, environment);
  return UNKNOWN;
}

function evaluateInner(flow: Flow, node: PyNode, environment: Environment): Value {
  const inner = node.children[0];
  return inner === undefined ? UNKNOWN : moved(flow.evaluate(inner, environment), inner, node, flow);
}

function evaluateAssignmentExpression(flow: Flow, node: PyNode, environment: Environment): Value {
  const right = child(node, 'right');
  const left = child(node, 'left');
  const value = right === undefined ? UNKNOWN : flow.evaluate(right, environment);
  if (left !== undefined) flow.bind(left, value, environment);
  return value;
}

function evaluateIdentifier(flow: Flow, node: PyNode, environment: Environment): Value {
  const name = textOf(flow.module, node);
  const known = environment.get(name);
  if (known !== undefined && isMasked(name)) return { ...known, secret: undefined };
  if (known !== undefined) return withSecret(known, name, node, flow);
  const imported = flow.module.imports.get(name);
  if (imported !== undefined) return importedValue(canonicalName(imported));
  if (isBuiltin(name)) return { name };
  return withSecret(UNKNOWN, name, node, flow);
}

function importedValue(name: string): Value {
  return name === 'flask.request' ? { name: '@request' } : { name };
}

function withSecret(value: Value, name: string, node: PyNode, flow: Flow): Value {
  if (value.secret !== undefined || value.function !== undefined || !isSecretName(name)) return value;
  if (value.name !== undefined && !value.name.endsWith(')')) return value;
  return { ...value, secret: { at: node, label: textOf(flow.module, node) } };
}

function evaluateAttribute(flow: Flow, node: PyNode, environment: Environment): Value {
  const object = child(node, 'object');
  const attribute = child(node, 'attribute');
  if (object === undefined || attribute === undefined) return UNKNOWN;
  const owner = flow.evaluate(object, environment);
  return attributeOf(flow, node, owner, textOf(flow.module, attribute), environment);
}

export function attributeOf(
  flow: Flow,
  node: PyNode,
  owner: Value,
  name: string,
  environment: Environment,
): Value {
  const path = accessPath(node, flow.module);
  const known = path === undefined ? undefined : environment.get(path);
  if (known !== undefined) return withSecret(known, name, node, flow);
  if (owner.name === '@request' || owner.name === '@websocket') return partOfRequest(flow, node, name);
  const field = owner.fields?.get(name);
  if (field !== undefined) return withSecret(field, name, node, flow);
  if (path === `self.${name}`) {
    const own = flow.attributeOfSelf(name);
    if (own !== undefined) return withSecret(own, name, node, flow);
  }
  return withSecret(partOf(flow, node, owner, name), name, node, flow);
}

function partOf(flow: Flow, node: PyNode, owner: Value, name: string): Value {
  const full =
    owner.name === undefined || owner.name.startsWith('@')
      ? undefined
      : canonicalName(`${owner.name}.${name}`);
  const object = child(node, 'object');
  const isContent = owner.name === '@upload' && (name === 'file' || name === 'stream');
  const carried: Value = { taint: owner.taint, name: isContent ? '@upload' : full };
  const clean = partIsClean(name, owner.name);
  const part = clean === undefined ? carried : cleaned(carried, clean);
  if (full === 'os.environ') return { name: full, secret: { at: node, label: 'os.environ' } };
  return object === undefined ? part : moved(part, object, node, flow);
}

function partOfRequest(flow: Flow, node: PyNode, name: string): Value {
  if (!REQUEST_PARTS.has(name)) return UNKNOWN;
  const label = textOf(flow.module, node);
  const kind = REQUEST_CREDENTIALS.has(name) ? '@credentials' : REQUEST_BODIES.has(name) ? '@body' : '@part';
  const holdsSecret =
    kind === '@credentials' ||
    (kind === '@body' && flow.current !== undefined && isSignIn(flow.current, flow.module));
  const secret = holdsSecret ? { at: node, label } : undefined;
  return { taint: requestTaint(node, label), name: /^files$/i.test(name) ? '@upload' : kind, secret };
}

/** The taint's place grows from `request.args` to `request.args["id"]`, so that messages name the whole. */
function moved(value: Value, from: PyNode, to: PyNode, flow: Flow): Value {
  const { taint } = value;
  if (taint === undefined || taint.at.start !== from.start || taint.at.end !== from.end) return value;
  return { ...value, taint: { ...taint, at: to, label: textOf(flow.module, to) } };
}

export const grownTaint = moved;

function evaluateSubscript(flow: Flow, node: PyNode, environment: Environment): Value {
  const object = child(node, 'value');
  if (object === undefined) return UNKNOWN;
  const owner = flow.evaluate(object, environment);
  const keys = node.children.filter((part) => part.field === 'subscript');
  for (const key of keys) flow.evaluate(key, environment);
  const path = accessPath(node, flow.module);
  const known = path === undefined ? undefined : environment.get(path);
  if (known !== undefined) return known;
  const key = keys[0];
  const text = key === undefined ? undefined : (stringValue(key, flow.module.text) ?? integer(flow, key));
  const slice = key?.type === 'slice';
  const item = text === undefined ? undefined : (owner.fields?.get(text) ?? owner.items?.[Number(text)]);
  const carried = item ?? { taint: owner.taint, name: owner.name === '@upload' ? '@upload' : undefined };
  const secret =
    !slice && text !== undefined && isSecretName(text)
      ? { at: node, label: textOf(flow.module, node) }
      : undefined;
  return moved(
    { ...carried, secret: item?.secret ?? secret, ...(slice ? { prefix: undefined } : {}) },
    object,
    node,
    flow,
  );
}

function integer(flow: Flow, node: PyNode): string | undefined {
  return node.type === 'integer' ? textOf(flow.module, node) : undefined;
}

function evaluateString(flow: Flow, node: PyNode, environment: Environment): Value {
  let built: Value = { text: '', prefix: '', constants: '', node };
  for (const part of node.children) {
    if (part.type === 'string_content')
      built = appended(built, constantText(contentValue(part, node, flow.module.text)));
    if (part.type !== 'interpolation') continue;
    const expression = child(part, 'expression');
    if (expression !== undefined) built = appended(built, flow.evaluate(expression, environment));
  }
  return built;
}

function evaluateConcatenation(flow: Flow, node: PyNode, environment: Environment): Value {
  let built: Value = { text: '', prefix: '', constants: '', node };
  for (const part of node.children) built = appended(built, flow.evaluate(part, environment));
  return { ...built, node };
}

function evaluateBinary(flow: Flow, node: PyNode, environment: Environment): Value {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (left === undefined || right === undefined) return UNKNOWN;
  const a = flow.evaluate(left, environment);
  const b = flow.evaluate(right, environment);
  const operator = child(node, 'operator')?.type;
  if (operator === '+')
    return a.items !== undefined && b.items !== undefined ? joinedItems(a, b) : appended(a, b);
  if (operator === '%') return formatted(a, b);
  if (operator === '/') {
    // Texts cannot be divided: a tainted text on the right says that the left is a path.
    return { taint: joinTaint(a.taint, b.taint), secret: a.secret ?? b.secret, name: 'pathlib.Path()' };
  }
  return operator === '|' || operator === '*' ? mixed([a, b]) : UNKNOWN;
}

function joinedItems(a: Value, b: Value): Value {
  return { ...mixed([a, b]), items: [...(a.items ?? []), ...(b.items ?? [])] };
}

function evaluateBoolean(flow: Flow, node: PyNode, environment: Environment): Value {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (left === undefined || right === undefined) return UNKNOWN;
  const a = flow.evaluate(left, environment);
  const inner = environment.copy();
  const isAnd = child(node, 'operator')?.type === 'and';
  applyGuards(flow, left, isAnd, inner);
  const b = flow.evaluate(right, inner);
  return isAnd ? b : joinValues(a, b);
}

function evaluateConditional(flow: Flow, node: PyNode, environment: Environment): Value {
  const [yes, condition, no] = node.children;
  if (yes === undefined || condition === undefined || no === undefined) return UNKNOWN;
  flow.evaluate(condition, environment);
  const whenTrue = environment.copy();
  const whenFalse = environment.copy();
  applyGuards(flow, condition, true, whenTrue);
  applyGuards(flow, condition, false, whenFalse);
  return joinValues(flow.evaluate(yes, whenTrue), flow.evaluate(no, whenFalse));
}

function evaluateNamed(flow: Flow, node: PyNode, environment: Environment): Value {
  const [name, expression] = [child(node, 'name'), child(node, 'value')];
  if (name === undefined || expression === undefined) return UNKNOWN;
  const value = flow.evaluate(expression, environment);
  flow.bind(name, value, environment);
  return value;
}

function evaluateSequence(flow: Flow, node: PyNode, environment: Environment): Value {
  const items = node.children.map((item) => flow.evaluate(item, environment));
  return { ...mixed(items), items: node.type === 'set' ? undefined : items, node };
}

function evaluateDictionary(flow: Flow, node: PyNode, environment: Environment): Value {
  const fields = new Map<string, Value>();
  const values: Value[] = [];
  for (const part of node.children) {
    const [key, content] = [child(part, 'key'), child(part, 'value')];
    if (part.type !== 'pair' || key === undefined || content === undefined) {
      values.push(flow.evaluate(part, environment));
      continue;
    }
    flow.evaluate(key, environment);
    const value = flow.evaluate(content, environment);
    const name = stringValue(withoutParentheses(key), flow.module.text);
    const secret =
      name !== undefined && isSecretName(name) && isDynamic(content)
        ? { at: content, label: name }
        : undefined;
    const kept = value.secret === undefined && secret !== undefined ? { ...value, secret } : value;
    if (name !== undefined) fields.set(name, kept);
    values.push(kept);
  }
  return { ...mixed(values), fields, node };
}

const DYNAMIC = new Set(['identifier', 'attribute', 'subscript']);

/** A computed value under a key such as `token` may be a count or a mask; a plain name is the thing itself. */
function isDynamic(node: PyNode): boolean {
  return DYNAMIC.has(node.type) && !node.children.some((part) => part.type === 'slice');
}

function evaluateComprehension(flow: Flow, node: PyNode, environment: Environment): Value {
  const inner = environment.copy();
  for (const part of node.children) {
    if (part.type === 'if_clause' && part.children[0] !== undefined) {
      flow.evaluate(part.children[0], inner);
      applyGuards(flow, part.children[0], true, inner);
    }
    const [left, right] = [child(part, 'left'), child(part, 'right')];
    if (part.type !== 'for_in_clause' || left === undefined || right === undefined) continue;
    flow.bind(left, elementOf(flow.evaluate(right, inner)), inner);
  }
  const body = child(node, 'body');
  if (body === undefined) return UNKNOWN;
  if (body.type === 'pair') return mixed(body.children.map((part) => flow.evaluate(part, inner)));
  const value = flow.evaluate(body, inner);
  return { taint: value.taint, secret: value.secret, constants: value.constants };
}

/** What iterating over a value gives. */
export function elementOf(value: Value): Value {
  if (value.items !== undefined && value.items.length > 0 && value.items.length < 50) {
    return value.items.reduce((all, item) => joinValues(all, item));
  }
  return { taint: value.taint, name: value.name === '@upload' ? '@upload' : undefined };
}

function evaluateLambda(flow: Flow, node: PyNode, environment: Environment): Value {
  const inner = environment.copy();
  for (const parameter of child(node, 'parameters')?.children ?? []) {
    const name = child(parameter, 'name') ?? parameter;
    if (name.type === 'identifier') inner.assign(textOf(flow.module, name), UNKNOWN);
  }
  const body = child(node, 'body');
  if (body !== undefined) flow.evaluate(body, inner);
  return UNKNOWN;
}
