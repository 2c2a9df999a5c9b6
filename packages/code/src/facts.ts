import type { Place } from '@railgate/contract';

import type { EnvironmentUse } from './environment/environment-use.js';
import type { Language } from './language.js';
import type { Guard, Value } from './value.js';

/** What one source file says, in the terms of the rules. Every language's extractor makes the same facts. */
export interface FileFacts {
  readonly path: string;
  /** `nginx` and `caddy`: a configuration of that web server; `settings`: of a framework, application.yml. */
  readonly language: Language | 'nginx' | 'caddy' | 'apache' | 'settings';
  readonly listeners: readonly Listener[];
  readonly urls: readonly UrlUse[];
  readonly cors: readonly CorsPolicy[];
  readonly env: readonly EnvRead[];
  readonly sockets: readonly SocketServer[];
  readonly routes: readonly Route[];
  readonly cookies: readonly CookieSetting[];
  readonly clients: readonly ClientSetting[];
  /** Which hosts an application answers to; absent where nothing limits them. */
  readonly hosts?: readonly HostFilter[];
  /** Settings that send requests over HTTP on to HTTPS; absent where the language has none here. */
  readonly httpsRedirects?: readonly HttpsRedirect[];
  /** Present where the extractors of the environment have read the file. */
  readonly environment?: EnvironmentUse;
  /** What a web server hands on to other servers; absent for source code. */
  readonly proxies?: readonly ProxyRoute[];
  /** Relative imports that were resolved to files of the workspace, for what is reachable from the entry. */
  readonly imports: readonly string[];
}

interface Fact {
  /** Of the call or the assignment. */
  readonly place: Place;
  readonly guard: Guard;
}

/** A server that begins to listen. */
export interface Listener extends Fact {
  /** `http`, `express`, `fastify`, `uvicorn`, `flask`, `net/http`, `axum`. */
  readonly framework: string;
  /** Absent: not given, the framework's default counts. */
  readonly host?: Value;
  readonly port?: Value;
  /** Listens on a path or a file descriptor. */
  readonly onSocket: boolean;
  /** Of the listener in a function that this call hands its address to: that one stands for nothing else then. */
  readonly of?: Place;
  /** Runs only when the file is the main program: Python's `__main__`, `require.main === module`. */
  readonly onlyAsMain: boolean;
}

/** A text that holds a scheme and a host, or is used as the address of something. */
export interface UrlUse extends Fact {
  readonly value: Value;
  readonly role:
    | 'request' // reaches a client call: fetch, axios, requests.get, new Pool
    | 'websocket' // new WebSocket, io(), websockets.connect
    | 'fallback' // the default of an environment read
    | 'assignment' // a constant, a property, a default argument
    | 'argument'; // of any other call
  /** Runs in a browser: a bundled frontend, or a file that says `use client`. */
  readonly inBrowser: boolean;
  /** Name of what it is assigned to or passed to, dotted. */
  readonly name?: string;
  /** The key of the object that it is written in, also through calls: `metadataBase: new URL(…)`. */
  readonly key?: string;
}

/** One CORS configuration. */
export interface CorsPolicy extends Fact {
  /** `cors`, `@fastify/cors`, `fastapi`, `flask-cors`, `django-cors-headers`, `gin`, `spring`, `rack-cors`, `headers`. */
  readonly framework: string;
  readonly origin: OriginPolicy;
  /** Absent: not given. */
  readonly credentials?: Value;
  /** `Vary: Origin` is set where headers are written by hand. */
  readonly vary?: boolean;
}

export type OriginPolicy =
  | { readonly kind: 'value'; readonly value: Value }
  /** The request's own origin is sent back: `origin: true`, `callback(null, true)`, a copied header. */
  | {
      readonly kind: 'reflected';
      readonly place: Place;
      /** A condition of the same function looks at the origin: a list is asked, or a comparison made. */
      readonly checked?: boolean;
    }
  /** `origin.endsWith(".up.railway.app")`, `/railway/.test(origin)`, `allow_origin_regex`. */
  | {
      readonly kind: 'match';
      readonly how: 'suffix' | 'prefix' | 'substring' | 'pattern';
      readonly text: string;
      readonly place: Place;
    }
  /** The library's default counts. */
  | { readonly kind: 'default'; readonly place: Place }
  | { readonly kind: 'unknown'; readonly place: Place };

export interface EnvRead extends Fact {
  readonly name: string;
  readonly fallback?: Value;
  /** Baked into a bundle at build time: `import.meta.env.VITE_X`, `NEXT_PUBLIC_X`. */
  readonly inBrowser: boolean;
  /** The program asks whether it is set, and goes on without it. Known where the extractors of the environment read. */
  readonly isOptional?: boolean;
}

/** Requests with another Host header are refused. */
export interface HostFilter extends Fact {
  /** `Django`, `TrustedHostMiddleware`. */
  readonly framework: string;
  readonly hosts: Value;
}

/** A WebSocket server. */
export interface SocketServer extends Fact {
  /** `ws`, `socket.io`, `fastapi`, `gorilla`. */
  readonly library: string;
  /** A port of its own; absent where it shares the HTTP server's. */
  readonly port?: Value;
  readonly originChecked: boolean;
  /** A shared store for several replicas: a Redis adapter and the like. */
  readonly hasAdapter: boolean;
}

export interface Route extends Fact {
  /** Upper case; `ANY` where all are taken. */
  readonly method: string;
  /** With the prefixes that the file shows; absent where it is computed. */
  readonly path?: string;
  /** The handler does nothing but redirect. */
  readonly redirects: boolean;
  /** Names of middlewares and dependencies beside the handler, dotted. */
  readonly with: readonly string[];
}

export interface CookieSetting extends Fact {
  readonly name?: string;
  readonly sameSite?: Value;
  readonly secure?: Value;
  readonly domain?: Value;
}

/** `SECURE_SSL_REDIRECT`, `HTTPSRedirectMiddleware`, `config.force_ssl`. */
export interface HttpsRedirect extends Fact {
  readonly framework: 'django' | 'starlette' | 'rails';
  readonly on: Value;
  /** Paths that are left alone, patterns of the framework; absent where there are none. */
  readonly exempt?: Value;
}

/** How a client of a database, queue or service is set up, where rules ask for it: ioredis `family`, TLS checks. */
export interface ClientSetting extends Fact {
  /** `ioredis`, `bullmq`, `pg`, `socket.io-client`. */
  readonly library: string;
  readonly options: ReadonlyMap<string, Value>;
}

/** Requests that nginx or Caddy hands on to another server. */
export interface ProxyRoute extends Fact {
  readonly server: 'nginx' | 'caddy';
  /** Of the requests, without modifiers of the match; absent where it is all of them. */
  readonly path?: string;
  /** The address that is written, also where an `upstream` holds it. */
  readonly target: Value;
  /** The name is looked up again while the server runs. */
  readonly looksUpAgain: boolean;
  /** What a WebSocket needs to get through; absent where the server hands it on by itself, or an include may say it. */
  readonly upgrade?: { readonly upgrade: boolean; readonly connection: boolean; readonly http11: boolean };
  /**
   * What stands between two settings where more of them may be written: a line end and spaces. Absent where they would
   * replace inherited ones.
   */
  readonly separator?: string;
}
