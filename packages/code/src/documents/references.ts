/** `$NAME`, `${NAME}`, `${NAME:-fallback}`. */
export interface Reference {
  readonly name: string;
  /** What stands in for an unset variable; undefined when nothing does. */
  readonly fallback: string | undefined;
  readonly text: string;
}

/** The variables that a text refers to. An escaped `\$` is no reference. Linear in the text. */
export function referencesIn(text: string): Reference[] {
  const found: Reference[] = [];
  for (const match of text.matchAll(START)) {
    const [start, brace, name] = match;
    if (name === undefined) continue;
    if (brace === '') found.push({ name, fallback: undefined, text: start });
    else {
      const rest = braceRest(text, match.index + start.length);
      if (rest !== undefined) found.push({ name, fallback: fallbackOf(rest), text: `${start}${rest}}` });
    }
  }
  return found;
}

/** `\x` first, so that an escaped dollar is eaten with its backslash. */
const START = /\\.|\$(\{?)([A-Za-z_]\w*)/gs;

/** What stands between the name and its brace; undefined without one. Never looks past the next opening brace. */
function braceRest(text: string, from: number): string | undefined {
  const rest = /[^{}]*\}/y;
  rest.lastIndex = from;
  return rest.exec(text)?.[0].slice(0, -1);
}

function fallbackOf(rest: string): string | undefined {
  return /^:?-/.test(rest) ? rest.replace(/^:?-/, '') : undefined;
}
