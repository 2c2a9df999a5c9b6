import { splitValue } from '../combine-values.js';
import { headerCors, headersSet } from '../common/header-cors.js';
import { policyOf } from '../common/origin-policy.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { isLiteral } from '../possible.js';
import type { Node } from '../syntax.js';
import type { Value } from '../value.js';

/** CORS configurations: rs/cors, go-chi/cors, gin-contrib/cors, echo, fiber, gorilla/handlers, and headers by hand. */
export function corsOf(file: SourceFile): CorsPolicy[] {
  const called = file.calls.flatMap((call) => {
    const found = ofCall(file, call);
    return found ? [{ ...file.at(call.node), ...found }] : [];
  });
  const answered = headersSet(file).filter(({ node }) => !isOfRequest(file, node));
  return [...called, ...headerCors(file, answered)];
}

/** `req.Header.Set(…)` goes out with a request: nobody is let in by it. */
function isOfRequest(file: SourceFile, node: Node): boolean {
  const on = file.callAt(node)?.tree.on;
  const headers = on && file.reading.read(on);
  if (headers?.kind !== 'member') return false;
  return /^net\/http\.(?:NewRequest(?:WithContext)?|Request)$/.test(file.names.originOf(headers.of) ?? '');
}

type Found = Omit<CorsPolicy, 'place' | 'guard'>;

interface Library {
  readonly framework: string;
  /** Beginning of the full name, up to the function. */
  readonly from: RegExp;
  /** Functions that take options as their first argument. */
  readonly make: RegExp;
  /** Functions that let every origin in. */
  readonly open: RegExp;
}

const NONE = /^(?!)/;
const LIBRARIES: readonly Library[] = [
  { framework: 'rs/cors', from: /^github\.com\/rs\/cors/, make: /^New$/, open: /^(?:Default|AllowAll)$/ },
  {
    framework: 'go-chi/cors',
    from: /^github\.com\/go-chi\/cors/,
    make: /^(?:New|Handler)$/,
    open: /^AllowAll$/,
  },
  { framework: 'gin', from: /^github\.com\/gin-contrib\/cors/, make: /^New$/, open: /^Default$/ },
  {
    framework: 'echo',
    from: /^github\.com\/labstack\/echo\/v\d\/middleware/,
    make: /^CORSWithConfig$/,
    open: /^CORS$/,
  },
  {
    framework: 'fiber',
    from: /^github\.com\/gofiber\/fiber\/v\d\/middleware\/cors/,
    make: /^New$/,
    open: NONE,
  },
  {
    framework: 'iris',
    from: /^github\.com\/iris-contrib\/middleware\/cors/,
    make: /^New$/,
    open: /^(?:Default|AllowAll)$/,
  },
];

function ofCall(file: SourceFile, call: Call): Found | undefined {
  const name = file.nameOf(call);
  if (name === undefined || !/cors|handlers|middleware/i.test(name)) return undefined;
  if (/^github\.com\/gorilla\/handlers\.CORS$/.test(name)) return ofGorilla(file, call);
  const library = LIBRARIES.find(({ from }) => from.test(name));
  if (!library) return undefined;
  const { framework, make, open } = library;
  if (open.test(call.method)) return { framework, origin: defaultOf(file, call) };
  if (!make.test(call.method)) return undefined;
  return call.given[0] ? ofOptions(file, call, framework) : { framework, origin: defaultOf(file, call) };
}

function defaultOf(file: SourceFile, { node }: Call): OriginPolicy {
  return { kind: 'default', place: file.evaluator.place(node) };
}

const FUNCTIONS = [
  'AllowOriginFunc', 'AllowOriginsFunc', 'AllowOriginRequestFunc', 'AllowOriginVaryRequestFunc',
  'AllowOriginWithContextFunc', 'UnsafeAllowOriginFunc',
]; // prettier-ignore

function ofOptions(file: SourceFile, call: Call, framework: string): Found {
  const option = (name: string) => optionOf(file, call, name);
  const credentials = option('AllowCredentials');
  return {
    framework,
    origin: originIn(file, call, option, framework),
    ...(credentials && { credentials }),
  };
}

function originIn(
  file: SourceFile,
  call: Call,
  option: (name: string) => Value | undefined,
  framework: string,
): OriginPolicy {
  const all = option('AllowAllOrigins') ?? option('AllowAllOrigin');
  if (all && isLiteral(all, true))
    return { kind: 'value', value: { kind: 'literal', value: '*', place: all.place } };
  const decides = FUNCTIONS.map(option).find((value) => value !== undefined && !isLiteral(value, null));
  if (decides) return policyOf(decides);
  const origins = option('AllowedOrigins') ?? option('AllowOrigins');
  if (origins) return policyOf(splitValue(origins, ',', origins.place));
  const options = call.given[0] && file.evaluator.of(call.given[0]);
  // gin stops at the start when nothing is allowed.
  const isWhole = options?.kind === 'object' && !options.open && framework !== 'gin';
  return isWhole ? defaultOf(file, call) : { kind: 'unknown', place: file.evaluator.place(call.node) };
}

/** A field of the options, where it is written, or assigned to their variable. */
function optionOf(file: SourceFile, call: Call, name: string): Value | undefined {
  const [node] = call.given;
  const value = node && file.evaluator.memberAt(node, name, call.node);
  if (value?.kind !== 'unknown') return value;
  // Written, but not known.
  const options = node && file.evaluator.of(node);
  return options?.kind === 'object' && options.entries.has(name) ? value : undefined;
}

/** `handlers.CORS(handlers.AllowedOrigins([]string{"*"}), handlers.AllowCredentials())`. */
function ofGorilla(file: SourceFile, call: Call): Found {
  const given = call.given.flatMap((node) => file.callAt(node) ?? []);
  const origins = given.find(({ method }) => method === 'AllowedOrigins');
  const validator = given.find(({ method }) => method === 'AllowedOriginValidator');
  const value = origins ? file.argument(origins, 0) : validator && file.argument(validator, 0);
  const credentials = given.find(({ method }) => method === 'AllowCredentials');
  return {
    framework: 'gorilla',
    origin: value ? policyOf(value) : defaultOf(file, call),
    ...(credentials && { credentials: file.evaluator.literal(credentials.node, true) }),
  };
}
