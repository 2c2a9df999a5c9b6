import { flagValue, programOf } from './programs.js';

/** A server that is started without an address or a port, and so takes its own. */
export interface ServerDefault {
  readonly name: string;
  /** The default, `127.0.0.1:8000`; without a host where that is all addresses. */
  readonly listens: string;
  readonly missing: 'host' | 'port' | 'both';
  /** Flags that repair it in a shell. */
  readonly flags: string;
}

interface Server {
  readonly host: readonly string[];
  readonly port: readonly string[];
  /** With one of these it listens elsewhere, or a file says where. */
  readonly other: readonly string[];
  readonly defaults: { readonly host: string | undefined; readonly port: string };
  /** Its variables, as `<prefix>HOST` and `<prefix>PORT`. */
  readonly variables: string | undefined;
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
]); // prettier-ignore

/** @param isSet Is an environment variable set for the command, as far as its files show? */
export function serverDefault(
  words: readonly string[],
  isSet: (variable: string) => boolean,
): ServerDefault | undefined {
  const { name, arguments: args } = programOf(words);
  const server = SERVERS.get(name);
  if (!server || (name === 'vite' && args[0] !== 'preview') || (name === 'streamlit' && args[0] !== 'run')) {
    return undefined;
  }
  const has = (flags: readonly string[]) => flagValue(args, ...flags) !== undefined;
  const isGiven = (variable: string) => server.variables !== undefined && isSet(server.variables + variable);
  // `uvicorn --help` and its like are no servers; an application is named without a dash.
  if (has(server.other) || !args.some((word) => !word.startsWith('-'))) return undefined;
  const { host, port } = server.defaults;
  const noHost = host !== undefined && !has(server.host) && !isGiven('HOST');
  const noPort = !has(server.port) && !isGiven('PORT');
  if (!noHost && !noPort) return undefined;
  const listens = noPort ? (noHost ? `${host}:${port}` : `port ${port}`) : host;
  const missing = noHost && noPort ? 'both' : noHost ? 'host' : 'port';
  return { name, listens: listens ?? '', missing, flags: flagsOf(name, missing, port) };
}

function flagsOf(name: string, missing: ServerDefault['missing'], port: string): string {
  const value = `\${PORT:-${port}}`;
  if (name === 'hypercorn') return `--bind 0.0.0.0:${value}`;
  if (name === 'streamlit') return `--server.port ${value}`;
  const [host, flag] = name === 'daphne' ? ['-b 0.0.0.0', '-p'] : ['--host 0.0.0.0', '--port'];
  if (missing === 'host') return host;
  return missing === 'port' ? `${flag} ${value}` : `${host} ${flag} ${value}`;
}
