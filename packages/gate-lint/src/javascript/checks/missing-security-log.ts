import {
  contains,
  functionAround,
  isFunction,
  memberName,
  unwrap,
  type Call,
  type FunctionNode,
  type Node,
} from '../model/ast.js';
import { staticText } from '../model/static-text.js';
import { functionName, isRouteHandler } from '../flow/functions.js';
import type { Check, CheckInput } from './check.js';
import { isTrace } from './log-calls.js';

const ruleId = 'lint/missing-security-log';
const SIGN_IN = /log[-_]?in\b|login|sign[-_]?in|authenticat|\/auth\b|\/sessions?\b|\/token\b/i;
const RIGHTS =
  /\broles?\b|permission|privilege|\bgrant|\brevoke|promote|demote|set[-_]?admin|make[-_]?admin|(?:change|set|update|assign)_?Role/i;
const MONEY = /payment|\bcharge|refund|checkout|payout|stripe|paypal|billing|\bpay\b/i;
const REFUSAL =
  /(?:status|sendStatus|code|throw|createError|abort|error|writeHead)\s*\(\s*(?:40[13])\b|status(?:Code)?\s*[:=]\s*40[13]\b|(?:Unauthorized|Forbidden|Authentication|InvalidCredentials)\w*(?:Error|Exception)|HTTPException\(\s*40[13]/;
const CHANGE =
  /\b(?:update\w*|save|set\w*|insert\w*|delete\w*|query|execute|create\w*|upsert|patch|grant\w*|revoke\w*|assign\w*|\$executeRaw)\b\s*[(`]/;

interface Event {
  readonly name: string;
  readonly node: Node;
}

export const checkMissingSecurityLog: Check = (input) => {
  const routes = namedRoutes(input);
  const handlers = input.model.functions.flatMap((node) => handlerOf(input, node, routes) ?? []);
  if (handlers.length === 0 || tracesAnywhere(input)) return;
  for (const handler of handlers) {
    const event = eventOf(input, handler);
    if (!event) continue;
    input.report({
      ruleId,
      severity: 'medium',
      node: event.node,
      message: `${event.name} leaves no trace: nothing in this file logs or audits it.`,
    });
  }
};

interface Handler {
  readonly node: FunctionNode;
  /** Its own name, the path of its route and, for a file-based route, the path of the file. */
  readonly name: string;
  /** Where to point when no expression is to blame. */
  readonly head: Node;
  readonly changes: boolean;
}

function handlerOf(
  input: CheckInput,
  node: FunctionNode,
  routes: ReadonlyMap<FunctionNode, Call>,
): Handler | undefined {
  const route = isRouteHandler(input.model, node) ? (node.parent as Call) : routes.get(node);
  const name = functionName(node);
  if (route) {
    const path = route.arguments[0] ? (staticText(input.model, route.arguments[0]) ?? '') : '';
    const method = route.callee.type === 'MemberExpression' ? (memberName(route.callee) ?? '') : '';
    return {
      node,
      name: `${path} ${name}`,
      head: route.arguments[0] ?? node,
      changes: /^(?:post|put|patch|delete|all|route)$/.test(method),
    };
  }
  if (/^(?:POST|PUT|PATCH|DELETE)$/.test(name) && node.id)
    return { node, name: input.model.path, head: node.id, changes: true };
  return nestHandler(node, name) ?? plainHandler(node, name);
}

/** Routes whose handler is named: `app.post('/login', …, handler)`. */
function namedRoutes({ model }: CheckInput): Map<FunctionNode, Call> {
  const routes = new Map<FunctionNode, Call>();
  for (const call of model.calls) {
    if (call.callee.type !== 'MemberExpression' || call.arguments.length < 2) continue;
    const [first, ...rest] = call.arguments;
    if (!first || !staticText(model, first)?.startsWith('/')) continue;
    for (const argument of rest) {
      const handler = argument.type === 'Identifier' ? model.functionOf(argument) : undefined;
      if (handler && !routes.has(handler)) routes.set(handler, call);
    }
  }
  return routes;
}

/** `@Post('login') login(…)`. */
function nestHandler(node: FunctionNode, name: string): Handler | undefined {
  const method = node.parent as Node | undefined;
  if (method?.type !== 'MethodDefinition') return undefined;
  for (const { expression } of method.decorators ?? []) {
    if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier') continue;
    if (!/^(?:Post|Put|Patch|Delete)$/.test(expression.callee.name)) continue;
    const path = expression.arguments[0]?.type === 'Literal' ? String(expression.arguments[0].value) : '';
    return { node, name: `/${path} ${name}`, head: method.key, changes: true };
  }
  return undefined;
}

/** `export const login = async (req, res) => …`: the route stands in another file. */
function plainHandler(node: FunctionNode, name: string): Handler | undefined {
  const [first, second] = node.params;
  const isHandler =
    first?.type === 'Identifier' &&
    /^_?(?:req|request)$/.test(first.name) &&
    second?.type === 'Identifier' &&
    /^_?(?:res|response|reply)$/.test(second.name);
  if (!isHandler || name === '') return undefined;
  return { node, name, head: node.id ?? node, changes: true };
}

function eventOf(input: CheckInput, handler: Handler): Event | undefined {
  const text = input.model.textOf(handler.node.body);
  if (SIGN_IN.test(handler.name) && handler.changes) {
    const refusal = refusalIn(input, handler.node, text);
    if (refusal) return { name: 'A refused sign-in', node: refusal };
  }
  if (!handler.changes || !CHANGE.test(text)) return undefined;
  if (RIGHTS.test(handler.name) && /role|permission|admin|privilege|grant/i.test(text))
    return { name: 'A change of rights', node: handler.head };
  const isMoney = MONEY.test(handler.name) || (/webhook/i.test(handler.name) && MONEY.test(text));
  return isMoney ? { name: 'A movement of money', node: handler.head } : undefined;
}

/** The smallest statement that refuses. */
function refusalIn({ model }: CheckInput, handler: FunctionNode, text: string): Node | undefined {
  if (!REFUSAL.test(text)) return undefined;
  let smallest: Node | undefined;
  for (const node of model.descendants(handler.body)) {
    if (
      node.type !== 'ReturnStatement' &&
      node.type !== 'ThrowStatement' &&
      node.type !== 'ExpressionStatement'
    )
      continue;
    if (!REFUSAL.test(model.textOf(node))) continue;
    if (!smallest || (contains(smallest, node) && smallest !== node)) smallest = node;
  }
  return smallest;
}

/** Any call that leaves a trace, the greeting at the start of a server aside. */
function tracesAnywhere({ model }: CheckInput): boolean {
  if (
    /\b(?:morgan|pinoHttp|pino-http|express-winston|hono\/logger|koa-logger|koa-pino|nestjs-pino)\b|logger:\s*(?:true|\{)|@(?:Audit|Log)\w*\(/.test(
      model.text,
    )
  )
    return true;
  return model.calls.some((call) => (isTrace(model, call) || isHandedOn(call)) && !isStartup(call));
}

/** `next(error)`: the error handler elsewhere may log it. */
function isHandedOn(call: Call): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'Identifier' && callee.name === 'next' && call.arguments.length > 0;
}

function isStartup(call: Call): boolean {
  const owner = functionAround(call);
  if (!owner) return true;
  const parent = owner.parent as Node | undefined;
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression')
    return /^(?:start|main|bootstrap|startServer|listen|init)$/.test(functionName(owner));
  const method = memberName(parent.callee) ?? '';
  return (
    method === 'listen' ||
    (method === 'on' &&
      unwrap(parent.callee.object).type === 'Identifier' &&
      isFunction(owner) &&
      /process|server/.test(nameOfObject(parent.callee.object)))
  );
}

function nameOfObject(node: Node): string {
  return node.type === 'Identifier' ? node.name : '';
}
