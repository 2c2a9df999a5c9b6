import type { TSESTree } from '@typescript-eslint/types';

import { isFunction, propertyName, type FunctionNode, type Node } from '../model/ast.js';
import { receiverWord } from '../model/names.js';
import type { SourceModel, Variable } from '../model/source-model.js';
import { staticText } from '../model/static-text.js';
import { functionName, isRouteHandler, parameterPlace, type Place } from './functions.js';
import { isTypedAsNumber } from './sources.js';

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

/**
 * Does what stands at `path` below this parameter come from outside? `request`: it is read from a request object;
 * `value`: the parameter itself is what came.
 */
export function sourceOfParameter(
  model: SourceModel,
  variable: Variable,
  path: readonly string[],
): 'request' | 'value' | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return undefined;
  const place = parameterPlace(definition.node, definition.name);
  if (!place || isTypedAsNumber(definition.name)) return undefined;
  const full = [...place.path, ...path];
  const named = place.path.length === 0 && definition.name.type === 'Identifier' ? definition.name.name : '';
  if (isRequestPart(model, definition.node, place, named, full)) return 'request';
  const isValue =
    isMessage(model, definition.node, place.index, full) ||
    isNestArgument(place.parameter, full) ||
    isResolverArgument(definition.node, place.index) ||
    isServerAction(model, place.parameter, full);
  return isValue ? 'value' : undefined;
}

/** `'use server'` of React: the form of whoever calls the action. */
function isServerAction(model: SourceModel, parameter: Node, path: readonly string[]): boolean {
  const isForm =
    typeName(parameter) === 'FormData' || (parameter.type === 'Identifier' && parameter.name === 'formData');
  return (
    isForm &&
    /^(?:get|getAll|entries|values)\(\)$/.test(path[0] ?? '') &&
    /['"]use server['"]/.test(model.text.slice(0, 20_000))
  );
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
  // SvelteKit's form actions, Remix and others take the request out of what they are given.
  if (first === 'request' && index === 0 && /^(?:json|text|formData)\(\)$|^headers$/.test(second))
    return true;
  if (!HTTP_EXPORTS.has(name)) return false;
  if (first === 'params' || first === 'query') return true;
  if (first === 'url') return second === 'searchParams' || second === 'search' || second === 'href';
  return first === 'request' && REQUEST_PARTS.has(second);
}

function isExportedDefault(node: FunctionNode): boolean {
  return node.parent?.type === 'ExportDefaultDeclaration';
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
  // The body of a request of Node's own server, piece by piece.
  if (event === 'data' && index === 0 && /^(?:req|request)$/.test(receiverWord(parent.callee))) return true;
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
