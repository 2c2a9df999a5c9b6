import { named, type Directive } from '../documents/directives.js';
import type { Value } from '../value.js';
import { wordValue, type Variables } from './words.js';

/** A server of an `upstream`, as the address that requests of its name go to. */
export interface Upstream {
  readonly target: Value;
  /** `resolve`: its name is looked up again while nginx runs. */
  readonly resolves: boolean;
}

/** The servers of every `upstream`, by its name. */
export function upstreamsOf(http: readonly Directive[]): ReadonlyMap<string, readonly Upstream[]> {
  return new Map(
    named(http, 'upstream').map((one) => [
      one.args[0]?.text ?? '',
      named(one.block, 'server').flatMap((server) => {
        const [word, ...flags] = server.args;
        if (!word || word.text.startsWith('unix:')) return [];
        const resolves = flags.some((flag) => flag.text === 'resolve');
        return [{ target: withScheme(wordValue(word)), resolves }];
      }),
    ]),
  );
}

function withScheme(host: Value): Value {
  const { place } = host;
  if (host.kind === 'literal') return { ...host, value: `http://${String(host.value)}` };
  const scheme: Value = { kind: 'literal', value: 'http://', place };
  return { kind: 'template', parts: [scheme, ...(host.kind === 'template' ? host.parts : [host])], place };
}

/** What `proxy_pass` leads to: the servers of an upstream, or the address that is written there. */
export function targetsOf(
  word: Directive['args'][number],
  upstreams: ReadonlyMap<string, readonly Upstream[]>,
  variables: Variables,
  hasResolver: boolean,
): readonly Upstream[] {
  const name = /^(?:https?|wss?|grpcs?):\/\/([\w.-]+)/.exec(word.text)?.[1];
  const known = name === undefined ? undefined : upstreams.get(name);
  if (known) return known;
  // nginx looks a name up again only where it stands behind a variable of its own.
  const resolves = hasResolver && /\$\{?[a-z_]/.test(word.text);
  return [{ target: wordValue(word, variables), resolves }];
}
