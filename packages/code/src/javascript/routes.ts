import type { Route } from '../facts.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import { receiverOf, type Call, type ScriptFile } from './file.js';
import { stringText } from './scope.js';

const METHODS: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'all',
]);

/** Routes of Express, Fastify, Koa, Hono and their like, of Nest's decorators, and of Next's and SvelteKit's files. */
export function routesOf(file: ScriptFile): Route[] {
  const prefixes = prefixesOf(file);
  return [
    ...file.calls.flatMap((call) => routeOf(file, call, prefixes)),
    ...decoratedRoutes(file),
    ...fileRoutes(file),
  ];
}

function routeOf(file: ScriptFile, call: Call, prefixes: ReadonlyMap<string, string>): Route[] {
  const { method, given, callee } = call;
  const receiver = receiverOf(callee)?.text ?? '';
  if (
    !METHODS.has(method) ||
    given.length < 2 ||
    !/(?:app|router|server|fastify|api|routes?)$/i.test(receiver)
  ) {
    return [];
  }
  const path = stringText(given[0]);
  if (path !== undefined && !path.startsWith('/') && path !== '*') return [];
  const handler = given.at(-1);
  const prefix = prefixes.get(receiver) ?? '';
  return [
    {
      ...file.at(call.node),
      method: method === 'all' ? 'ANY' : method.toUpperCase(),
      ...(path !== undefined && { path: join(prefix, path) }),
      redirects: handler !== undefined && onlyRedirects(handler),
      with: given.slice(1, -1).map((node) => node.text.slice(0, 100)),
    },
  ];
}

/** `app.use("/api", router)`, `app.register(routes, { prefix: "/api" })`, by the router's name. */
function prefixesOf(file: ScriptFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { method, given } of file.calls) {
    const path = stringText(given[0]);
    const router = given.at(-1);
    if ((method === 'use' || method === 'route') && path !== undefined && router?.type === 'identifier') {
      found.set(router.text, path);
    }
  }
  return found;
}

/** `@Controller("health") class … { @Get() check() {} }`. */
function decoratedRoutes(file: ScriptFile): Route[] {
  return nodesOfType(file.syntax.root, 'decorator').flatMap((decorator) => {
    const call = parts(decorator)[0];
    const name = field(call, 'function')?.text ?? '';
    if (call?.type !== 'call_expression' || !METHODS.has(name.toLowerCase()) || name === name.toLowerCase())
      return [];
    const controller = controllerAround(decorator);
    if (!controller) return [];
    const path = stringText(parts(field(call, 'arguments'))[0]) ?? '';
    return [
      {
        ...file.at(decorator),
        method: name === 'All' ? 'ANY' : name.toUpperCase(),
        path: join(controller.path, path),
        redirects: false,
        with: controller.guards,
      },
    ];
  });
}

function controllerAround(node: Node): { path: string; guards: string[] } | undefined {
  for (let above = node.parent, steps = 0; above && steps < 6; above = above.parent, steps++) {
    const decorators = nodesOfType(above, 'decorator').filter((one) => one.endIndex <= node.startIndex);
    const controller = decorators.find((one) => one.text.startsWith('@Controller'));
    if (!controller) continue;
    const guards = decorators
      .filter((one) => one.text.startsWith('@UseGuards'))
      .map((one) => one.text.slice(0, 100));
    return { path: stringText(nodesOfType(controller, 'string')[0]) ?? '', guards };
  }
  return undefined;
}

/** `app/api/health/route.ts`, `pages/api/health.ts`, `src/routes/health/+server.ts`. */
function fileRoutes(file: ScriptFile): Route[] {
  const { path } = file.syntax;
  const app = /(?:^|\/)app\/((?:.*\/)?)route\.[jt]sx?$/.exec(path)?.[1];
  const pages = /(?:^|\/)pages\/(api\/.+?)(?:\/index)?\.[jt]sx?$/.exec(path)?.[1];
  const svelte = /(?:^|\/)src\/routes\/((?:.*\/)?)\+server\.[jt]s$/.exec(path)?.[1];
  const found = app ?? pages ?? svelte;
  if (found === undefined) return [];
  const route = join('', found.replace(/\([^)]*\)\//g, '').replace(/\/$/, ''));
  return [{ ...file.at(file.syntax.root), method: 'ANY', path: route, redirects: false, with: [] }];
}

function onlyRedirects(handler: Node): boolean {
  const calls = nodesOfType(handler, 'call_expression');
  return calls.length === 1 && /\.redirect$/.test(field(calls[0], 'function')?.text ?? '');
}

function join(prefix: string, path: string): string {
  const joined = `/${prefix}/${path}`.replace(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}
