import type { CorsPolicy, OriginPolicy } from '../facts.js';
import type { Value } from '../value.js';
import { djangoCors, patternOf } from './cors-django.js';
import { headerCors } from './cors-headers.js';
import type { Call, PythonFile } from './file.js';

/** CORS configurations: middlewares' and libraries' arguments, Django's settings, and headers that are written by hand. */
export function corsOf(file: PythonFile): CorsPolicy[] {
  const called = file.calls.flatMap((call) =>
    byLibrary(file, call).map((found) => ({ ...found, ...file.at(call.node) })),
  );
  return [...called, ...djangoCors(file), ...headerCors(file)];
}

type Found = Omit<CorsPolicy, 'place' | 'guard'>;

/** How a library calls its arguments. */
interface Library {
  readonly framework: string;
  readonly origin: readonly string[];
  readonly credentials: string;
  readonly pattern?: string;
  /** The argument that holds a dictionary of them by path. */
  readonly byPath?: string;
  /** Only where one of its arguments is given: the object does more than CORS. */
  readonly onlyGiven?: boolean;
}

const STARLETTE: Library = {
  framework: 'starlette',
  origin: ['allow_origins'],
  credentials: 'allow_credentials',
  pattern: 'allow_origin_regex',
};
const FLASK: Library = {
  framework: 'flask-cors',
  origin: ['origins', 'origin'],
  credentials: 'supports_credentials',
  byPath: 'resources',
};
const SOCKET: Library = {
  framework: 'python-socketio',
  origin: ['cors_allowed_origins'],
  credentials: 'cors_credentials',
  onlyGiven: true,
};
const LIBRARIES: ReadonlyMap<string, Library> = new Map([
  ['starlette.middleware.cors.CORSMiddleware', STARLETTE],
  ['fastapi.middleware.cors.CORSMiddleware', { ...STARLETTE, framework: 'fastapi' }],
  ['flask_cors.CORS', FLASK],
  ['flask_cors.cross_origin', FLASK],
  ['flask_cors.CORS.init_app', FLASK],
  ['sanic_cors.CORS', { ...FLASK, framework: 'sanic-cors' }],
  ['sanic_ext.CORS', { ...FLASK, framework: 'sanic-ext' }],
  [
    'quart_cors.cors',
    { framework: 'quart-cors', origin: ['allow_origin'], credentials: 'allow_credentials' },
  ],
  [
    'falcon.CORSMiddleware',
    { framework: 'falcon', origin: ['allow_origins'], credentials: 'allow_credentials' },
  ],
  ['litestar.config.cors.CORSConfig', { ...STARLETTE, framework: 'litestar' }],
  ['socketio.AsyncServer', SOCKET],
  ['socketio.Server', SOCKET],
  ['flask_socketio.SocketIO', { ...SOCKET, framework: 'flask-socketio' }],
]);

function byLibrary(file: PythonFile, call: Call): Found[] {
  const library = libraryOf(file, call);
  if (!library) return [];
  const { byPath, onlyGiven, origin } = library;
  if (onlyGiven && !origin.some((name) => file.argument(call, name))) return [];
  const paths = byPath === undefined ? undefined : file.argument(call, byPath);
  if (paths?.kind === 'object') return byPaths(file, call, library, paths.entries);
  return ofArguments(file, call, library, (name) => file.argument(call, name));
}

/** The class is called, or handed over: `app.add_middleware(CORSMiddleware, …)`, `Middleware(CORSMiddleware, …)`. */
function libraryOf(file: PythonFile, { name, method, positional }: Call): Library | undefined {
  const direct = LIBRARIES.get(name);
  if (direct) return framed(file, direct);
  if (method !== 'add_middleware' && method !== 'Middleware') return undefined;
  const given = LIBRARIES.get(file.values.names.qualifiedOf(positional[0]) ?? '');
  return given && framed(file, given);
}

/** FastAPI hands on Starlette's class. */
function framed(file: PythonFile, library: Library): Library {
  return library.framework === 'starlette' && file.packages.has('fastapi')
    ? { ...library, framework: 'fastapi' }
    : library;
}

/** `resources={r"/api/*": {"origins": "*"}}`: one policy for each path; what a path leaves out stands beside it. */
function byPaths(file: PythonFile, call: Call, library: Library, paths: ReadonlyMap<string, Value>): Found[] {
  return [...paths.values()].flatMap((options) => {
    const entries = options.kind === 'object' ? options.entries : new Map<string, Value>();
    return ofArguments(file, call, library, (name) => entries.get(name) ?? file.argument(call, name));
  });
}

/** A pattern beside a list is a policy of its own: each of them lets an origin through. */
function ofArguments(
  file: PythonFile,
  call: Call,
  { framework, origin, credentials: key, pattern }: Library,
  argument: (name: string) => Value | undefined,
): Found[] {
  const credentials = argument(key);
  const value = origin.map(argument).find((one) => one !== undefined);
  const regex = pattern === undefined ? undefined : argument(pattern);
  const policies: OriginPolicy[] = [
    ...(value ? [policyOf(value)] : []),
    ...(regex && !isNone(regex) ? [patternOf(regex)] : []),
  ];
  const usual: OriginPolicy = { kind: 'default', place: file.syntax.place(call.node) };
  return (policies.length > 0 ? policies : [usual]).map((one) => ({
    framework,
    origin: one,
    ...(credentials && { credentials }),
  }));
}

function policyOf(value: Value): OriginPolicy {
  return value.kind === 'unknown' ? { kind: 'unknown', place: value.place } : { kind: 'value', value };
}

function isNone(value: Value): boolean {
  return value.kind === 'literal' && value.value === null;
}
