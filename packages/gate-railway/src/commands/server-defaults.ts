import { flagValue, programOf } from './programs.js';

/** A server that is started without an address or a port, and so takes its own. */
export interface ServerDefault {
  readonly name: string;
  /** The default, `127.0.0.1:8000`; without a host where that is all addresses. */
  readonly listens: string;
  readonly missing: 'host' | 'port' | 'both';
  /** What repairs it in a shell. */
  readonly flags: string;
  /** The words that the flags go behind, where they do not go behind an application's name. */
  readonly behind?: string;
}

interface Server {
  readonly host: readonly string[];
  readonly port: readonly string[];
  /** With one of these it listens elsewhere, or a file says where. */
  readonly other: readonly string[];
  readonly defaults: { readonly host: string | undefined; readonly port: string };
  /** Its variables, as `<prefix>HOST` and `<prefix>PORT`. */
  readonly variables: string | undefined;
  /** A server that needs no application's name, and how it is told: `{}` stands for the port. */
  readonly told?: { readonly host?: string; readonly port: string };
}

/** From the documentation of the programs: where they listen when nothing says it. */
const SERVERS: ReadonlyMap<string, Server> = new Map<string, Server>([
  ['uvicorn', { host: ['--host'], port: ['--port'], other: ['--uds', '--fd'], defaults: { host: '127.0.0.1', port: '8000' }, variables: 'UVICORN_' }],
  ['granian', { host: ['--host'], port: ['--port'], other: ['--uds'], defaults: { host: '127.0.0.1', port: '8000' }, variables: 'GRANIAN_' }],
  ['hypercorn', { host: ['-b', '--bind', '--insecure-bind'], port: ['-b', '--bind', '--insecure-bind'], other: ['-c', '--config', '--quic-bind'], defaults: { host: '127.0.0.1', port: '8000' }, variables: undefined }],
  ['daphne', { host: ['-b', '--bind'], port: ['-p', '--port'], other: ['-u', '--unix-socket', '-e', '--endpoint', '--fd'], defaults: { host: '127.0.0.1', port: '8000' }, variables: undefined }],
  ['waitress-serve', { host: [], port: ['--port', '--listen'], other: ['--unix-socket', '--fd'], defaults: { host: undefined, port: '8080' }, variables: undefined }],
  ['streamlit', { host: [], port: ['--server.port'], other: [], defaults: { host: undefined, port: '8501' }, variables: 'STREAMLIT_SERVER_' }],
  ['vite', { host: ['--host'], port: ['--port'], other: ['-c', '--config'], defaults: { host: 'localhost', port: '4173' }, variables: undefined }],
  ['php artisan serve', { host: ['--host'], port: ['--port'], other: [], defaults: { host: '127.0.0.1', port: '8000' }, variables: 'SERVER_', told: { host: '--host=0.0.0.0', port: '--port={}' } }],
  ['php artisan octane:start', { host: ['--host'], port: ['--port'], other: [], defaults: { host: '127.0.0.1', port: '8000' }, variables: 'OCTANE_', told: { host: '--host=0.0.0.0', port: '--port={}' } }],
  ['php artisan reverb:start', { host: [], port: ['--port'], other: [], defaults: { host: undefined, port: '8080' }, variables: 'REVERB_SERVER_', told: { port: '--port={}' } }],
  ['php spark serve', { host: ['--host'], port: ['--port'], other: [], defaults: { host: 'localhost', port: '8080' }, variables: undefined, told: { host: '--host 0.0.0.0', port: '--port {}' } }],
  ['symfony serve', { host: ['--listen-ip', '--allow-all-ip'], port: ['--port'], other: [], defaults: { host: '127.0.0.1', port: '8000' }, variables: undefined, told: { host: '--listen-ip=0.0.0.0', port: '--port={}' } }],
  ['symfony server:start', { host: ['--listen-ip', '--allow-all-ip'], port: ['--port'], other: [], defaults: { host: '127.0.0.1', port: '8000' }, variables: undefined, told: { host: '--listen-ip=0.0.0.0', port: '--port={}' } }],
  ['frankenphp php-server', { host: [], port: ['-l', '--listen'], other: ['-d', '--domain'], defaults: { host: undefined, port: '80' }, variables: undefined, told: { port: '--listen :{}' } }],
  ['rackup', { host: [], port: ['-p', '--port'], other: [], defaults: { host: undefined, port: '9292' }, variables: undefined, told: { port: '-p {}' } }],
  ['thin start', { host: [], port: ['-p', '--port'], other: ['-S', '--socket', '-C', '--config'], defaults: { host: undefined, port: '3000' }, variables: undefined, told: { port: '-p {}' } }],
  ['unicorn', { host: [], port: ['-p', '--port', '-l', '--listen'], other: ['-c', '--config-file'], defaults: { host: undefined, port: '8080' }, variables: undefined, told: { port: '-p {}' } }],
  ['falcon serve', { host: ['-b', '--bind', '-n', '--hostname'], port: ['-b', '--bind', '-p', '--port'], other: [], defaults: { host: 'localhost', port: '9292' }, variables: undefined, told: { port: '--bind http://0.0.0.0:{}' } }],
  // A proxy in front of `rails server`, which tells that one its PORT itself.
  ['thrust', { host: [], port: [], other: [], defaults: { host: undefined, port: '80' }, variables: 'HTTP_', told: { port: 'HTTP_PORT={} in front' } }],
]); // prettier-ignore

