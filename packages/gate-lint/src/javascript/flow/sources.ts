import type { TSESTree } from '@typescript-eslint/types';

import { isFunction, propertyName, unwrap, type FunctionNode, type Node } from '../model/ast.js';
import { bindingPath, nameOf, receiverWord } from '../model/names.js';
import { staticText } from '../model/static-text.js';
import type { SourceModel, Variable } from '../model/source-model.js';
import type { SourceKind } from './taint.js';

/** What a user fills in a request of Express, Fastify, Koa, Next, Nest, Hono and the Fetch API. */
const REQUEST_PARTS = new Set([
  'query', 'params', 'body', 'headers', 'header', 'cookies', 'url', 'originalUrl', 'path', 'hostname', 'host', 'files', 'file',
  'rawBody', 'rawHeaders', 'querystring', 'search', 'href', 'nextUrl', 'get()', 'header()', 'param()', 'query()', 'queries()',
  'json()', 'text()', 'formData()', 'arrayBuffer()', 'blob()', 'parseBody()', 'raw',
]); // prettier-ignore
/** Parts of an upload that the server makes itself. */
const SERVER_MADE = new Set([
  'filename',
  'destination',
  'path',
  'size',
  'tempFilePath',
  'mimetype',
  'fieldname',
]);
const REQUEST_NAMES = /^_?(?:req|request|httpRequest|nextRequest)$/;
const CONTEXT_NAMES = /^_?(?:ctx|context|koaCtx|c)$/;
const EVENT_NAMES = /^_?(?:event|evt|e|ev)$/;
const LAMBDA_PARTS = new Set([
  'queryStringParameters', 'multiValueQueryStringParameters', 'pathParameters', 'rawQueryString', 'rawPath', 'rawBody',
]); // prettier-ignore
const ROUTE_METHODS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'all',
  'use',
  'options',
  'head',
  'route',
  'on',
]);
const HTTP_EXPORTS = new Set([
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'loader',
  'action',
  'load',
  'getServerSideProps',
]);
const NEST_DECORATORS = new Set([
  'Body',
  'Query',
  'Param',
  'Headers',
  'UploadedFile',
  'UploadedFiles',
  'RawBody',
  'Args',
]);
const SOCKET_WORDS =
  /^(?:ws|wss|socket|sock|webSocket|websocket|client|connection|conn|io|channel|peer|parentPort|worker)$/i;
const SOCKET_EVENTS =
  /^(?:connect|connection|disconnect|disconnecting|error|close|open|end|drain|timeout|ready|finish|exit|pong|ping|upgrade|listening|data)$/;

/** Does what stands at `path` below this parameter come from outside? */
export function sourceOfParameter(
  model: SourceModel,
  variable: Variable,
  path: readonly string[],
): SourceKind | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return undefined;
  const place = parameterPlace(definition.node, definition.name);
  if (!place) return undefined;
  const full = [...place.path, ...path];
  if (isTypedAsNumber(definition.name)) return undefined;
  if (isMessage(model, definition.node, place.index, full)) return 'remote';
  if (isNestArgument(place.parameter, full)) return 'remote';
  if (isResolverArgument(definition.node, place.index)) return 'remote';
  const named = place.path.length === 0 && definition.name.type === 'Identifier' ? definition.name.name : '';
  return isRequestPart(model, definition.node, place, named, full) ? 'remote' : undefined;
}

interface Place {
  readonly index: number;
  readonly parameter: Node;
  readonly path: readonly string[];
}

/** Which parameter a name belongs to, and where in its pattern. */
export function parameterPlace(node: FunctionNode, name: Node): Place | undefined {
  for (const [index, parameter] of node.params.entries()) {
    const path = bindingPath(parameter, name);
    if (path) return { index, parameter, path };
  }
  return undefined;
}

function isRequestPart(
  model: SourceModel,
  node: FunctionNode,
  place: Place,
  named: string,
  path: readonly string[],
): boolean {
  const typed = typeName(place.parameter);
  const [first = '', second = ''] = path;
  if (isUploadMetadata(path)) return false;
  const isRoute = isRouteHandler(model, node);
  if (
    REQUEST_NAMES.test(named) ||
    /(?:^|\.)(?:\w*Request|IncomingMessage)(?:<|$)/.test(typed) ||
    (isRoute && place.index === 0)
  ) {
    if (REQUEST_PARTS.has(first)) return first !== 'raw' || path.length > 1;
  }
  if (CONTEXT_NAMES.test(named) || /Context(?:<|$)/.test(typed) || (isRoute && place.index === 0)) {
    if (isContextPart(first, second)) return true;
  }
  if (EVENT_NAMES.test(named) || /APIGateway\w*Event/.test(typed)) {
    if (LAMBDA_PARTS.has(first)) return true;
    if (first === 'body' && (typed !== '' || usesLambdaParts(model))) return true;
  }
  if (LAMBDA_PARTS.has(first) && place.index === 0) return true;
  return isHttpExport(model, node, place.index, first, second);
}

