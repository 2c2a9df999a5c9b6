/**
 * The strings of an exec form, `CMD ["node", "server.js"]`; undefined for the shell form. As Docker does, anything
 * that is no JSON array of strings is the shell form. Continuation lines and the comments between them are dropped.
 */
export function execForm(raw: string, escape: string): readonly string[] | undefined {
  if (!raw.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(joinLines(raw, escape));
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** One logical line, as Docker makes it before it looks at the arguments. */
export function joinLines(raw: string, escape: string): string {
  const lines = raw.split(/\r?\n/);
  const kept = lines.filter((line, index) => index === 0 || !line.trimStart().startsWith('#'));
  return kept.map((line) => (line.trimEnd().endsWith(escape) ? line.trimEnd().slice(0, -1) : line)).join(' ');
}
