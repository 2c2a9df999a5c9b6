import type { Route } from '../facts.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import { djangoRoutes } from './routes-django.js';
import type { Call, PythonFile } from './file.js';
import { stringText } from './text.js';

const METHODS: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'trace',
]);
const ANY: ReadonlySet<string> = new Set(['route', 'api_route']);

/** Routes of FastAPI, Flask and their like, by decorators and by calls, and of Django's `urlpatterns`. */
export function routesOf(file: PythonFile): Route[] {
  const prefixes = prefixesOf(file);
  const decorated = nodesOfType(file.syntax.root, 'decorator').flatMap((decorator) => {
    const call = decorator.namedChildren[0] && file.callAt(decorator.namedChildren[0]);
    return call ? ofDecorator(file, decorator, call, prefixes) : [];
  });
  const called = file.calls.flatMap((call) => ofCall(file, call, prefixes));
  return [...decorated, ...called, ...djangoRoutes(file)];
}

/** The prefix of a router by its name; undefined where it is computed. */
type Prefixes = ReadonlyMap<string, string | undefined>;

/** `APIRouter(prefix="/api")`, `Blueprint(…, url_prefix="/api")`, and what `include_router` puts before them. */
function prefixesOf(file: PythonFile): Prefixes {
  const found = new Map<string, string | undefined>();
  for (const node of nodesOfType(file.syntax.root, 'assignment')) {
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    const call = right && file.callAt(right);
    if (left?.type === 'identifier' && call) found.set(left.text, prefixIn(file, call));
  }
  for (const call of file.calls) {
    if (!/^(?:include_router|register_blueprint|mount|blueprint)$/.test(call.method)) continue;
    const router = call.positional.at(-1);
    if (router?.type !== 'identifier') continue;
    const [outer, inner] = [prefixIn(file, call), found.has(router.text) ? found.get(router.text) : ''];
    // Flask's replaces the blueprint's own.
    const replaces = call.method === 'register_blueprint' && call.keywords.has('url_prefix');
    found.set(router.text, replaces ? outer : joined(outer, inner));
  }
  return found;
}

function prefixIn(file: PythonFile, call: Call): string | undefined {
  const value = file.argument(call, 'prefix') ?? file.argument(call, 'url_prefix');
  if (!value) return '';
  return value.kind === 'literal' ? String(value.value ?? '') : undefined;
}

function ofDecorator(file: PythonFile, decorator: Node, call: Call, prefixes: Prefixes): Route[] {
  const { method, callee, positional } = call;
  const router = field(callee, 'object');
  if (callee.type !== 'attribute' || !(METHODS.has(method) || ANY.has(method))) return [];
  const given = call.keywords.get('path') ?? call.keywords.get('rule') ?? positional[0];
  if (!isRouter(file, router) || !given) return [];
  const definition = decorator.parent ?? decorator;
  const path = pathOf(
    file,
    given,
    prefixes.get(router?.text ?? '') ?? (prefixes.has(router?.text ?? '') ? undefined : ''),
  );
  return methodsOf(call).map((one) => ({
    ...file.at(decorator),
    method: one,
    ...(path !== undefined && { path }),
    redirects: onlyRedirects(field(definition, 'definition')),
    with: dependenciesOf(definition, decorator),
  }));
}

/** An object that a framework made, or one that is called like one. */
function isRouter(file: PythonFile, node: Node | undefined): boolean {
  const made = file.values.names.originOf(node);
  if (made !== undefined)
    return /^(?:fastapi|flask|starlette|sanic|quart|bottle|aiohttp|litestar|robyn|ninja|blacksheep|falcon|fasthtml|flask_\w+)\b/.test(
      made,
    );
  return /(?:^|[._])(?:app|application|api|router|routes|bp|blueprint|server|\w*_(?:router|bp|blueprint|app|api))$/i.test(
    node?.text ?? '',
  );
}

/** `methods=["GET", "POST"]`; a route of Flask without them is a GET. */
function methodsOf({ method, keywords }: Call): string[] {
  if (METHODS.has(method)) return [method.toUpperCase()];
  const given = keywords.get('methods');
  if (!given) return ['GET'];
  const names = nodesOfType(given, 'string').flatMap((node) => stringText(node)?.toUpperCase() ?? []);
  return names.length > 0 ? names : ['ANY'];
}

function pathOf(file: PythonFile, node: Node, prefix: string | undefined): string | undefined {
  const value = file.valueOf(node);
  if (prefix === undefined || value.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  return joined(prefix, value.value);
}

/** Other decorators, and what `Depends(…)` and `Security(…)` name in the decorator and the parameters. */
function dependenciesOf(definition: Node, decorator: Node): string[] {
  const others = parts(definition)
    .filter((part) => part.type === 'decorator' && !part.equals(decorator))
    .map((part) => part.text.slice(1, 100));
  const parameters = field(field(definition, 'definition'), 'parameters');
  const depends = [decorator, ...(parameters ? [parameters] : [])]
    .flatMap((node) => nodesOfType(node, 'call'))
    .filter((call) => /^(?:\w+\.)?(?:Depends|Security)$/.test(field(call, 'function')?.text ?? ''))
    .flatMap((call) => parts(field(call, 'arguments'))[0]?.text.slice(0, 100) ?? []);
  return [...others, ...depends];
}

/** `app.add_api_route("/x", handler)`, `app.add_url_rule`, `app.router.add_get`, `Route("/x", handler)`, `web.get`. */
function ofCall(file: PythonFile, call: Call, prefixes: Prefixes): Route[] {
  const { name, method, callee, positional, keywords } = call;
  const adds = /^add_(?:api_route|url_rule|route|get|post|put|patch|delete)$/.test(method);
  const isRoute = /^starlette\.routing\.Route$|^aiohttp\.web\.(?:get|post|put|patch|delete|route)$/.test(
    name,
  );
  if (!(adds || isRoute)) return [];
  const verb = /^(?:add_)?(get|post|put|patch|delete)$/.exec(method)?.[1];
  const shifts = stringText(positional[0])?.startsWith('/') === false && positional.length > 2;
  const given = keywords.get('path') ?? positional[shifts ? 1 : 0];
  if (!given) return [];
  const path = pathOf(file, given, prefixes.get(field(callee, 'object')?.text ?? '') ?? '');
  const all =
    verb !== undefined
      ? [verb.toUpperCase()]
      : shifts
        ? [stringText(positional[0]) ?? 'ANY']
        : methodsOf(call);
  return all.map((one) => ({
    ...file.at(call.node),
    method: one === '*' ? 'ANY' : one.toUpperCase(),
    ...(path !== undefined && { path }),
    redirects: false,
    with: [],
  }));
}

/** The body is one `return redirect(…)`, a docstring aside. */
function onlyRedirects(fn: Node | undefined): boolean {
  const body = parts(field(fn, 'body')).filter((part) => parts(part)[0]?.type !== 'string');
  const [only] = body;
  if (body.length !== 1 || only?.type !== 'return_statement') return false;
  const callee = field(parts(only)[0], 'function')?.text ?? '';
  return /(?:^|\.)(?:redirect|RedirectResponse|HttpResponseRedirect|HTTPFound)$/.test(callee);
}

/** One path with one slash between its parts; undefined where a part is. */
function joined(prefix: string | undefined, path: string | undefined): string | undefined {
  if (prefix === undefined || path === undefined) return undefined;
  const whole = `/${prefix}/${path}`.replace(/\/{2,}/g, '/');
  // The slash at the end counts: FastAPI and Django redirect to it.
  return prefix === '' && path === '' ? '' : path === '' ? whole.slice(0, -1) : whole;
}
