import type { TSESTree } from '@typescript-eslint/types';

import type { FunctionNode, Identifier, Node } from '../model/ast.js';
import type { SourceModel } from '../model/source-model.js';
import type { Ask, Path } from './ask.js';
import { parameterPlace } from './functions.js';
import type { Taint } from './taint.js';

/** What a part of a request does, unless the hazard is none of its business or the route checks it before. */
export function requestTaint(
  model: SourceModel,
  node: Identifier,
  parameter: Identifier,
  owner: FunctionNode,
  ask: Ask,
  source: 'request' | 'value',
): Taint | undefined {
  const place = parameterPlace(owner, parameter);
  const full = [...(place?.path ?? []), ...ask.path];
  if (source === 'request' && ask.hazard === 'redirect' && isOwnAddress(full)) return undefined;
  if (isValidatedRoute(model, owner, full)) return undefined;
  const root = place && place.path.length > 0 ? rootWords(place.parameter, place.path) : [parameter.name];
  const label = [...root, ...ask.path]
    .filter((part) => part !== '*')
    .slice(0, 4)
    .join('.');
  return { kind: 'remote', label, source: outermost(node) };
}

/** Parts of a request that lead to the own site again, or that no link to it can set. */
function isOwnAddress(path: Path): boolean {
  const [first = '', ...below] = path[0] === 'request' || path[0] === 'req' ? path.slice(1) : path;
  // What text methods make of it stays what it is.
  const rest = below.filter(
    (part) => !/^(?:replace|toString|trim|slice|toLowerCase|split|concat)\w*\(\)$/.test(part),
  );
  if (/^(?:get|header)\(\)$/.test(first)) return rest.length === 0;
  if (/^headers?$/.test(first))
    return /^(?:host|referer|referrer|origin|x-forwarded-\w+|get\(\))$/i.test(rest[0] ?? 'host');
  if (first === 'nextUrl') return rest[0] !== 'searchParams' && rest[0] !== 'search';
  return (
    rest.length === 0 &&
    /^(?:host|hostname|protocol|subdomains|originalUrl|url|path|origin|href)$/.test(first)
  );
}

/** `router.post('/x', validate(schema), handler)`: the request was checked before the handler. */
function isValidatedRoute(model: SourceModel, owner: FunctionNode, path: Path): boolean {
  const call = owner.parent as Node | undefined;
  if (call?.type !== 'CallExpression') return false;
  const before = call.arguments.slice(1, Math.max(1, call.arguments.indexOf(owner as TSESTree.Expression)));
  return before.some((middleware) => isValidatingMiddleware(model, middleware, path));
}

function isValidatingMiddleware(model: SourceModel, middleware: Node, path: Path): boolean {
  const text = model.textOf(middleware);
  if (
    /^(?:\w+\.)*(?:validate\w*|validator|zValidator|celebrate|validateRequest|checkSchema|withSchema|parseBody\w*)\(/.test(
      text,
    )
  )
    return true;
  const field = path.at(-1) ?? '';
  // express-validator: `param('id').isInt()`.
  const escaped = field.replace(/[^\w-]/g, '');
  return (
    escaped !== '' &&
    new RegExp(
      `['"\`]${escaped}['"\`][^,]*\\.(?:isInt|isUUID|isIn|isAlphanumeric|isMongoId|isNumeric|isBoolean|toInt|isSlug|isFloat|matches)\\(`,
    ).test(text)
  );
}

/** A destructured parameter has no name of its own: `query.id` is what the program reads. */
function rootWords(parameter: Node, path: Path): string[] {
  const inner = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return inner.type === 'Identifier' ? [inner.name] : [...path];
}

/** The whole `req.query.id` around its `req`. */
function outermost(node: Node): Node {
  let at = node;
  while (at.parent?.type === 'MemberExpression' && at.parent.object === at) at = at.parent;
  return at;
}
