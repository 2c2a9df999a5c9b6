import { bindAddress } from '../common/bind-address.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { Listener } from '../facts.js';
import { textOf } from '../possible.js';
import { ancestors, type Node } from '../syntax.js';
import type { Value } from '../value.js';

/** Servers of the JVM that begin to listen, and programs of frameworks whose settings say where. */
export function listenersOf(file: SourceFile): Listener[] {
  return file.calls.flatMap((call) => {
    const found = started(file, call) ?? ofSetting(file, call) ?? ofMethod(file, call) ?? ofType(file, call);
    return found ? [{ ...file.at(call.node), onSocket: false, onlyAsMain: false, ...found }] : [];
  });
}

type Found = Pick<Listener, 'framework' | 'host' | 'port'>;

/** `SpringApplication.run(App.class)`: its settings say where it listens. */
function started(file: SourceFile, call: Call): Found | undefined {
  const written = file.writtenName(call);
  const origin = file.originOf(call) ?? '';
  const isSpring =
    /(?:^|\.)SpringApplication\.run$|^runApplication$/.test(written) ||
    (call.method === 'run' && /(?:^|\.)SpringApplication(?:Builder)?$/.test(origin));
  if (isSpring) return { framework: 'spring-boot' };
  if (/(?:^|\.)EngineMain\.main$/.test(written)) return { framework: 'ktor' };
  if (/(?:^|\.)Micronaut\.(?:run|build)$/.test(written)) return { framework: 'micronaut' };
  return /(?:^|\.)Quarkus\.run$/.test(written) ? { framework: 'quarkus' } : undefined;
}

/** `setDefaultProperties(Map.of("server.port", port))`, `System.setProperty("server.port", "8080")`. */
function ofSetting(file: SourceFile, call: Call): Found | undefined {
  const { method, tree, given } = call;
  if (!/^(?:setProperty|put|of|singletonMap|to)$/.test(method)) return undefined;
  const [key, value] = method === 'to' ? [tree.on, given[0]] : given;
  if (!key || !value || key.endIndex - key.startIndex > 40) return undefined;
  if (textOf(file.evaluator.of(key)) !== 'server.port') return undefined;
  return { framework: 'spring-boot', port: file.evaluator.of(value) };
}

/** Where the arguments of a method say where to listen; `address` has both in one. */
interface Method {
  readonly framework: string;
  readonly method: RegExp;
  /** What it is called on, by its type, by what made it, or as it is written. */
  readonly on: RegExp;
  readonly port?: number;
  readonly host?: number;
  readonly address?: number;
}

/** Signatures: the documentation of the libraries. */
const METHODS: readonly Method[] = [
  {
    framework: 'spring-boot',
    method: /^setPort$/,
    on: /(?:WebServerFactory|ServletContainerFactory)$/,
    port: 0,
  },
  { framework: 'spark', method: /^port$/, on: /(?:^|\.)Spark$/, port: 0 },
  { framework: 'java.net', method: /^create$/, on: /(?:^|\.)Https?Server$/, address: 0 },
  { framework: 'vert.x', method: /^listen$/, on: /createHttpServer|HttpServer$/, port: 0, host: 1 },
  { framework: 'vert.x', method: /^setPort$/, on: /HttpServerOptions$/, port: 0 },
  { framework: 'jetty', method: /^setPort$/, on: /ServerConnector$/, port: 0 },
  { framework: 'tomcat', method: /^setPort$/, on: /(?:^|\.)Tomcat$/, port: 0 },
  { framework: 'undertow', method: /^addHttpListener$/, on: /Undertow/, port: 0, host: 1 },
  { framework: 'grizzly', method: /^createHttpServer$/, on: /HttpServerFactory$/, address: 0 },
  { framework: 'helidon', method: /^port$/, on: /WebServer\.builder/, port: 0 },
  { framework: 'netty', method: /^bind$/, on: /ServerBootstrap$/, address: -1 },
  { framework: 'http4k', method: /^asServer$/, on: /^/, address: -2 },
];

function ofMethod(file: SourceFile, call: Call): Found | undefined {
  const { method } = call;
  if (method === 'start') return ofJavalin(file, call);
  const known = METHODS.filter((one) => one.method.test(method));
  if (known.length === 0) return staticPort(file, call);
  const owner = ownersOf(file, call);
  const found = known.find(({ on }) => owner.some((one) => on.test(one)));
  if (!found || call.given.length === 0) return staticPort(file, call);
  const { framework, address } = found;
  if (address === undefined) return { framework, ...argumentsOf(file, call, found) };
  if (framework === 'netty' && call.given.length > 1)
    return { framework, ...argumentsOf(file, call, { host: 0, port: 1 }) };
  if (framework === 'http4k') return ofHandler(file, call);
  const value = file.argument(call, 0);
  return value && { framework, ...bindAddress(value) };
}