function isContextPart(first: string, second: string): boolean {
  if (first === 'request' || first === 'req') return second !== 'valid()' && REQUEST_PARTS.has(second);
  if (first === 'cookies') return second === 'get()';
  return [
    'query',
    'params',
    'headers',
    'header',
    'url',
    'path',
    'querystring',
    'href',
    'get()',
    'originalUrl',
    'hostname',
  ].includes(first);
}

function isUploadMetadata(path: readonly string[]): boolean {
  return /^files?$/.test(path[0] ?? '') && SERVER_MADE.has(path.at(-1) ?? '');
}

const LAMBDA_FILES = new WeakMap<SourceModel, boolean>();

function usesLambdaParts(model: SourceModel): boolean {
  const known =
    LAMBDA_FILES.get(model) ??
    /\bexports\.handler\b|\bexport (?:const|async function) handler\b|\bqueryStringParameters\b/.test(
      model.text,
    );
  LAMBDA_FILES.set(model, known);
  return known;
}

/** Next's route handlers, Remix's loaders, SvelteKit's endpoints: known by the name that they are exported under. */
function isHttpExport(
  model: SourceModel,
  node: FunctionNode,
  index: number,
  first: string,
  second: string,
): boolean {
  const name = functionName(node);
  const page = /(?:^|\/)(?:page|layout|route)\.[cm]?[jt]sx?$/.test(model.path) || /Page$/.test(name);
  if (page && (first === 'searchParams' || (first === 'params' && isExportedDefault(node))))
    return index === 0;
  if (!HTTP_EXPORTS.has(name)) return false;
  if (first === 'params' || first === 'query') return true;
  if (first === 'url') return second === 'searchParams' || second === 'search' || second === 'href';
  return first === 'request' && REQUEST_PARTS.has(second);
}

function isExportedDefault(node: FunctionNode): boolean {
  return node.parent?.type === 'ExportDefaultDeclaration';
}

export function functionName(node: FunctionNode): string {
  if (node.id) return node.id.name;
  const parent = node.parent as Node | undefined;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (
    parent?.type === 'Property' ||
    parent?.type === 'MethodDefinition' ||
    parent?.type === 'PropertyDefinition'
  ) {
    return propertyName(parent.key, parent.computed) ?? '';
  }
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    return parent.left.property.type === 'Identifier' ? parent.left.property.name : '';
  }
  // `export const handler = wrap(async () => …)`, `useCallback(…)`.
  if (
    parent?.type === 'CallExpression' &&
    parent.parent?.type === 'VariableDeclarator' &&
    parent.parent.id.type === 'Identifier'
  ) {
    return parent.parent.id.name;
  }
  return '';
}

/** A function that is handed to `app.get('/path', …)`, `router.use(…)` and the like. */
export function isRouteHandler(model: SourceModel, node: FunctionNode): boolean {
  const call = node.parent as Node | undefined;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const method = propertyName(call.callee.property, call.callee.computed) ?? '';
  if (!ROUTE_METHODS.has(method) || call.arguments[0] === node) return false;
  const path = call.arguments[0] ? staticText(model, call.arguments[0]) : undefined;
  return method !== 'on' && path !== undefined && path.startsWith('/') && node.params.length > 0;
}

function isNestArgument(parameter: Node, path: readonly string[]): boolean {
  const decorators = 'decorators' in parameter ? parameter.decorators : [];
  return (decorators ?? []).some((decorator) => {
    const call = decorator.expression;
    if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return false;
    if (call.callee.name === 'Req' || call.callee.name === 'Request') return REQUEST_PARTS.has(path[0] ?? '');
    if (call.callee.name.startsWith('Uploaded') && SERVER_MADE.has(path.at(-1) ?? '')) return false;
    return NEST_DECORATORS.has(call.callee.name) && !call.arguments.some(isParsingPipe);
  });
}

/** `ParseIntPipe`, `ParseUUIDPipe`, `new ValidationPipe()`. */
function isParsingPipe(argument: Node): boolean {
  const name = argument.type === 'NewExpression' ? argument.callee : argument;
  return (
    name.type === 'Identifier' &&
    /^(?:Parse\w+|Validation)Pipe$/.test(name.name) &&
    name.name !== 'ParseArrayPipe'
  );
}

