import { named, type Directive, type DirectiveWord } from '../documents/directives.js';
import type { Listener } from '../facts.js';
import type { Value } from '../value.js';
import { wordValue } from './words.js';

/** A Caddyfile in its parts. */
export interface CaddySites {
  readonly options: readonly Directive[];
  readonly snippets: ReadonlyMap<string, readonly Directive[]>;
  readonly sites: readonly Site[];
}

export interface Site {
  readonly addresses: readonly DirectiveWord[];
  readonly block: readonly Directive[];
}

/** Global options stand first and have no name; `(name)` is a snippet, `&(name)` a route. Else it is a site. */
export function sitesOf(directives: readonly Directive[]): CaddySites {
  const snippets = new Map<string, readonly Directive[]>();
  const rest: Directive[] = [];
  let options: readonly Directive[] = [];
  for (const one of directives) {
    if (one.name === '' && rest.length === 0) options = one.block ?? [];
    else if (/^&?\(.*\)$/.test(one.name)) snippets.set(one.name.replace(/^&?\(|\)$/g, ''), one.block ?? []);
    else rest.push(one);
  }
  const [first] = rest;
  if (first && !first.block) {
    return { options, snippets, sites: [{ addresses: addressesOf(first), block: rest.slice(1) }] };
  }
  const sites = rest.filter((one) => one.block !== undefined);
  return {
    options,
    snippets,
    sites: sites.map((one) => ({ addresses: addressesOf(one), block: one.block ?? [] })),
  };
}

function addressesOf({ name, args, place }: Directive): DirectiveWord[] {
  const all = [{ text: name, place }, ...args];
  return all.flatMap(({ text, place: at }) =>
    text.split(',').flatMap((one) => (one === '' ? [] : [{ text: one, place: at }])),
  );
}

/** Where a site listens. A host in its address chooses requests and binds nothing. */
export function listenersOf({ addresses, block }: Site, options: readonly Directive[]): Listener[] {
  const bind = (named(block, 'bind')[0] ?? named(options, 'default_bind')[0])?.args[0];
  return addresses.map((address) => ({
    framework: 'caddy',
    place: address.place,
    guard: 'always',
    onSocket: bind?.text.startsWith('unix/') === true,
    onlyAsMain: false,
    ...(bind && { host: wordValue(bind) }),
    port: portOf(address, options),
  }));
}

/** The port that is written, else that of the scheme; a name alone is a site with HTTPS. */
function portOf(address: DirectiveWord, options: readonly Directive[]): Value {
  const { place } = address;
  const unknown: Value = { kind: 'unknown', place };
  const whole = /^(?:(https?):\/\/)?([^/]*)/.exec(address.text);
  const rest = whole?.[2] ?? '';
  // A variable may hold the host, the port or both.
  const port = /(?:^|[^{]):((?:\{\$[^{}]*\}|\{env\.\w+\}|[\w-])+)$/.exec(
    rest.replace(/^\[[\da-f:]*\]/i, ''),
  )?.[1];
  if (port !== undefined) return wordValue({ text: port, place });
  if (rest.includes('{')) return unknown;
  const scheme = whole?.[1] ?? 'https';
  const moved = named(options, `${scheme}_port`)[0]?.args[0];
  if (moved) return wordValue(moved);
  if (named(options, 'auto_https').length > 0) return unknown;
  return { kind: 'literal', value: scheme === 'http' ? '80' : '443', place };
}