/** `port(8080)` with a static import of Spark. */
function staticPort(file: SourceFile, call: Call): Found | undefined {
  if (call.method !== 'port' || call.tree.on || call.given.length !== 1) return undefined;
  if (!file.syntax.text.includes('spark.Spark')) return undefined;
  return { framework: 'spark', ...argumentsOf(file, call, { port: 0 }) };
}

function argumentsOf(
  file: SourceFile,
  call: Call,
  { port, host }: { readonly port?: number; readonly host?: number },
): Pick<Found, 'host' | 'port'> {
  const portValue = port === undefined ? undefined : file.argument(call, port);
  const hostValue = host === undefined ? undefined : file.argument(call, host);
  return { ...(hostValue && { host: hostValue }), ...(portValue && { port: portValue }) };
}

/** `app.start(7070)`, `app.start("0.0.0.0", 7070)`, `app.start()` on 8080. */
function ofJavalin(file: SourceFile, call: Call): Found | undefined {
  if (!/(?:^|\.)Javalin(?:\.create\w*)?$/.test(file.originOf(call) ?? '')) return undefined;
  const framework = 'javalin';
  if (call.given.length > 1) return { framework, ...argumentsOf(file, call, { host: 0, port: 1 }) };
  if (call.given.length === 1) return { framework, ...argumentsOf(file, call, { port: 0 }) };
  const port: Value = { kind: 'literal', value: 8080, place: file.evaluator.place(call.node) };
  return { framework, port };
}

/** `app.asServer(Netty(8080))` of http4k. */
function ofHandler(file: SourceFile, call: Call): Found | undefined {
  const [server] = call.given.flatMap((node) => file.callAt(node) ?? []);
  return server && { framework: 'http4k', ...argumentsOf(file, server, { port: 0 }) };
}

/** `embeddedServer(Netty, port = 8080, host = "0.0.0.0")`, and servers that are made with their port. */
function ofType(file: SourceFile, call: Call): Found | undefined {
  const { method, tree } = call;
  if (method === 'embeddedServer') return ofKtor(file, call);
  const isJetty = method === 'Server' && file.syntax.text.includes('eclipse.jetty');
  if (isJetty && call.given.length === 1) {
    const value = file.argument(call, 0);
    return value?.kind === 'unknown' ? undefined : value && { framework: 'jetty', ...bindAddress(value) };
  }
  return tree.isNew === true && /^(?:Jetty|Undertow|SunHttp|Netty)Server$/.test(method)
    ? { framework: 'http4k', ...argumentsOf(file, call, { port: 0 }) }
    : undefined;
}

/** Without a port Ktor listens on 80, or where `connector { port = 8080 }` says. */
function ofKtor(file: SourceFile, call: Call): Found {
  const isFunction = (value: Value | undefined) => value?.kind === 'function';
  const positional = [file.argument(call, 1), file.argument(call, 2)].filter((one) => !isFunction(one));
  const [port, host] = [
    file.namedArgument(call, 'port') ?? positional[0] ?? connectorValue(file, call, 'port'),
    file.namedArgument(call, 'host') ?? positional[1] ?? connectorValue(file, call, 'host'),
  ];
  return { framework: 'ktor', ...(port && { port }), ...(host && { host }) };
}

/** `configure = { connector { port = 8080 } }`. */
function connectorValue(file: SourceFile, { node }: Call, name: string): Value | undefined {
  const found = file.names.all.find(
    (binding) => binding.name === name && binding.is.kind === 'assignment' && isIn(binding.node, node),
  );
  return found?.is.kind === 'assignment' ? file.evaluator.of(found.is.of) : undefined;
}

function isIn(node: Node, around: Node): boolean {
  if (node.startIndex < around.startIndex || node.endIndex > around.endIndex) return false;
  for (const above of ancestors(node)) if (above.id === around.id) return true;
  return false;
}

/** What a method is called on: as it is written, the calls of its chain, its type, and what made it. */
export function ownersOf(file: SourceFile, call: Call): readonly string[] {
  const found = [file.originOf(call) ?? ''];
  let here = call.tree.on;
  for (let steps = 0; here && steps < 12; steps++) {
    const tree = file.reading.read(here);
    if (tree.kind === 'same') here = tree.of;
    else if (tree.kind === 'call') {
      found.push(file.names.calleeOf(tree));
      here = tree.on;
    } else {
      found.push(file.names.dotted(here) ?? '');
      break;
    }
  }
  return found;
}
