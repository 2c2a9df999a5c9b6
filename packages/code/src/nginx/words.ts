import type { DirectiveWord } from '../documents/directives.js';
import type { Value } from '../value.js';

/** The values of variables that `set` and `map` give, by name without the dollar. */
export type Variables = ReadonlyMap<string, Value>;

/**
 * What a word is: `$NAME` and `${NAME}` in capitals are variables of the environment, which envsubst puts in; others
 * are variables of nginx.
 */
export function wordValue({ text, place }: DirectiveWord, variables: Variables = new Map()): Value {
  const parts: Value[] = [];
  let from = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const name = match[1] ?? match[2] ?? '';
    if (match.index > from) parts.push({ kind: 'literal', value: text.slice(from, match.index), place });
    from = match.index + match[0].length;
    if (/^[A-Z][A-Z\d_]*$/.test(name)) parts.push({ kind: 'env', names: [name], place });
    else parts.push(variables.get(name) ?? { kind: 'unknown', name: `$${name}`, place });
  }
  if (from < text.length) parts.push({ kind: 'literal', value: text.slice(from), place });
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  if (parts.length === 0) return { kind: 'literal', value: '', place };
  return { kind: 'template', parts: flat(parts), place };
}

/** A variable may hold a template itself. */
function flat(parts: readonly Value[]): Value[] {
  return parts.flatMap((part) => (part.kind === 'template' ? part.parts : [part]));
}

const REFERENCE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** The variables of the environment in a word. */
export function envNamesIn({ text }: DirectiveWord): readonly string[] {
  return [...text.matchAll(REFERENCE)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((name) => /^[A-Z][A-Z\d_]*$/.test(name));
}
