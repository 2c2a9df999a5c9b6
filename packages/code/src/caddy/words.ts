import type { DirectiveWord } from '../documents/directives.js';
import type { EnvRead } from '../facts.js';
import type { EnvValue, Value } from '../value.js';

/** `{$NAME}`, `{$NAME:default}` and `{env.NAME}` are variables of the environment; other placeholders are unknown. */
export function wordValue({ text, place }: DirectiveWord): Value {
  const parts: Value[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) parts.push({ kind: 'literal', value: text.slice(from, match.index), place });
    from = match.index + match[0].length;
    parts.push(envOf(match, place) ?? { kind: 'unknown', name: match[0], place });
  }
  if (from < text.length) parts.push({ kind: 'literal', value: text.slice(from), place });
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  return parts.length === 0 ? { kind: 'literal', value: '', place } : { kind: 'template', parts, place };
}

const PLACEHOLDER = /\{\$([A-Za-z_]\w*)(?::([^{}]*))?\}|\{env\.([A-Za-z_]\w*)\}|\{[\w.:*[\]-]*\}/g;

function envOf(match: RegExpMatchArray, place: DirectiveWord['place']): EnvValue | undefined {
  const name = match[1] ?? match[3];
  const fallback = match[2];
  if (name === undefined) return undefined;
  if (fallback === undefined) return { kind: 'env', names: [name], place };
  return { kind: 'env', names: [name], place, fallback: { kind: 'literal', value: fallback, place } };
}

/** The reads of the environment in a word. */
export function readsIn(word: DirectiveWord): EnvRead[] {
  const { place } = word;
  return [...word.text.matchAll(PLACEHOLDER)].flatMap((match): EnvRead[] => {
    const env = envOf(match, place);
    if (!env) return [];
    const { fallback } = env;
    return [{ name: env.names[0], place, guard: 'always', inBrowser: false, ...(fallback && { fallback }) }];
  });
}
