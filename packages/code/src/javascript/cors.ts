import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import type { ObjectValue, Value } from '../value.js';
import { textOf } from '../possible.js';
import type { Call, ScriptFile } from './file.js';
import { originTest } from './origin-test.js';
import { stringText } from './scope.js';

/** CORS configurations: libraries' options, and headers that are written by hand. */
export function corsOf(file: ScriptFile): CorsPolicy[] {
  return file.calls.flatMap((call) => {
    const found = byLibrary(file, call) ?? byHeader(file, call);
    if (!found) return [];
    const { pattern, ...policy } = found;
    const where = file.at(call.node);
    return [{ ...policy, ...where }, ...(pattern ? [{ ...policy, origin: pattern, ...where }] : [])];
  });
}

/** `pattern`: a list of origins holds a regular expression beside texts. */
type Found = Omit<CorsPolicy, 'place' | 'guard'> & { readonly pattern?: OriginPolicy };

function byLibrary(file: ScriptFile, call: Call): Found | undefined {
  const library = libraryOf(file, call);
  if (!library) return undefined;
  const { framework, node } = library;
  if (!node) return { framework, origin: { kind: 'default', place: file.syntax.place(call.node) } };
  const value = file.valueOf(node);
  // `cors: true` and `enableCors(true)` are the defaults of the library.
  if (value.kind === 'literal') {
    return value.value === true ? { framework, origin: { kind: 'default', place: value.place } } : undefined;
  }
  if (value.kind !== 'object') return { framework, origin: { kind: 'unknown', place: value.place } };
  return { framework, ...ofOptions(file, value, objectNode(file, node)) };
}

/** The library that a call sets up, and the node of its options. */
function libraryOf(file: ScriptFile, call: Call): { framework: string; node?: Node } | undefined {
  const { callee, given, method } = call;
  const from = file.values.importOf(callee)?.from;
  const direct = from === undefined ? undefined : MIDDLEWARES.get(from);
  if (direct !== undefined && !isOtherExport(file, callee)) return withNode(direct, given[0]);
  if (method === 'register' && given[0]) {
    const plugin = file.values.importOf(given[0])?.from ?? requiredBy(given[0]);
    if (plugin === '@fastify/cors' || plugin === 'fastify-cors') return withNode('@fastify/cors', given[1]);
  }
  if (method === 'enableCors') return withNode('nestjs', given[0]);
  const server = SERVERS.get(from ?? file.originOf(call.node)?.from ?? '');
  if (server === undefined || call.node.type !== 'new_expression') return undefined;
  const options = file.optionsOf(call);
  return options?.entries.has('cors') ? withNode(server, propertyNode(file, call, 'cors')) : undefined;
}

function withNode(framework: string, node: Node | undefined): { framework: string; node?: Node } {
  return { framework, ...(node && { node }) };
}

const MIDDLEWARES: ReadonlyMap<string, string> = new Map([
  ['cors', 'cors'],
  ['@koa/cors', '@koa/cors'],
  ['hono/cors', 'hono'],
  ['@elysiajs/cors', 'elysia'],
  ['micro-cors', 'micro-cors'],
]);
const SERVERS: ReadonlyMap<string, string> = new Map([['socket.io', 'socket.io']]);

/** `import { something } from "cors"`: types and the like. */
function isOtherExport(file: ScriptFile, callee: Node): boolean {
  const name = file.values.importOf(callee)?.name;
  return name !== undefined && !['default', '*', 'cors'].includes(name);
}

function requiredBy(node: Node): string | undefined {
  if (node.type !== 'call_expression' || field(node, 'function')?.text !== 'require') return undefined;
  return stringText(parts(field(node, 'arguments'))[0]);
}

function ofOptions(
  file: ScriptFile,
  options: ObjectValue,
  node: Node | undefined,
): Pick<Found, 'origin' | 'credentials' | 'pattern'> {
  const origin = options.entries.get('origin');
  const credentials = options.entries.get('credentials');
  const written = node && pairOf(node, 'origin');
  const pattern = origin?.kind === 'list' && written ? originTest(file, written) : undefined;
  return {
    origin: origin
      ? originPolicy(file, origin, written)
      : { kind: options.open ? 'unknown' : 'default', place: options.place },
    ...(credentials && { credentials }),
    ...(pattern && { pattern }),
  };
}

/** @param node of the option, for functions and expressions, which are no values. */
function originPolicy(file: ScriptFile, value: Value, node: Node | undefined): OriginPolicy {
  if (value.kind === 'literal' && value.value === true) return { kind: 'reflected', place: value.place };
  if (value.kind !== 'unknown') return { kind: 'value', value };
  return (node && originTest(file, node)) ?? { kind: 'unknown', place: value.place };
}

/** The object that options are written in, through a constant. */
function objectNode(file: ScriptFile, node: Node): Node | undefined {
  if (node.type !== 'identifier' && node.type !== 'shorthand_property_identifier') return node;
  const found = file.values.declarationOf(node);
  return found?.kind === 'value' ? found.node : undefined;
}

