import { bindAddress } from '../common/bind-address.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { Listener } from '../facts.js';
import { textOf } from '../possible.js';
import type { Value } from '../value.js';

/** Servers that begin to listen: `http.ListenAndServe(":8080", h)`, `r.Run()`, `e.Start(addr)`, `net.Listen("tcp", addr)`. */
export function listenersOf(file: SourceFile): Listener[] {
  return file.calls.flatMap((call) => {
    const found = ofFunction(file, call) ?? ofMethod(file, call);
    return found ? [{ ...file.at(call.node), onSocket: false, onlyAsMain: false, ...found }] : [];
  });
}

type Found = Pick<Listener, 'framework'> & Partial<Pick<Listener, 'host' | 'port' | 'onSocket'>>;

function ofFunction(file: SourceFile, call: Call): Found | undefined {
  const name = file.nameOf(call);
  if (name === undefined) return undefined;
  if (/^net\.(?:Listen|ListenTCP)$/.test(name) || /^net\.ListenConfig\b/.test(name))
    return netListen(file, call);
  const framework = FUNCTIONS.get(name);
  if (framework === undefined) return undefined;
  return { framework, ...addressOf(file.argument(call, 0)) };
}

const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['net/http.ListenAndServe', 'net/http'],
  ['net/http.ListenAndServeTLS', 'net/http'],
  ['github.com/valyala/fasthttp.ListenAndServe', 'fasthttp'],
  ['github.com/fvbock/endless.ListenAndServe', 'net/http'],
  ['github.com/gravityblast/fresh.Run', 'net/http'],
  ['github.com/beego/beego/v2/server/web.Run', 'beego'],
  ['github.com/astaxie/beego.Run', 'beego'],
]);

function netListen(file: SourceFile, call: Call): Found | undefined {
  const network = textOf(file.argument(call, 0)) ?? 'tcp';
  if (network.startsWith('unix')) return { framework: 'net', onSocket: true };
  return network.startsWith('tcp') ? { framework: 'net', ...addressOf(file.argument(call, 1)) } : undefined;
}

interface Framework {
  readonly name: string;
  /** Beginning of its import paths. */
  readonly from: string;
  readonly method: RegExp;
  /** It reads PORT by itself when it is given nothing. */
  readonly readsPort?: boolean;
}

const FRAMEWORKS: readonly Framework[] = [
  { name: 'gin', from: 'github.com/gin-gonic/gin', method: /^(?:Run|RunTLS)$/, readsPort: true },
  { name: 'echo', from: 'github.com/labstack/echo', method: /^(?:Start|StartTLS|StartAutoTLS)$/ },
  { name: 'fiber', from: 'github.com/gofiber/fiber', method: /^(?:Listen|ListenTLS)$/ },
  { name: 'iris', from: 'github.com/kataras/iris', method: /^(?:Listen|Run)$/ },
  { name: 'fasthttp', from: 'github.com/valyala/fasthttp', method: /^ListenAndServe$/ },
  { name: 'net/http', from: 'net/http', method: /^ListenAndServe(?:TLS)?$/ },
  { name: 'hertz', from: 'github.com/cloudwego/hertz', method: /^Spin$/ },
  { name: 'pocketbase', from: 'github.com/pocketbase/pocketbase', method: /^$/ },
];

function ofMethod(file: SourceFile, call: Call): Found | undefined {
  const { method, tree, given } = call;
  if (!tree.on || !METHODS.test(method)) return undefined;
  const framework = frameworkOf(file, call);
  if (!framework) return undefined;
  if (framework.name === 'net/http') return ofServer(file, call);
  if (given.length === 0) {
    const port: Value = { kind: 'env', names: ['PORT'], place: file.evaluator.place(call.node) };
    return { framework: framework.name, ...(framework.readsPort === true && { port }) };
  }
  return { framework: framework.name, ...addressOf(file.argument(call, 0)) };
}

const METHODS =
  /^(?:Run|RunTLS|Start|StartTLS|StartAutoTLS|Listen|ListenTLS|ListenAndServe|ListenAndServeTLS|Spin)$/;

/** By what made the receiver; else by the framework that the file imports, where the method and its address fit. */
function frameworkOf(file: SourceFile, call: Call): Framework | undefined {
  const origin = file.originOf(call) ?? '';
  const fits = FRAMEWORKS.filter(({ method }) => method.test(call.method));
  const known = fits.find(({ from }) => origin.startsWith(from));
  if (known || /^[\w-]+\.[\w-]+\//.test(origin) || /^[a-z]+(?:\/[a-z]+)*\.[A-Z]/.test(origin)) return known;
  if (!looksLikeAddress(file.argument(call, 0)) && !call.method.startsWith('ListenAndServe'))
    return undefined;
  return fits.find(({ from }) => file.imports.some((path) => path.startsWith(from)));
}

/** `":8080"`, `":" + port`, `host + ":" + port`. */
function looksLikeAddress(value: Value | undefined): boolean {
  if (value?.kind === 'literal') return /^[\w.[\]:]*:\d{2,5}$/.test(String(value.value));
  if (value?.kind !== 'template') return value?.kind === 'env';
  return value.parts.some((part) => part.kind === 'literal' && /:\d{0,5}$/.test(String(part.value)));
}

/** `srv := &http.Server{Addr: ":8080"}`, `srv.Addr = …`. */
function ofServer(file: SourceFile, { tree, node }: Call): Found {
  const server = tree.on ? file.evaluator.of(tree.on) : undefined;
  const address = tree.on && file.evaluator.memberAt(tree.on, 'Addr', node);
  const isWritten = address !== undefined && (address.kind !== 'unknown' || address.name !== undefined);
  if (isWritten) return { framework: 'net/http', ...addressOf(address) };
  const unknown: Value = { kind: 'unknown', place: file.evaluator.place(node) };
  return {
    framework: 'net/http',
    ...(server?.kind === 'object' && !server.open ? {} : { host: unknown, port: unknown }),
  };
}

/** An address that is not known says nothing, not even that none was given. */
function addressOf(value: Value | undefined): Pick<Found, 'host' | 'port'> {
  return value ? bindAddress(value) : {};
}
