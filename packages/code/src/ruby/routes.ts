import type { Call, SourceFile } from '../common/source-file.js';
import type { Route } from '../facts.js';
import { textOf } from '../possible.js';
import { ancestors, field, type Node } from '../syntax.js';

const VERBS = /^(?:get|post|put|patch|delete|head|options|match|mount|root|resources|resource|route)$/;

/** Routes of Sinatra, Rails, Grape and Roda's like: what a file says about paths, with its namespaces. */
export function routesOf(file: SourceFile): Route[] {
  return file.calls.flatMap((call): Route[] => {
    if (call.tree.on || !VERBS.test(call.method) || !isRouting(call, file)) return [];
    const path = pathOf(call, file);
    return [
      {
        ...file.at(call.node),
        method: methodOf(call),
        ...(path !== undefined && { path }),
        redirects: redirects(call, file),
        with: [],
      },
    ];
  });
}

/** In `config/routes*`, or with a block that answers. */
function isRouting({ tree, given, method }: Call, { syntax }: SourceFile): boolean {
  if (/(?:^|\/)config\/routes(?:\.rb$|\/)/.test(syntax.path)) return given.length + tree.arguments.length > 0;
  return (
    tree.block !== undefined && given.length > 0 && !/^(?:root|resources?|mount|match|route)$/.test(method)
  );
}

function methodOf({ method }: Call): string {
  if (method === 'root') return 'GET';
  return /^(?:match|mount|resources?|route)$/.test(method) ? 'ANY' : method.toUpperCase();
}

/** `get "up" => "rails/health#show"`, `mount Sidekiq::Web, at: "/sidekiq"`, `mount X => "/x"`. */
function pathOf(call: Call, file: SourceFile): string | undefined {
  const { method, tree } = call;
  const named = tree.arguments.find(
    ({ name }) => name !== undefined && /^\/|^up$|^[\w/-]+$/.test(name) && !OPTIONS.test(name),
  );
  const at =
    method === 'mount' ? (textOf(file.namedArgument(call, 'at')) ?? mountPoint(call, file)) : undefined;
  const own = method === 'root' ? '/' : (at ?? textOf(file.argument(call, 0)) ?? named?.name);
  if (own === undefined) return undefined;
  return joined([...prefixes(call.node, file), own]);
}

const OPTIONS =
  /^(?:to|as|via|at|only|except|path|controller|action|defaults|constraints|on|module|format|param|shallow|concerns)$/;

/** The key is a class: `mount X => "/x"`. */
function mountPoint({ tree }: Call, file: SourceFile): string | undefined {
  const computed = tree.arguments.find(({ name }) => name === '');
  return computed && textOf(file.evaluator.of(computed.value));
}

/** `namespace :api`, `scope "/v1"`, `scope path: "/v1"` around it. */
function prefixes(node: Node, file: SourceFile): string[] {
  const found: string[] = [];
  for (const above of ancestors(node)) {
    const call = above.type === 'call' ? file.callAt(above) : undefined;
    if (!call || call.tree.on || !/^(?:namespace|scope|resources?)$/.test(call.method)) continue;
    const path =
      textOf(file.namedArgument(call, 'path')) ??
      (call.method === 'scope' && isModule(call) ? '' : textOf(file.argument(call, 0)));
    if (path !== undefined) found.unshift(path);
  }
  return found;
}

function isModule({ given }: Call): boolean {
  return given.length === 0;
}

function joined(paths: readonly string[]): string {
  const parts = paths.flatMap((path) => path.split('/')).filter((part) => part !== '');
  return `/${parts.join('/').replace(/\(\.:format\)$/, '')}`;
}

/** `get "/x", to: redirect("/y")`, a block that is nothing but `redirect`. */
function redirects(call: Call, file: SourceFile): boolean {
  const target = call.tree.arguments.find(({ name }) => name === 'to')?.value;
  const { block } = call.tree;
  const body = block && field(block, 'body');
  const only = body?.namedChildren.length === 1 ? (body.namedChildren[0] ?? undefined) : undefined;
  return [target, only].some((node) => node !== undefined && file.callAt(node)?.method === 'redirect');
}
