import { textOf } from '../syntax/module-index.js';
import { child, childrenOf, withoutParentheses, type PyNode } from '../syntax/node.js';
import type { Environment } from './environment.js';
import { elementOf } from './expressions.js';
import { appended } from './texts.js';
import type { Flow } from './flow.js';
import { applyGuards, applyStatementGuard } from './guards.js';
import { cleaned, joinTaint, joinValues, UNKNOWN, type Value } from './value.js';

/** Runs a statement. True when control does not go on behind it. */
type Runner = (flow: Flow, node: PyNode, environment: Environment) => boolean;

const RUNNERS: Readonly<Record<string, Runner>> = {
  expression_statement: runExpression,
  return_statement: runReturn,
  raise_statement: runEnding,
  continue_statement: () => true,
  break_statement: () => true,
  if_statement: runIf,
  for_statement: runFor,
  while_statement: runWhile,
  try_statement: runTry,
  with_statement: runWith,
  match_statement: runMatch,
  assert_statement: runAssert,
  function_definition: runDefinition,
  class_definition: runDefinition,
  decorated_definition: runDecorated,
  import_statement: () => false,
  import_from_statement: () => false,
  global_statement: () => false,
  nonlocal_statement: () => false,
  pass_statement: () => false,
};

export function executeStatement(flow: Flow, node: PyNode, environment: Environment): boolean {
  const runner = RUNNERS[node.type];
  if (runner !== undefined) return runner(flow, node, environment);
  for (const part of node.children) flow.evaluate(part, environment);
  return false;
}

/** All statements, also those behind a `return`: dead code is code that somebody revives. */
export function executeBlock(flow: Flow, block: PyNode, environment: Environment): boolean {
  let ended = false;
  for (const statement of block.children) if (executeStatement(flow, statement, environment)) ended = true;
  return ended;
}

function runExpression(flow: Flow, node: PyNode, environment: Environment): boolean {
  const [expression] = node.children;
  if (expression === undefined) return false;
  if (expression.type === 'assignment') runAssignment(flow, expression, environment);
  else if (expression.type === 'augmented_assignment') runAugmented(flow, expression, environment);
  else {
    for (const part of node.children) flow.evaluate(part, environment);
    const call = expression.type === 'await' ? expression.children[0] : expression;
    if (call?.type === 'call') {
      applyStatementGuard(flow, call, environment);
      return /^(?:\w+\.)*(?:abort|exit|_exit|quit|bail)$/.test(
        textOf(flow.module, child(call, 'function') ?? call),
      );
    }
  }
  return false;
}

function runAssignment(flow: Flow, node: PyNode, environment: Environment): void {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (left === undefined || right === undefined) return;
  const value = flow.evaluate(right, environment);
  flow.bind(left, value, environment);
  flow.inspectAssignment(left, value, node, environment);
}

function runAugmented(flow: Flow, node: PyNode, environment: Environment): void {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (left === undefined || right === undefined) return;
  const before = flow.evaluate(left, environment);
  const added = flow.evaluate(right, environment);
  const operator = child(node, 'operator')?.type;
  const value =
    operator === '+='
      ? appended(before, added)
      : operator === '/='
        ? { ...before, taint: joinTaint(before.taint, added.taint), name: 'pathlib.Path()', resolved: false }
        : joinValues(before, added);
  flow.bind(left, value, environment);
}

function runReturn(flow: Flow, node: PyNode, environment: Environment): boolean {
  const [expression] = node.children;
  flow.returned(
    expression === undefined ? UNKNOWN : flow.evaluate(expression, environment),
    expression ?? node,
  );
  return true;
}

function runEnding(flow: Flow, node: PyNode, environment: Environment): boolean {
  for (const part of node.children) flow.evaluate(part, environment);
  return true;
}

function runAssert(flow: Flow, node: PyNode, environment: Environment): boolean {
  const [condition] = node.children;
  if (condition === undefined) return false;
  for (const part of node.children) flow.evaluate(part, environment);
  applyGuards(flow, condition, true, environment);
  return false;
}

function runIf(flow: Flow, node: PyNode, environment: Environment): boolean {
  const reached: Environment[] = [];
  const rest = environment.copy();
  let hasElse = false;
  for (const clause of [node, ...childrenOf(node, 'alternative')]) {
    const condition = child(clause, 'condition');
    const body = child(clause, 'consequence') ?? child(clause, 'body');
    if (condition === undefined) hasElse = true;
    else flow.evaluate(condition, rest);
    const inside = rest.copy();
    if (condition !== undefined) applyGuards(flow, condition, true, inside);
    if (body !== undefined && !flow.execute(body, inside)) reached.push(inside);
    if (condition !== undefined) applyGuards(flow, condition, false, rest);
  }
  if (!hasElse) reached.push(rest);
  environment.become(reached.length > 0 ? reached : [rest]);
  return reached.length === 0;
}

function runFor(flow: Flow, node: PyNode, environment: Environment): boolean {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (left === undefined || right === undefined) return false;
  const value = flow.evaluate(right, environment);
  const element = value.name === '@websocket' ? websocketMessage(right, flow) : elementOf(value);
  runLoop(flow, node, environment, (inside) => flow.bind(left, element, inside));
  return false;
}

