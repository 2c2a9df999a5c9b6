/**
 * Builders agree on the characters of an instruction and on little else: where lines are joined, how white space and quotes
 * are kept, whether a list has commas. Texts are compared without all that. Linear in the text.
 */
export function canonical(text: string): string {
  return text.replace(/[\s"'\\]+/g, '');
}

/** The same of a list, of which builders write `["a", "b"]`, `["a" "b"]`, `[a b]` or `a b`. */
export function canonicalList(text: string): string {
  return text.replace(/[\s"'\\,[\]]+/g, '');
}

/** Literal texts, between any two of which something unknown may stand: the values of variables. Never empty. */
export type Pattern = readonly string[];

/** @param clean what makes each literal comparable; `canonical`, where nothing is said */
export function toPattern(text: string, clean = canonical): Pattern {
  const literals: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    const end = text[at] === '$' ? variableEnd(text, at + 1) : undefined;
    if (end === undefined) continue;
    literals.push(clean(text.slice(from, at)));
    from = end;
    at = end - 1;
  }
  return [...literals, clean(text.slice(from))];
}

/** Leftmost places are right for literals in order, so nothing is tried twice. */
export function fitsPattern(pattern: Pattern, text: string): boolean {
  const first = pattern[0] ?? '';
  const last = pattern.at(-1) ?? '';
  if (pattern.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const literal of pattern.slice(1, -1)) {
    const found = text.indexOf(literal, at);
    if (found === -1 || found + literal.length > end) return false;
    at = found + literal.length;
  }
  return true;
}

/** How much a pattern says: its characters that are no variables. */
export function literalLength(pattern: Pattern): number {
  let length = 0;
  for (const literal of pattern) length += literal.length;
  return length;
}

const NAME = /[A-Za-z_]\w*/y;

/** Where `$NAME` or `${NAME:-…}` ends, whose dollar stands before `at`; undefined for a dollar that is one. */
function variableEnd(text: string, at: number): number | undefined {
  if (text[at] === '{') return braceEnd(text, at);
  NAME.lastIndex = at;
  return NAME.test(text) ? NAME.lastIndex : undefined;
}

/** Defaults hold variables in their turn; a brace that nothing closes within reach is text. */
function braceEnd(text: string, at: number): number | undefined {
  let open = 0;
  for (let index = at; index < Math.min(text.length, at + VARIABLE_LIMIT); index++) {
    if (text[index] === '{') open++;
    else if (text[index] === '}' && --open === 0) return index + 1;
  }
  return undefined;
}

/** Characters; a text full of `${` is looked at that far for each of them. */
const VARIABLE_LIMIT = 200;