function propertyNode(file: ScriptFile, call: Call, key: string): Node | undefined {
  for (const given of call.given) {
    const object = objectNode(file, given);
    const value = object && pairOf(object, key);
    if (value) return value;
  }
  return undefined;
}

/** The value of a key in an object's syntax; a method is its own value. */
function pairOf(object: Node, key: string): Node | undefined {
  for (const part of object.type === 'object' ? parts(object) : []) {
    const name = field(part, part.type === 'method_definition' ? 'name' : 'key')?.text.replace(
      /^['"]|['"]$/g,
      '',
    );
    if (name === key) return part.type === 'method_definition' ? part : field(part, 'value');
    if (part.type === 'shorthand_property_identifier' && part.text === key) return part;
  }
  return undefined;
}

const HEADER = /^access-control-allow-origin$/i;

/** `res.setHeader("Access-Control-Allow-Origin", …)` and its like; credentials and Vary beside it in the same function. */
function byHeader(file: ScriptFile, call: Call): Found | undefined {
  const [name, node] = call.given;
  if (!['setHeader', 'header', 'set', 'append', 'writeHead'].includes(call.method)) return undefined;
  if (!HEADER.test(stringText(name) ?? '') || !node) return undefined;
  const value = file.valueOf(node);
  const beside = headersBeside(file, call);
  const credentials = beside.get('access-control-allow-credentials');
  return {
    framework: 'headers',
    origin: isRequestOrigin(value)
      ? { kind: 'reflected', place: value.place, ...(isChecked(call.node, node) && { checked: true }) }
      : originPolicy(file, value, node),
    ...(credentials && { credentials }),
    vary: /origin/i.test(textOf(beside.get('vary')) ?? ''),
  };
}

/** `req.headers.origin`, `req.get("origin")`, a variable that is called `origin` and is nothing else. */
function isRequestOrigin(value: Value): boolean {
  if (value.kind === 'unknown') return /(?:^|\.)headers\.origin$/.test(value.name ?? '');
  if (value.kind === 'choice') return value.options.some((option) => isRequestOrigin(option.value));
  if (value.kind !== 'call') return false;
  const [first] = value.arguments;
  return /\.(?:get|header)$/.test(value.callee) && textOf(first)?.toLowerCase() === 'origin';
}

/**
 * `if (allowed.has(origin))` around it, or before it with a `return`, or its answer in a constant. `if (origin)` alone
 * checks nothing.
 */
function isChecked(node: Node, sent: Node): boolean {
  const scope = functionAround(node);
  if (isAsked(scope, sent)) return true;
  return nodesOfType(scope, 'if_statement', 'ternary_expression', 'binary_expression').some((test) => {
    const condition = test.type === 'binary_expression' ? test : field(test, 'condition');
    if (!condition || !/origin/i.test(condition.text.slice(0, 500))) return false;
    if (/[!=]==?/.test(field(condition, 'operator')?.text ?? '')) return true;
    return nodesOfType(condition, 'call_expression').some(
      (call) =>
        /origin/i.test(call.text.slice(0, 500)) && !/\.(?:get|header)\(/.test(call.text.slice(0, 500)),
    );
  });
}

/** Something else than a header or a log is given what is sent, and something in the function decides. */
function isAsked(scope: Node, sent: Node): boolean {
  const names = new Set(nodesOfType(sent, 'identifier').map(({ text }) => text));
  for (const name of ['req', 'request', 'ctx', 'c', 'event']) names.delete(name);
  if (nodesOfType(scope, 'if_statement', 'ternary_expression').length === 0) return false;
  return nodesOfType(scope, 'call_expression').some((call) => {
    const callee = field(call, 'function')?.text.slice(-100) ?? '';
    if (
      /(?:^|\.)(?:get|header|setHeader|set|append|vary|log|debug|info|warn|error|next|String|trim)$/.test(
        callee,
      )
    )
      return false;
    return parts(field(call, 'arguments')).some(
      (given) => given.type === 'identifier' && names.has(given.text),
    );
  });
}

function headersBeside(file: ScriptFile, call: Call): Map<string, Value> {
  const found = new Map<string, Value>();
  const scope = functionAround(call.node);
  for (const node of nodesOfType(scope, 'call_expression').slice(0, 200)) {
    const other = file.callAt(node);
    const name = stringText(other?.given[0])?.toLowerCase();
    if (!other || name === undefined) continue;
    if (['setHeader', 'header', 'set', 'append', 'vary'].includes(other.method)) {
      if (other.method === 'vary') found.set('vary', file.valueOf(other.given[0]));
      else found.set(name, file.valueOf(other.given[1]));
    }
  }
  return found;
}

function functionAround(node: Node): Node {
  let last = node;
  for (const above of ancestors(node)) {
    last = above;
    if (/function|method_definition/.test(above.type)) return above;
  }
  return last;
}