function websocketMessage(node: PyNode, flow: Flow): Value {
  return {
    taint: { kind: 'request', at: node, label: textOf(flow.module, node), via: [], clean: new Set() },
  };
}

function runWhile(flow: Flow, node: PyNode, environment: Environment): boolean {
  const condition = child(node, 'condition');
  if (condition !== undefined) flow.evaluate(condition, environment);
  runLoop(flow, node, environment, (inside) => {
    if (condition !== undefined) applyGuards(flow, condition, true, inside);
  });
  return false;
}

const LOOP_TYPES = new Set(['for_statement', 'while_statement']);

/** Twice, so that what the first round assigns reaches the second; once inside two other loops, for the time it takes. */
function runLoop(
  flow: Flow,
  node: PyNode,
  environment: Environment,
  enter: (inside: Environment) => void,
): void {
  const body = child(node, 'body');
  if (body === undefined) return;
  for (let round = 0; round < (loopDepth(node) < 2 ? 2 : 1); round++) {
    const inside = environment.copy();
    enter(inside);
    flow.execute(body, inside);
    environment.become([environment.copy(), inside]);
  }
  for (const clause of childrenOf(node, 'alternative')) {
    const other = child(clause, 'body');
    if (other !== undefined) flow.execute(other, environment);
  }
}

function loopDepth(node: PyNode): number {
  let depth = 0;
  for (
    let around = node.parent;
    around !== undefined && around.type !== 'function_definition';
    around = around.parent
  ) {
    if (LOOP_TYPES.has(around.type)) depth++;
  }
  return depth;
}

function runTry(flow: Flow, node: PyNode, environment: Environment): boolean {
  const before = environment.copy();
  const body = child(node, 'body');
  let ended = body !== undefined && flow.execute(body, environment);
  const failed = before.copy();
  failed.become([before.copy(), environment.copy()]);
  const reached: Environment[] = [];
  for (const clause of node.children) {
    if (clause.type === 'else_clause')
      ended =
        (child(clause, 'body') !== undefined && flow.execute(child(clause, 'body') as PyNode, environment)) ||
        ended;
    if (clause.type !== 'except_clause' && clause.type !== 'except_group_clause') continue;
    const inside = failed.copy();
    if (!runClause(flow, clause, inside)) reached.push(inside);
  }
  if (!ended) reached.unshift(environment.copy());
  environment.become(reached.length > 0 ? reached : [environment.copy()]);
  const last = node.children.find((clause) => clause.type === 'finally_clause');
  return (last !== undefined && runClause(flow, last, environment)) || reached.length === 0;
}

function runClause(flow: Flow, clause: PyNode, environment: Environment): boolean {
  let ended = false;
  for (const part of clause.children) {
    if (part.type === 'block') ended = flow.execute(part, environment);
    else flow.evaluate(part, environment);
  }
  return ended;
}

function runWith(flow: Flow, node: PyNode, environment: Environment): boolean {
  for (const clause of node.children) {
    if (clause.type !== 'with_clause') continue;
    for (const item of clause.children) {
      const value = child(item, 'value');
      if (value !== undefined) enterContext(flow, withoutParentheses(value), environment);
    }
  }
  const body = child(node, 'body');
  return body !== undefined && flow.execute(body, environment);
}

function enterContext(flow: Flow, node: PyNode, environment: Environment): void {
  const alias = node.type === 'as_pattern' ? child(node, 'alias') : undefined;
  const expression = node.type === 'as_pattern' ? node.children[0] : node;
  if (expression === undefined) return;
  const value = flow.evaluate(expression, environment);
  const target = alias?.children[0];
  if (target !== undefined) flow.bind(target, value, environment);
}

function runMatch(flow: Flow, node: PyNode, environment: Environment): boolean {
  const subject = child(node, 'subject');
  const value = subject === undefined ? UNKNOWN : flow.evaluate(subject, environment);
  const reached = [environment.copy()];
  for (const clause of child(node, 'body')?.children ?? []) {
    const inside = environment.copy();
    const pattern = clause.children.find((part) => part.type === 'case_pattern');
    if (subject !== undefined && pattern !== undefined) matchPattern(flow, subject, pattern, value, inside);
    const body = child(clause, 'consequence');
    if (body !== undefined && !flow.execute(body, inside)) reached.push(inside);
  }
  environment.become(reached);
  return false;
}

/** `case "asc":` leaves a constant; names that a pattern catches hold parts of the subject. */
function matchPattern(
  flow: Flow,
  subject: PyNode,
  pattern: PyNode,
  value: Value,
  environment: Environment,
): void {
  const text = textOf(flow.module, pattern);
  if (/^(?:["'\d-]|\w+\.\w)/.test(text)) flow.bind(subject, cleaned(value, 'all'), environment);
  for (const name of text.matchAll(/(?<![\w."'])([a-z_]\w*)(?![\w("'.=])/g)) {
    if (!['as', 'if', 'or', '_'].includes(name[1] as string))
      environment.assign(name[1] as string, { taint: value.taint });
  }
}

function runDefinition(flow: Flow, node: PyNode, environment: Environment): boolean {
  flow.evaluate(node, environment);
  return false;
}

function runDecorated(flow: Flow, node: PyNode, environment: Environment): boolean {
  for (const part of node.children) flow.evaluate(part, environment);
  return false;
}
