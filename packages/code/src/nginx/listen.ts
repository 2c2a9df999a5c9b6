import type { Directive } from '../documents/directives.js';
import type { Listener } from '../facts.js';
import type { Value } from '../value.js';
import { wordValue } from './words.js';

/** How the variables of the environment get into a configuration. */
export interface Substitution {
  /** Something writes them in before nginx reads it. */
  readonly variables: boolean;
  /** Something edits the text on the way, so that a number in it may become PORT. */
  readonly numbers: boolean;
  /** Lines of scripts that edit texts: hosts that stand in them may become others. */
  readonly edits?: readonly string[];
}

/** `listen 80`, `listen [::]:80 default_server`, `listen 127.0.0.1:8080`, `listen ${PORT}`, `listen unix:/run/x.sock`. */
export function listenerOf({ args, place }: Directive, substitution: Substitution): Listener | undefined {
  const [word] = args;
  if (!word) return undefined;
  const { text } = word;
  const [host, port] = hostAndPort(text);
  const literal = (value: string): Value => ({ kind: 'literal', value, place: word.place });
  return {
    framework: 'nginx',
    place,
    guard: 'always',
    onSocket: text.startsWith('unix:'),
    onlyAsMain: false,
    ...(host !== undefined && host !== '*' && { host: literal(host) }),
    port: portValue(port, substitution, literal, wordValue({ text: port, place: word.place })),
  };
}

function hostAndPort(text: string): [string | undefined, string] {
  // A default of a shell, which envsubst does not know.
  const withDefault = /(?:^|:)(\$\{\w+:?-[^{}]*\})$/.exec(text)?.[1];
  if (withDefault !== undefined) return [undefined, withDefault];
  const colon = text.lastIndexOf(':');
  if (colon > 0 && text.lastIndexOf(']') < colon) return [text.slice(0, colon), text.slice(colon + 1)];
  // An address alone listens on 80.
  return /^(?:[\d.]+\.\d+|\[[\da-f:]*\]|localhost|\*)$/i.test(text) ? [text, '80'] : [undefined, text];
}

function portValue(
  port: string,
  { variables, numbers }: Substitution,
  literal: (value: string) => Value,
  value: Value,
): Value {
  if (value.kind === 'env' && !variables) return literal(port);
  if (value.kind === 'literal' && numbers) return { kind: 'unknown', place: value.place };
  return value;
}
