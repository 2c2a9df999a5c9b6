import { headerCors, headersSet, type HeaderSetting } from '../common/header-cors.js';
import { isRequestOrigin, policyOf } from '../common/origin-policy.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { isLiteral, textOf } from '../possible.js';
import type { Value } from '../value.js';
import { chainOf } from './chains.js';

/** CORS configurations: tower-http, actix-cors, warp, rocket_cors, and headers by hand. */
export function corsOf(file: SourceFile): CorsPolicy[] {
  const built = file.calls.flatMap((call) =>
    [...whole(file, call), ...chained(file, call)].map((found) => ({ ...file.at(call.node), ...found })),
  );
  return [...built, ...headerCors(file, [...headersSet(file), ...pairs(file)])];
}

type Found = Omit<CorsPolicy, 'place' | 'guard'>;

/** `CorsLayer::permissive()` lets all in; `very_permissive` and actix' `permissive` send the origin back, with cookies. */
function whole(file: SourceFile, call: Call): Found[] {
  const name = file.nameOf(call) ?? '';
  const place = file.evaluator.place(call.node);
  if (/(?:^|::)CorsLayer::permissive$/.test(name)) return [{ framework: 'tower-http', origin: star(place) }];
  const reflects = /(?:^|::)(CorsLayer::very_permissive|actix_cors::Cors::permissive|Cors::permissive)$/.exec(
    name,
  );
  if (!reflects) return [];
  const framework = reflects[1]?.startsWith('CorsLayer') === true ? 'tower-http' : 'actix-cors';
  const credentials = file.evaluator.literal(call.node, true);
  return [{ framework, origin: { kind: 'reflected', place }, credentials }];
}

function star(place: Value['place']): OriginPolicy {
  return { kind: 'value', value: { kind: 'literal', value: '*', place } };
}

const LIBRARIES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|::)CorsLayer::new$/, 'tower-http'],
  [/(?:^|::)Cors::default$/, 'actix-cors'],
  [/(?:^|::)warp::(?:filters::cors::)?cors$/, 'warp'],
  [/(?:^|::)poem::middleware::Cors::new$|(?:^|::)middleware::Cors::new$/, 'poem'],
];
const ORIGINS =
  /^(?:allow_origin|allow_origins|allowed_origin|allow_any_origin|allowed_origin_fn|allow_origins_fn|send_wildcard)$/;

function chained(file: SourceFile, call: Call): Found[] {
  if (!ORIGINS.test(call.method)) return [];
  const chain = chainOf(file, call);
  // One policy for several calls of one kind: the first of them makes it.
  if (chain.find(({ method }) => method === call.method)?.node.id !== call.node.id) return [];
  const origin = file.originOf(call) ?? '';
  const framework = LIBRARIES.find(([path]) => path.test(origin))?.[1];
  if (framework === undefined) return [];
  const credentials = credentialsIn(file, chain);
  const same = chain.filter(({ method }) => method === call.method);
  return [{ framework, origin: originIn(file, call, same), ...(credentials && { credentials }) }];
}

function credentialsIn(file: SourceFile, chain: readonly Call[]): Value | undefined {
  const found = chain.find(({ method }) => /^(?:allow_credentials|supports_credentials)$/.test(method));
  if (!found) return undefined;
  return file.argument(found, 0) ?? file.evaluator.literal(found.node, true);
}

function originIn(file: SourceFile, call: Call, same: readonly Call[]): OriginPolicy {
  const place = file.evaluator.place(call.node);
  const [node] = call.given;
  if (!node) return star(place);
  if (/(?:^|::)Any$|::any\(\)$/.test(node.text.slice(-40))) return star(place);
  const inner = file.callAt(node);
  const name = inner ? (file.nameOf(inner) ?? '') : '';
  if (/AllowOrigin::mirror_request$/.test(name)) return { kind: 'reflected', place };
  const value = inner && /AllowOrigin::\w+$/.test(name) ? file.argument(inner, 0) : file.argument(call, 0);
  const others = same.slice(1).flatMap((one) => file.argument(one, 0) ?? []);
  if (others.length > 0 && value) return policyOf({ kind: 'list', items: [value, ...others], place });
  return value ? policyOf(value) : { kind: 'unknown', place };
}

/** `.insert_header(("Access-Control-Allow-Origin", "*"))`: a pair. */
function pairs(file: SourceFile): HeaderSetting[] {
  return file.calls.flatMap((call): HeaderSetting[] => {
    if (!/^(?:insert_header|append_header|header|add)$/.test(call.method) || call.given.length !== 1)
      return [];
    const pair = file.argument(call, 0);
    const [key, value] = pair?.kind === 'list' ? pair.items : [];
    const name = textOf(key)?.toLowerCase();
    return name !== undefined && value ? [{ name, value, node: call.node }] : [];
  });
}

/** Does the file look at the Origin header? */
export function looksAtOrigin(file: SourceFile): boolean {
  return file.calls.some((call) => {
    if (call.given.length !== 1 || !/^(?:get|header|contains_key)$/.test(call.method)) return false;
    const value = file.argument(call, 0);
    return value !== undefined && (isLiteral(value, 'origin', 'Origin') || isRequestOrigin(value));
  });
}
