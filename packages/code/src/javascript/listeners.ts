import type { Listener } from '../facts.js';
import { ancestors, field, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { receiverOf, type Call, type ScriptFile } from './file.js';

/** Servers that begin to listen: `app.listen(…)`, `serve({ … })`, `Bun.serve({ … })`, `Deno.serve(…)`. */
export function listenersOf(file: ScriptFile): Listener[] {
  return file.calls.flatMap((call) => {
    const found = call.method === 'listen' ? listen(file, call) : serve(file, call);
    return found ? [{ ...found, ...file.at(call.node), onlyAsMain: isOnlyMain(call.node) }] : [];
  });
}

type Found = Pick<Listener, 'framework' | 'host' | 'port' | 'onSocket'>;

function listen(file: ScriptFile, call: Call): Found | undefined {
  const framework = frameworkOf(file, receiverOf(call.callee));
  if (framework === undefined) return undefined;
  const [first, second] = call.given.map((node) => file.valueOf(node));
  if (!first) return { framework, onSocket: false };
  if (first.kind === 'object') return ofOptions(framework, first.entries, first.open);
  if (first.kind === 'literal' && typeof first.value === 'string' && /[/\\]/.test(first.value)) {
    return { framework, onSocket: true };
  }
  const host = second && isHost(second) ? second : undefined;
  return { framework, port: first, ...(host && { host }), onSocket: false };
}

/** A second argument may also be a backlog or a callback. */
function isHost(value: Value): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string';
  return value.kind !== 'unknown' || value.name !== undefined;
}

function serve(file: ScriptFile, call: Call): Found | undefined {
  const framework = serverOf(file, call);
  if (framework === undefined) return undefined;
  const options = file.optionsOf(call);
  if (!options) return { framework, onSocket: false };
  return ofOptions(framework, options.entries, options.open);
}

function serverOf(file: ScriptFile, { name, callee }: Call): string | undefined {
  if (name === 'Bun.serve') return 'bun';
  if (name === 'Deno.serve') return 'deno';
  const imported = file.values.importOf(callee);
  return imported?.name === 'serve' && imported.from === '@hono/node-server' ? 'hono' : undefined;
}

function ofOptions(framework: string, entries: ReadonlyMap<string, Value>, open: boolean): Found {
  const [host, port] = [entries.get('host') ?? entries.get('hostname'), entries.get('port')];
  const onSocket = entries.has('path') || entries.has('fd') || entries.has('unix');
  const unknown: Value | undefined = open && !host ? { kind: 'unknown', place: NOWHERE } : undefined;
  const known = host ?? unknown;
  return { framework, ...(known && { host: known }), ...(port && { port }), onSocket };
}

const NOWHERE = { path: '', region: { startLine: 1 } };

/** What listens, by where the object came from; nothing for event emitters and the like that happen to have `listen`. */
function frameworkOf(file: ScriptFile, receiver: Node | undefined): string | undefined {
  const origin = file.originOf(receiver);
  const known = origin && FRAMEWORKS.get(origin.from.replace(/^node:/, ''));
  if (known === 'nestjs') return file.packages.has('@nestjs/platform-fastify') ? 'nestjs-fastify' : known;
  if (known !== undefined) return known;
  if (origin && !origin.from.startsWith('.')) return undefined;
  // `import app from "./app"`: the usual names, when nothing says what it is.
  const name = receiver && file.values.nameOf(receiver);
  return name !== undefined && /(?:^|\.)(?:app|server|httpServer|http_server|fastify|api)$/i.test(name)
    ? 'unknown'
    : undefined;
}

const FRAMEWORKS: ReadonlyMap<string, string> = new Map([
  ['http', 'http'],
  ['https', 'http'],
  ['http2', 'http'],
  ['net', 'net'],
  ['express', 'express'],
  ['koa', 'koa'],
  ['fastify', 'fastify'],
  ['@fastify/fastify', 'fastify'],
  ['@nestjs/core', 'nestjs'],
  ['polka', 'polka'],
  ['restify', 'restify'],
  ['connect', 'connect'],
  ['micro', 'micro'],
  ['hyper-express', 'hyper-express'],
  ['uWebSockets.js', 'uws'],
  ['elysia', 'elysia'],
  ['@apollo/server/standalone', 'apollo'],
  ['apollo-server', 'apollo'],
  ['@feathersjs/express', 'express'],
  ['@adonisjs/core', 'adonis'],
  ['json-server', 'express'],
]);

/** `if (require.main === module)`, `if (import.meta.main)`. */
function isOnlyMain(node: Node): boolean {
  for (const above of ancestors(node)) {
    const test = above.type === 'if_statement' ? field(above, 'condition')?.text : undefined;
    if (test !== undefined && /\brequire\.main\b|\bimport\.meta\.(?:main|url)\b/.test(test)) return true;
  }
  return false;
}