/** @param isSet Is an environment variable set for the command, as far as its files show? */
export function serverDefault(
  words: readonly string[],
  isSet: (variable: string) => boolean,
): ServerDefault | undefined {
  const { name, server, arguments: args } = serverOf(words);
  if (!server || (name === 'vite' && args[0] !== 'preview') || (name === 'streamlit' && args[0] !== 'run')) {
    return undefined;
  }
  const has = (flags: readonly string[]) => flags.some((flag) => isGivenFlag(args, flag));
  const isGiven = (variable: string) => server.variables !== undefined && isSet(server.variables + variable);
  // `uvicorn --help` and its like are no servers; an application is named without a dash.
  const isServer = server.told ? !args.includes('--help') : args.some((word) => !word.startsWith('-'));
  if (has(server.other) || !isServer) return undefined;
  const { host, port } = server.defaults;
  const noHost = host !== undefined && !has(server.host) && !isGiven('HOST');
  const noPort = !has(server.port) && !isGiven('PORT');
  if (!noHost && !noPort) return undefined;
  const listens = noPort ? (noHost ? `${host}:${port}` : `port ${port}`) : host;
  const missing = noHost && noPort ? 'both' : noHost ? 'host' : 'port';
  const behind = server.told && name !== 'thrust' ? name.replace(/^php /, '') : undefined;
  return {
    name,
    listens: listens ?? '',
    missing,
    flags: flagsOf(name, missing, server),
    ...(behind !== undefined && { behind }),
  };
}

/** By its name and its subcommand: `php artisan serve`. */
function serverOf(words: readonly string[]): {
  readonly name: string;
  readonly server: Server | undefined;
  readonly arguments: readonly string[];
} {
  const { name, arguments: args } = programOf(words);
  for (const length of [2, 1]) {
    const long = [name, ...args.slice(0, length)].join(' ').replace('local:server:', 'server:');
    const server = SERVERS.get(long);
    if (server) return { name: long, server, arguments: args.slice(length) };
  }
  return { name, server: SERVERS.get(name), arguments: args };
}

/** `--port 1`, `--port=1`, `-p 1`, `-p1`. */
function isGivenFlag(args: readonly string[], flag: string): boolean {
  const isShort = /^-[^-]$/.test(flag);
  return flagValue(args, flag) !== undefined || (isShort && args.some((word) => word.startsWith(flag)));
}

function flagsOf(
  name: string,
  missing: ServerDefault['missing'],
  { told, defaults: { port } }: Server,
): string {
  const value = `\${PORT:-${port}}`;
  if (told) {
    const flags = [missing === 'port' ? undefined : told.host, missing === 'host' ? undefined : told.port];
    return flags
      .filter((flag) => flag !== undefined)
      .join(' ')
      .replace('{}', value);
  }
  if (name === 'hypercorn') return `--bind 0.0.0.0:${value}`;
  if (name === 'streamlit') return `--server.port ${value}`;
  const [host, flag] = name === 'daphne' ? ['-b 0.0.0.0', '-p'] : ['--host 0.0.0.0', '--port'];
  if (missing === 'host') return host;
  return missing === 'port' ? `${flag} ${value}` : `${host} ${flag} ${value}`;
}
