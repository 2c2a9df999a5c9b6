import { named, type Directive } from '../documents/directives.js';
import { NO_FACTS, type Facts } from '../extractor.js';
import type { CorsPolicy, EnvRead, Listener, ProxyRoute } from '../facts.js';
import type { Value } from '../value.js';
import { corsOf, originMaps, type OriginMaps } from './cors.js';
import { listenerOf, type Substitution } from './listen.js';
import { targetsOf, upstreamsOf, type Upstream } from './upstreams.js';
import { envNamesIn, wordValue, type Variables } from './words.js';

/** What a configuration of nginx says, its includes put in. */
export function nginxFacts(directives: readonly Directive[], substitution: Substitution): Facts {
  const http = [...directives, ...named(directives, 'http').flatMap((one) => one.block ?? [])];
  const reader = new Reader(upstreamsOf(http), originMaps(http), substitution);
  const outer = levelOf(http, OUTSIDE);
  for (const server of named(http, 'server')) reader.server(server, outer);
  const { listeners, proxies, cors } = reader;
  return {
    ...NO_FACTS,
    listeners,
    cors,
    proxies,
    urls: proxies.map(({ target, place }) => ({
      place,
      guard: 'always',
      value: target,
      role: 'request',
      inBrowser: false,
      name: 'proxy_pass',
    })),
    env: envReads(directives),
  };
}

/** Many upstreams of many servers: nobody wrote them. */
const PROXIES_LIMIT = 2000;

/** What a block takes over from those around it. */
interface Level {
  readonly variables: Variables;
  /** The nearest `proxy_set_header` lines: one of a block replaces all of those around it. */
  readonly headers: readonly Directive[];
  readonly ownHeaders: boolean;
  readonly httpVersion: string | undefined;
  readonly hasResolver: boolean;
  /** An include that is not in the repository may set headers. */
  readonly open: boolean;
  readonly path: string | undefined;
  readonly checked: boolean;
}

const OUTSIDE: Level = {
  variables: new Map(),
  headers: [],
  ownHeaders: false,
  httpVersion: undefined,
  hasResolver: false,
  open: false,
  path: undefined,
  checked: false,
};

function levelOf(block: readonly Directive[], outer: Level): Level {
  const headers = named(block, 'proxy_set_header');
  const sets = named(block, 'set').flatMap(({ args: [name, value] }): [string, Value][] =>
    name && value ? [[name.text.replace(/^\$\{?|\}$/g, ''), wordValue(value, outer.variables)]] : [],
  );
  return {
    ...outer,
    variables: sets.length === 0 ? outer.variables : new Map([...outer.variables, ...sets]),
    headers: headers.length > 0 ? headers : outer.headers,
    ownHeaders: headers.length > 0,
    httpVersion: named(block, 'proxy_http_version')[0]?.args[0]?.text ?? outer.httpVersion,
    hasResolver: outer.hasResolver || named(block, 'resolver').length > 0,
    open: outer.open || named(block, 'include').some(({ args }) => !KNOWN_INCLUDE.test(args[0]?.text ?? '')),
  };
}

/** Files that every nginx has, and that say nothing of proxies. */
const KNOWN_INCLUDE =
  /(?:^|\/)(?:mime\.types|fastcgi(?:_params|\.conf)|uwsgi_params|scgi_params|modules-enabled\/.*)$/;

/** Locations stand in locations; the parser bounds how deep. */
class Reader {
  readonly listeners: Listener[] = [];
  readonly proxies: ProxyRoute[] = [];
  readonly cors: CorsPolicy[] = [];
  readonly #listening = new Set<string>();
  readonly #upstreams: ReadonlyMap<string, readonly Upstream[]>;
  readonly #maps: OriginMaps;
  readonly #substitution: Substitution;

  constructor(
    upstreams: ReadonlyMap<string, readonly Upstream[]>,
    maps: OriginMaps,
    substitution: Substitution,
  ) {
    this.#upstreams = upstreams;
    this.#maps = maps;
    this.#substitution = substitution;
  }

