import { bindAddress } from '../common/bind-address.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { Listener } from '../facts.js';
import type { Value } from '../value.js';
import { rocketListeners } from './rocket.js';

/** Servers that begin to listen: axum and hyper by a TcpListener, actix-web, warp, poem, salvo, tide, Rocket. */
export function listenersOf(file: SourceFile): Listener[] {
  const bound = file.calls.flatMap((call) => {
    const found = ofPath(file, call) ?? ofMethod(file, call);
    return found ? [{ ...file.at(call.node), onSocket: false, onlyAsMain: false, ...found }] : [];
  });
  return [...bound, ...rocketListeners(file)];
}

type Found = Pick<Listener, 'framework' | 'host' | 'port'>;

/** Functions that are given the address. */
const PATHS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|::)axum::Server::bind$/, 'axum'],
  [/(?:^|::)axum_server::(?:bind|bind_rustls|bind_openssl)$/, 'axum'],
  [/(?:^|::)hyper::(?:server::)?Server::bind$/, 'hyper'],
  [/(?:^|::)tiny_http::Server::http$/, 'tiny_http'],
  [/(?:^|::)rouille::(?:start_server(?:_with_pool)?|Server::new)$/, 'rouille'],
  [/(?:^|::)gotham::start$/, 'gotham'],
];

function ofPath(file: SourceFile, call: Call): Found | undefined {
  const name = file.nameOf(call);
  if (name === undefined || !/::(?:bind\w*|new|http|start\w*)$/.test(name)) return undefined;
  const known = PATHS.find(([path]) => path.test(name))?.[1];
  const framework = known ?? (LISTENER.test(name) ? serverOf(file) : undefined);
  return framework === undefined ? undefined : { framework, ...addressOf(file.argument(call, 0)) };
}

/** `tokio::net::TcpListener::bind`, also poem's and salvo's. */
const LISTENER =
  /^(?:tokio|std|async_std|smol|poem|salvo|actix_web)?(?:::)?(?:net|rt::net|listener|conn|prelude|\*)?(?:::)?TcpListener::(?:bind|new)$/;

/** What takes the connections, by what the file uses. */
function serverOf(file: SourceFile): string {
  const crates = new Set(file.imports.map((path) => path.split('::', 1)[0] ?? ''));
  const found = SERVERS.find((name) => crates.has(name) || file.syntax.text.includes(`${name}::`));
  return found === undefined ? 'tcp' : found.replace('actix_web', 'actix-web');
}

const SERVERS = ['axum', 'actix_web', 'hyper', 'poem', 'salvo', 'warp', 'tonic', 'ntex'];

function ofMethod(file: SourceFile, call: Call): Found | undefined {
  const { method, tree, given } = call;
  if (!tree.on || given.length === 0 || !METHODS.has(method)) return undefined;
  const origin = file.originOf(call) ?? '';
  const framework = FRAMEWORKS.find(([path, methods]) => path.test(origin) && methods.test(method))?.[2];
  return framework === undefined ? undefined : { framework, ...addressOf(file.argument(call, 0)) };
}

const METHODS: ReadonlySet<string> = new Set([
  'bind', 'bind_auto_h2c', 'bind_rustls', 'bind_rustls_0_23', 'bind_openssl', 'run', 'try_bind', 'listen', 'serve',
  'bind_with_graceful_shutdown', 'bind_ephemeral',
]); // prettier-ignore

const FRAMEWORKS: readonly (readonly [RegExp, RegExp, string])[] = [
  [/(?:^|::)HttpServer::new$/, /^bind/, 'actix-web'],
  [/(?:^|::)warp::serve$/, /^(?:run|bind\w*|try_bind\w*)$/, 'warp'],
  [/(?:^|::)tide::(?:new|with_state)$|(?:^|::)tide::Server$/, /^listen$/, 'tide'],
  [/(?:^|::)tonic::transport::(?:server::)?Server::builder$/, /^serve$/, 'grpc'],
];

/** An address that is not known says nothing, not even that none was given. */
function addressOf(value: Value | undefined): Pick<Found, 'host' | 'port'> {
  return value ? bindAddress(value) : {};
}
