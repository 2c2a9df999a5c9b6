import { parts, type Node } from '../syntax.js';

/** The text of a string without substitutions, also of several side by side. Escapes stay as they are written. */
export function stringText(node: Node | undefined): string | undefined {
  if (node?.type === 'concatenated_string') {
    const texts = parts(node).map(stringText);
    return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
  }
  if (node?.type !== 'string') return undefined;
  if (parts(node).some(({ type }) => type === 'interpolation')) return undefined;
  return contentOf(node);
}

/** What stands between the quotes: prefixes such as `f` and `r` and the quotes themselves taken off. */
export function contentOf(string: Node): string {
  const [start, end] = [string.firstChild, string.lastChild];
  if (start?.type !== 'string_start' || end?.type !== 'string_end') return '';
  return string.text.slice(start.text.length, string.text.length - end.text.length);
}