  server({ block = [], place }: Directive, outer: Level): void {
    const listens = named(block, 'listen').flatMap((one) => listenerOf(one, this.#substitution) ?? []);
    for (const one of listens.length > 0 ? listens : [implied(place)]) this.#listen(one);
    const from = this.cors.length;
    const proxied = this.proxies.length;
    this.#block(block, levelOf(block, outer));
    // Files that everybody may fetch are no secret to other websites.
    if (this.proxies.length === proxied && !passesOn(block)) this.cors.length = from;
  }

  /** The same port for IPv4 and IPv6, or of several servers, is one. */
  #listen(listener: Listener): void {
    const key = keyOf(listener);
    if (!this.#listening.has(key)) this.listeners.push(listener);
    this.#listening.add(key);
  }

  #isEdited(target: Value): boolean {
    const host = target.kind === 'literal' ? /^\w+:\/\/([\w.-]+)/.exec(String(target.value))?.[1] : undefined;
    return host !== undefined && this.#substitution.edits?.some((line) => line.includes(host)) === true;
  }

  #block(block: readonly Directive[], level: Level): void {
    if (level.path === undefined || !STATIC.test(level.path)) {
      this.cors.push(...corsOf(block, level.variables, this.#maps, level.checked));
    }
    for (const pass of named(block, 'proxy_pass')) this.#pass(pass, level);
    for (const inner of block) {
      if (
        !inner.block ||
        !(inner.name === 'location' || inner.name === 'if' || inner.name === 'limit_except')
      ) {
        continue;
      }
      const path = inner.name === 'location' ? inner.args.at(-1)?.text : level.path;
      const checked =
        level.checked || (inner.name === 'if' && inner.args.some(({ text }) => text.includes('http_origin')));
      this.#block(inner.block, levelOf(inner.block, { ...level, path, checked }));
    }
  }

  #pass({ args: [word], place, lineStart }: Directive, level: Level): void {
    if (!word || word.text.includes('unix:')) return;
    const header = (name: string) =>
      level.headers.find((one) => one.args[0]?.text.toLowerCase() === name)?.args[1]?.text;
    const upgrade = {
      upgrade: header('upgrade') !== undefined,
      connection: /upgrade|\$/i.test(header('connection') ?? ''),
      http11: level.httpVersion !== undefined && level.httpVersion !== '1.0',
    };
    // A header twice is sent twice.
    const isSet = header('connection') !== undefined && !upgrade.connection;
    const takesHeaders = (level.ownHeaders || level.headers.length === 0) && !isSet;
    for (const { target, resolves } of targetsOf(word, this.#upstreams, level.variables, level.hasResolver)) {
      if (this.proxies.length >= PROXIES_LIMIT) return;
      if (this.#isEdited(target)) continue;
      this.proxies.push({
        server: 'nginx',
        place,
        guard: 'always',
        target,
        looksUpAgain: resolves,
        ...(takesHeaders && { separator: lineStart ?? ' ' }),
        ...(level.path !== undefined && { path: level.path }),
        ...(!level.open && { upgrade }),
      });
    }
  }
}

function keyOf({ host, port }: Listener): string {
  const name = host?.kind === 'literal' ? String(host.value) : '';
  const shown = port?.kind === 'literal' ? String(port.value) : port?.kind === 'env' ? port.names[0] : '';
  return `${/^(?:0\.0\.0\.0|\[::\])$/.test(name) ? '' : name} ${shown}`;
}

/** A server without `listen` listens on 80. */
function implied(place: Listener['place']): Listener {
  const port: Value = { kind: 'literal', value: '80', place };
  return { framework: 'nginx', place, guard: 'always', onSocket: false, onlyAsMain: false, port };
}

/** Fonts and pictures. */
const STATIC = /\\\.\(?[\w|?:()]*(?:woff2?|ttf|otf|eot|svg|png|jpe?g|gif|ico|css|js|webp)/;

/** Requests that go to a program by another protocol. */
function passesOn(block: readonly Directive[]): boolean {
  return block.some(
    (one) =>
      /^(?:fastcgi|uwsgi|scgi|grpc)_pass$/.test(one.name) || (one.block !== undefined && passesOn(one.block)),
  );
}

/** Each variable of the environment once. */
function envReads(directives: readonly Directive[]): EnvRead[] {
  const found = new Map<string, EnvRead>();
  const rest = [...directives];
  for (let one = rest.pop(); one; one = rest.pop()) {
    rest.push(...(one.block ?? []));
    for (const word of one.args) {
      for (const name of envNamesIn(word)) {
        if (!found.has(name)) found.set(name, { name, place: word.place, guard: 'always', inBrowser: false });
      }
    }
  }
  return [...found.values()];
}
