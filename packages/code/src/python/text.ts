import { field, parts, type Node } from '../syntax.js';

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

/** A constant; texts without substitutions included. */
export function literalOf(node: Node | undefined): string | number | boolean | null | undefined {
  if (!node) return undefined;
  if (node.type === 'true' || node.type === 'false') return node.type === 'true';
  if (node.type === 'none') return null;
  if (node.type === 'integer' || node.type === 'float') {
    const number = Number(node.text.replaceAll('_', ''));
    return Number.isNaN(number) ? undefined : number;
  }
  return stringText(node);
}

/** `x if x else y`. */
export function isSameName(first: Node | undefined, test: Node | undefined): boolean {
  return first?.type === 'identifier' && test?.type === 'identifier' && first.text === test.text;
}

/** The first argument of a call. */
export function firstOf(call: Node): Node | undefined {
  return parts(field(call, 'arguments'))[0];
}
