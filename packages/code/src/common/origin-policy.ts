import type { OriginPolicy } from '../facts.js';
import { possibleValues, textOf } from '../possible.js';
import type { CallValue, Value } from '../value.js';

type Match = Extract<OriginPolicy, { kind: 'match' }>;

/** A tree of conditions may be of any size. */
const LIMIT = 200;

/** What a setting of a CORS library lets in: texts and lists, `true`, a function that decides. */
export function policyOf(value: Value): OriginPolicy {
  if (value.kind === 'unknown' || value.kind === 'call') return { kind: 'unknown', place: value.place };
  if (value.kind !== 'function') return { kind: 'value', value };
  const [weak] = weakTests(value.result);
  if (weak) return weak;
  const saysYes = possibleValues(value.result);
  const always = saysYes.length > 0 && saysYes.every((one) => isYes(one.value));
  return { kind: always ? 'reflected' : 'unknown', place: value.place };
}

function isYes(value: Value): boolean {
  return value.kind === 'literal' && value.value === true;
}

/** The origin that the request sent: `r.Header.Get("Origin")`, `request.headers["origin"]`, `$_SERVER["HTTP_ORIGIN"]`. */
export function isRequestOrigin(value: Value): boolean {
  if (value.kind === 'choice') return value.options.some((option) => isRequestOrigin(option.value));
  if (value.kind === 'unknown') return /(?:^|\.)(?:headers\.origin|HTTP_ORIGIN)$/i.test(value.name ?? '');
  if (value.kind !== 'call') return false;
  return value.arguments.some((one) => /^(?:http_)?origin$/i.test(textOf(one) ?? ''));
}

/**
 * Tests that let strangers in: `strings.HasSuffix(origin, "railway.app")`, `origin.contains("localhost")`. Of several the
 * ones that let in more than this machine come first.
 */
export function weakTests(value: Value): readonly Match[] {
  const found: Match[] = [];
  const rest: Value[] = [value];
  for (let steps = 0; rest.length > 0 && steps < LIMIT; steps++) {
    const one = rest.pop() as Value;
    if (one.kind === 'choice') rest.push(...one.options.map((option) => option.value));
    if (one.kind !== 'call') continue;
    const match = matchOf(one);
    if (match) found.push(match);
    rest.push(...one.arguments);
  }
  const isLocal = ({ text }: Match) => /localhost|127\\?\.0/.test(text);
  return [...found.filter((one) => !isLocal(one)), ...found.filter(isLocal)];
}

function matchOf(call: CallValue): Match | undefined {
  const name = call.callee.slice(call.callee.search(/[^.:\\>]*$/));
  const how = HOW.find(([names]) => names.test(name))?.[1];
  const text = call.arguments.map(textOf).find((one) => one !== undefined && one !== '');
  if (how === undefined || text === undefined || text === '*' || call.arguments.length > 2) return undefined;
  return { kind: 'match', how, text, place: call.place };
}

/** What languages call these tests. */
const HOW: readonly (readonly [RegExp, Match['how']])[] = [
  [/^(?:HasSuffix|[eE]ndsWith|ends_with|end_with\?|str_ends_with)$/, 'suffix'],
  [/^(?:HasPrefix|[sS]tartsWith|starts_with|start_with\?|str_starts_with)$/, 'prefix'],
  [/^(?:Contains|contains|include\?|str_contains|strpos)$/, 'substring'],
  [/^(?:MatchString|is_match|IsMatch|matches|match\?|preg_match)$/, 'pattern'],
];
