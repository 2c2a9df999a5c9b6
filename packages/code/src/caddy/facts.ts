import type { Directive, DirectiveWord } from '../documents/directives.js';
import { NO_FACTS, type Facts } from '../extractor.js';
import type { CorsPolicy, EnvRead, OriginPolicy, ProxyRoute } from '../facts.js';
import type { Value } from '../value.js';
import { listenersOf, sitesOf } from './sites.js';
import { readsIn, wordValue } from './words.js';

/** What a Caddyfile says. Caddy hands on WebSockets by itself and looks names up for each connection. */
export function caddyFacts(directives: readonly Directive[]): Facts {
  const { options, snippets, sites } = sitesOf(directives);
  const proxies: ProxyRoute[] = [];
  const cors: CorsPolicy[] = [];
  for (const { block } of sites) {
    const all = flatten(block, snippets);
    const own = all.flatMap((one) => (one.name === 'reverse_proxy' ? routesOf(one) : []));
    proxies.push(...own);
    // Files that everybody may fetch are no secret to other websites.
    if (own.length > 0 || all.some(({ name }) => name === 'php_fastcgi')) cors.push(...corsOf(all));
  }
  return {
    ...NO_FACTS,
    listeners: sites.flatMap((site) => listenersOf(site, options)),
    proxies,
    cors,
    urls: proxies.map(({ target, place }) => ({
      place,
      guard: 'always',
      value: target,
      role: 'request',
      inBrowser: false,
      name: 'reverse_proxy',
    })),
    env: envReads(directives),
  };
}

/** More is a file that imports itself. */
const FLAT_LIMIT = 5000;

/** Every directive of a site, those in its blocks and of the snippets that it imports too. */
function flatten(
  block: readonly Directive[],
  snippets: ReadonlyMap<string, readonly Directive[]>,
): Directive[] {
  const found: Directive[] = [];
  const imported = new Set<string>();
  const rest = [...block].reverse();
  for (let one = rest.pop(); one && found.length < FLAT_LIMIT; one = rest.pop()) {
    found.push(one);
    const name = one.name === 'import' ? one.args[0]?.text : undefined;
    const snippet = name === undefined || imported.has(name) ? undefined : snippets.get(name);
    if (name !== undefined) imported.add(name);
    if (one.name !== 'reverse_proxy') rest.push(...[...(one.block ?? []), ...(snippet ?? [])].reverse());
  }
  return found;
}

/** `reverse_proxy /api/* api.railway.internal:3000`, `reverse_proxy { to {$BACKEND} }`. */
function routesOf({ args, block = [], place }: Directive): ProxyRoute[] {
  const [first] = args;
  const matcher = first && /^[/@*]/.test(first.text) ? first : undefined;
  const to = block.flatMap((one) => (one.name === 'to' ? one.args : []));
  return [...(matcher ? args.slice(1) : args), ...to].flatMap((word): ProxyRoute[] => {
    if (word.text.startsWith('unix/')) return [];
    const path = matcher?.text.startsWith('/') === true ? matcher.text : undefined;
    return [
      {
        server: 'caddy',
        place,
        guard: 'always',
        target: addressOfUpstream(word),
        looksUpAgain: true,
        ...(path !== undefined && { path }),
      },
    ];
  });
}

/** An upstream without a scheme is asked by HTTP. One that is a variable alone may have one. */
function addressOfUpstream(word: DirectiveWord): Value {
  const value = wordValue(word);
  if (value.kind === 'env' && !value.fallback) return value;
  if (word.text.includes('://')) return value;
  const scheme: Value = { kind: 'literal', value: 'http://', place: word.place };
  if (value.kind === 'literal') return { ...value, value: `http://${String(value.value)}` };
  if (value.kind === 'env') {
    const fallback = value.fallback;
    return fallback?.kind === 'literal'
      ? { ...value, fallback: { ...fallback, value: `http://${String(fallback.value)}` } }
      : value;
  }
  return {
    kind: 'template',
    parts: [scheme, ...(value.kind === 'template' ? value.parts : [value])],
    place: word.place,
  };
}

/** `header Access-Control-Allow-Origin *`, with a matcher before it, or a block of such lines. */
function corsOf(all: readonly Directive[]): CorsPolicy[] {
  const lines = all.flatMap((one) => {
    if (one.name !== 'header') return [];
    const [first] = one.args;
    const args = first && /^[/@*]/.test(first.text) ? one.args.slice(1) : one.args;
    // A matcher of its own may look at the origin.
    const checked = first?.text.startsWith('@') === true;
    const inner = (one.block ?? []).map(({ name, args: [value], place }) => ({
      name,
      value,
      place,
      checked,
    }));
    const [name, value] = args;
    return name ? [{ name: name.text, value, place: one.place, checked }, ...inner] : inner;
  });
  const header = (name: string) => lines.filter((one) => nameOf(one.name) === name);
  const credentials = header('access-control-allow-credentials')[0]?.value;
  const vary = header('vary').some((one) => /origin/i.test(one.value?.text ?? ''));
  return header('access-control-allow-origin').flatMap(({ value, place, checked }): CorsPolicy[] =>
    value
      ? [
          {
            framework: 'caddy',
            place,
            guard: 'always',
            origin: originOf(value, checked),
            ...(credentials && { credentials: wordValue(credentials) }),
            vary,
          },
        ]
      : [],
  );
}

/** `+Name` adds, `?Name` sets a default, `>Name` is set late. */
function nameOf(text: string): string {
  return text
    .replace(/^[+?>]/, '')
    .replace(/:$/, '')
    .toLowerCase();
}

function originOf(word: DirectiveWord, checked: boolean): OriginPolicy {
  if (/^\{(?:http\.request\.)?header\.origin\}$/i.test(word.text)) {
    return { kind: 'reflected', place: word.place, checked };
  }
  const value = wordValue(word);
  return value.kind === 'unknown' ? { kind: 'unknown', place: word.place } : { kind: 'value', value };
}

function envReads(directives: readonly Directive[]): EnvRead[] {
  const found = new Map<string, EnvRead>();
  const rest = [...directives];
  for (let one = rest.pop(); one; one = rest.pop()) {
    rest.push(...(one.block ?? []));
    for (const word of [{ text: one.name, place: one.place }, ...one.args]) {
      for (const read of readsIn(word)) if (!found.has(read.name)) found.set(read.name, read);
    }
  }
  return [...found.values()];
}
