import { bindAddress } from '../common/bind-address.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { Listener } from '../facts.js';
import { joined } from '../combine-values.js';
import type { Value } from '../value.js';
import { className } from './class-name.js';

/** Servers that a program of PHP starts itself; what Apache and FrankenPHP serve is no listener of the code. */
export function listenersOf(file: SourceFile): Listener[] {
  return file.calls.flatMap((call): Listener[] => {
    const found = ofClass(call, file) ?? ofAddress(call, file) ?? ofCommand(call, file);
    if (!found) return [];
    const { framework, host, port } = found;
    return [
      {
        ...file.at(call.node),
        framework,
        ...(host && { host }),
        ...(port && { port }),
        onSocket: false,
        onlyAsMain: false,
      },
    ];
  });
}

interface Found {
  readonly framework: string;
  readonly host?: Value | undefined;
  readonly port?: Value | undefined;
}

/** By class, with the places of host and port among the arguments. */
const CLASSES: readonly (readonly [
  name: RegExp,
  framework: string,
  host: number | undefined,
  port: number,
])[] = [
  [/^(?:Open)?Swoole\\(?:Http\\|WebSocket\\|Coroutine\\Http\\)?Server$/, 'swoole', 0, 1],
  [/^swoole_(?:http_|websocket_)?server$/, 'swoole', 0, 1],
  [/^Ratchet\\Server\\IoServer\\factory$/, 'ratchet', 2, 1],
  [/^Ratchet\\App$/, 'ratchet', 2, 1],
  [/^socket_bind$/, 'tcp', 1, 2],
];

function ofClass(call: Call, file: SourceFile): Found | undefined {
  const name = className(call, file);
  const known = CLASSES.find(([pattern]) => pattern.test(name));
  if (!known) return undefined;
  const [, framework, host, port] = known;
  return {
    framework,
    host: host === undefined ? undefined : file.argument(call, host),
    port: file.argument(call, port),
  };
}

/** By class or function, for those that are given one address. */
const ADDRESSES: readonly (readonly [name: RegExp, framework: string])[] = [
  [/^React\\Socket\\(?:SocketServer|Server|TcpServer)$/, 'react'],
  [/^Workerman\\Worker$/, 'workerman'],
  [/^stream_socket_server$/, 'tcp'],
  [/^Amp\\Http\\Server\\SocketHttpServer\\\w*\\?expose$/, 'amphp'],
];

function ofAddress(call: Call, file: SourceFile): Found | undefined {
  const name = className(call, file);
  const framework = ADDRESSES.find(([pattern]) => pattern.test(name))?.[1];
  const address = framework === undefined ? undefined : file.argument(call, 0);
  if (framework === undefined || !address || isSocket(address)) return undefined;
  const found = bindAddress(address);
  // React listens on loopback when it is given a port alone.
  const host: Value | undefined =
    framework === 'react' && !found.host
      ? { kind: 'literal', value: '127.0.0.1', place: address.place }
      : found.host;
  return { framework, host, port: found.port };
}

function isSocket(value: Value): boolean {
  const [first] = value.kind === 'template' ? value.parts : [value];
  return first?.kind === 'literal' && /^unix:/.test(String(first.value));
}

/** `passthru("php -S 0.0.0.0:$port -t public")`. */
function ofCommand(call: Call, file: SourceFile): Found | undefined {
  if (call.tree.on || !/^(?:passthru|exec|system|shell_exec|proc_open|popen|pcntl_exec)$/.test(call.method))
    return undefined;
  const command = file.argument(call, 0);
  const parts = command?.kind === 'template' ? command.parts : command ? [command] : [];
  const [first, ...rest] = parts;
  const begins =
    first?.kind === 'literal'
      ? /^(?:exec )?php\d?(?:\.\d)? -S\s+(.*)$/s.exec(String(first.value))
      : undefined;
  if (!command || !first || begins?.[1] === undefined) return undefined;
  const address = untilBlank([{ kind: 'literal', value: begins[1], place: first.place }, ...rest]);
  return { framework: 'php -S', ...bindAddress(joined(address, command.place)) };
}

/** The parts of one word. */
function untilBlank(parts: readonly Value[]): Value[] {
  const found: Value[] = [];
  for (const part of parts) {
    if (part.kind !== 'literal') {
      found.push(part);
      continue;
    }
    const text = String(part.value);
    const blank = text.search(/\s/);
    const word = blank < 0 ? text : text.slice(0, blank);
    if (word !== '') found.push({ ...part, value: word });
    if (blank >= 0) break;
  }
  return found;
}
