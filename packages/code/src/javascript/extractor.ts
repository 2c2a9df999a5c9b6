import type { Extractor, Modules } from '../extractor.js';
import type { Syntax } from '../syntax.js';
import { clientsOf } from './clients.js';
import { cookiesOf } from './cookies.js';
import { corsOf } from './cors.js';
import { envReadsOf } from './env-reads.js';
import { exportsOf } from './exports.js';
import { ScriptFile } from './file.js';
import { importTexts } from './import-texts.js';
import { listenersOf } from './listeners.js';
import { liveConnectionsOf } from './live-connections.js';
import { routesOf } from './routes.js';
import { socketsOf } from './sockets.js';
import { urlsOf } from './urls.js';

/** JavaScript and TypeScript, JSX and the scripts of Vue and Svelte. */
export const javascript: Extractor = {
  languages: ['javascript', 'typescript', 'tsx'],
  // Narrow on purpose: `listen` would be in every file with an event listener, `https://` in every one with a link.
  keywords: [
    '.listen(', 'bun.serve', 'deno.serve', '@hono/node-server', 'localhost', '127.0.0.1', '0.0.0.0', '[::', 'http://',
    'ws://', 'wss://', 'railway', 'cors', 'access-control', 'process.env', 'import.meta', 'websocketserver', "'ws'",
    '"ws"', 'isomorphic-ws', 'reconnecting-websocket', 'socket.io', 'eventsource', 'cookie(', 'cookie.set',
    'cookies.set', 'cookies().set', 'cookies()).set', 'cookie-session', 'express-session', '@fastify/session',
    'samesite', 'redis://', 'rediss://', "'redis'", '"redis"', 'ioredis', 'fastify', 'bullmq', 'rewrites', '/health',
    'fetch(', 'axios', '/_health', "'health", '"health', '`health', 'new websocket(', 'event-stream',
  ], // prettier-ignore
  extract(syntax, modules) {
    const file = scriptFile(syntax, modules);
    return {
      listeners: listenersOf(file),
      urls: urlsOf(file),
      cors: corsOf(file),
      env: envReadsOf(file),
      sockets: socketsOf(file),
      routes: routesOf(file),
      cookies: cookiesOf(file),
      clients: [...clientsOf(file), ...liveConnectionsOf(file)],
      imports: file
        .specifiers()
        .map((specifier) => modules.resolve(syntax.path, specifier))
        .filter((path) => path !== undefined),
    };
  },
  exports: (syntax, modules) => exportsOf(scriptFile(syntax, modules)),
  importTexts,
};

/** The facts and the exports of a file are asked for one after the other. */
const known = new WeakMap<Syntax, ScriptFile>();

function scriptFile(syntax: Syntax, modules: Modules): ScriptFile {
  const file = known.get(syntax) ?? new ScriptFile(syntax, modules);
  known.set(syntax, file);
  return file;
}