/** `resolvers = { Query: { user: (parent, args) => … } }`. */
function isResolverArgument(node: FunctionNode, index: number): boolean {
  if (index !== 1) return false;
  const field = node.parent as Node | undefined;
  const group = field?.type === 'Property' ? field.parent?.parent : undefined;
  if (group?.type !== 'Property') return false;
  return ['Query', 'Mutation', 'Subscription'].includes(propertyName(group.key, group.computed) ?? '');
}

/** What a WebSocket, another window or a socket.io client sends. */
function isMessage(model: SourceModel, node: FunctionNode, index: number, path: readonly string[]): boolean {
  const parent = node.parent as Node | undefined;
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    return propertyName(parent.left.property, parent.left.computed) === 'onmessage' && path[0] === 'data';
  }
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
  const method = propertyName(parent.callee.property, parent.callee.computed);
  const event = parent.arguments[0] ? staticText(model, parent.arguments[0]) : undefined;
  if (event === undefined) return false;
  if (method === 'addEventListener') return event === 'message' && index === 0 && path[0] === 'data';
  if (method !== 'on' && method !== 'once') return false;
  if (!SOCKET_WORDS.test(receiverWord(parent.callee))) return false;
  return !SOCKET_EVENTS.test(event) && !isFunctionTyped(node, index);
}

function isFunctionTyped(node: FunctionNode, index: number): boolean {
  const parameter = node.params[index];
  return parameter?.type === 'Identifier' && /^(?:callback|cb|ack|done|fn|next)$/.test(parameter.name);
}

function typeName(parameter: Node): string {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  const annotation =
    'typeAnnotation' in target ? (target.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined;
  const type = annotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference') return '';
  if (type.typeName.type === 'Identifier') return type.typeName.name;
  return type.typeName.type === 'TSQualifiedName' ? type.typeName.right.name : '';
}

const VALUE_TYPES = new Set(['TSNumberKeyword', 'TSBooleanKeyword', 'TSBigIntKeyword']);

export function isTypedAsNumber(name: Node): boolean {
  const annotation =
    'typeAnnotation' in name ? (name.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined;
  return (
    annotation !== undefined && annotation !== null && VALUE_TYPES.has(annotation.typeAnnotation?.type ?? '')
  );
}

const PAGE_SOURCES =
  /^(?:document\.)?location\.(?:search|hash|href|pathname)$|^document\.(?:URL|documentURI|referrer|baseURI)$/;

/** `location.hash`, `document.URL`, `process.argv`: platform values that the user or a link decides. */
export function sourceOfGlobal(name: string): SourceKind | undefined {
  if (PAGE_SOURCES.test(name)) return 'page';
  return name === 'process.argv' || name.startsWith('process.argv.') ? 'argument' : undefined;
}

const HOOKS: readonly (readonly [RegExp, SourceKind])[] = [
  [/(?:^|\.)useSearchParams\(\)$/, 'page'],
  [/(?:^|\.)useRouter\(\)\.query$/, 'page'],
  [/(?:^|\.)use(?:Params|RouteParams)\(\)$/, 'page'],
  [/(?:^|\.)useRoute\(\)\.(?:query|params|hash|fullPath)$/, 'page'],
  [/^\$?(?:this\.)?\$route\.(?:query|params|hash|fullPath)$/, 'page'],
  [
    /^(?:h3\.|#imports\.)?(?:getQuery|getRouterParams?|readBody|readRawBody|getRequestURL|getRequestHeader|getValidatedQuery)\(\)$/,
    'remote',
  ],
  [/(?:^|\.)(?:headers|cookies)\(\)$/, 'remote'],
];

/** Values of frameworks' own functions: `useSearchParams()`, h3's `getQuery(event)`, Next's `cookies()`. */
export function sourceOfName(name: string): SourceKind | undefined {
  if (/^next\/headers\./.test(name)) return HOOKS.at(-1)?.[1];
  return HOOKS.slice(0, -1).find(([pattern]) => pattern.test(name))?.[1];
}

/** What a server answered. Only markup cares: other users may have written it. */
export function isAnswer(model: SourceModel, node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type !== 'CallExpression') return false;
  const name = nameOf(model, inner.callee);
  return /^(?:fetch|\$fetch|useFetch|ky|axios)$|^(?:axios|ky|got)(?:\.create\(\))?\.(?:get|post|put|patch|request)$|(?:^|\.)use(?:SWR|Query|Fetch|LazyFetch|AsyncData)$/.test(
    name,
  );
}
