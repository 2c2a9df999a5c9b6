import { named, type Directive } from '../documents/directives.js';
import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { wordValue, type Variables } from './words.js';

/** `map $http_origin $name { … }` by the name of what it sets. */
export type OriginMaps = ReadonlyMap<string, Directive>;

/** The maps of a configuration that look at the origin of the request. */
export function originMaps(all: readonly Directive[]): OriginMaps {
  return new Map(
    named(all, 'map').flatMap((map) => {
      const [from, to] = map.args;
      const isOrigin = from && to && /^\$\{?http_origin\}?$/.test(from.text);
      return isOrigin ? [[to.text.replace(/^\$\{?|\}$/g, ''), map] as const] : [];
    }),
  );
}

/**
 * The CORS headers of one block.
 *
 * @param checked a condition around it looks at the origin
 */
export function corsOf(
  block: readonly Directive[],
  variables: Variables,
  maps: OriginMaps,
  checked: boolean,
): CorsPolicy[] {
  const headers = [...named(block, 'add_header'), ...named(block, 'more_set_headers')];
  const value = (name: string) => headers.find((one) => one.args[0]?.text.toLowerCase() === name);
  const credentials = value('access-control-allow-credentials')?.args[1];
  const vary = headers.some(
    ({ args }) => args[0]?.text.toLowerCase() === 'vary' && /origin/i.test(args[1]?.text ?? ''),
  );
  const origin = value('access-control-allow-origin');
  const word = origin?.args[1];
  if (!origin || !word) return [];
  return originsOf(word, variables, maps, checked).map((policy) => ({
    framework: 'nginx',
    place: origin.place,
    guard: 'always',
    origin: policy,
    ...(credentials && { credentials: wordValue(credentials, variables) }),
    vary,
  }));
}

function originsOf(
  word: Directive['args'][number],
  variables: Variables,
  maps: OriginMaps,
  checked: boolean,
): OriginPolicy[] {
  const { place } = word;
  const name = /^\$\{?(\w+)\}?$/.exec(word.text)?.[1];
  if (name === 'http_origin') return [{ kind: 'reflected', place, checked }];
  const map = name === undefined ? undefined : maps.get(name);
  if (map) return mappedOrigins(map);
  const value = wordValue(word, variables);
  return [value.kind === 'unknown' ? { kind: 'unknown', place } : { kind: 'value', value }];
}

/** Each key of the map is an origin, or a pattern after a tilde; `default` counts where it lets somebody in. */
function mappedOrigins(map: Directive): OriginPolicy[] {
  return (map.block ?? []).flatMap(({ name, args, place }): OriginPolicy[] => {
    const [to] = args;
    if (!to || to.text === '') return [];
    if (name === 'default') {
      if (/^\$\{?http_origin\}?$/.test(to.text)) return [{ kind: 'reflected', place }];
      return [{ kind: 'value', value: wordValue(to) }];
    }
    if (name.startsWith('~'))
      return [{ kind: 'match', how: 'pattern', text: name.replace(/^~\*?/, ''), place }];
    return [{ kind: 'value', value: { kind: 'literal', value: name, place } }];
  });
}
