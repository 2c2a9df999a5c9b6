/** `$NAME`, `${NAME}`, `${NAME:-fallback}`. */
export interface Reference {
  readonly name: string;
  /** What stands in for an unset variable; undefined when nothing does. */
  readonly fallback: string | undefined;
  readonly text: string;
}

/** The variables that a text refers to. An escaped `\$` is no reference. */
export function referencesIn(text: string): Reference[] {
  const found: Reference[] = [];
  for (const match of text.matchAll(REFERENCE)) {
    const name = match[1] ?? match[2];
    if (name !== undefined) found.push({ name, fallback: match[3], text: match[0] });
  }
  return found;
}

/** `\x` first, so that an escaped dollar is eaten with its backslash. Bounded, hence linear. */
const REFERENCE =
  /\\.|\$(?:([A-Za-z_]\w{0,200})|\{([A-Za-z_]\w{0,200})(?::?-([^{}]{0,500}))?[^{}]{0,500}\})/gs;
