import { ancestors, parts, type Node } from '../syntax.js';

/** `:name`, `"name"`, `name:` as a key; nothing for what is no plain name or has holes. */
export function nameText(node: Node | undefined): string | undefined {
  switch (node?.type) {
    case 'simple_symbol':
      return node.text.slice(1);
    case 'hash_key_symbol':
    case 'bare_string':
    case 'bare_symbol':
      return node.text;
    case 'string':
    case 'delimited_symbol':
      return plainText(node);
    default:
      return undefined;
  }
}

/** The text of a string without holes. */
export function plainText(node: Node | undefined): string | undefined {
  const pieces = node ? pieceList(node) : [];
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined;
}

/** The written pieces of a string and the expressions between them. */
export function pieceList(node: Node): (string | Node)[] {
  return parts(node).flatMap((part): (string | Node)[] => {
    if (part.type === 'escape_sequence') return [unescaped(part.text)];
    if (part.type !== 'interpolation') return part.type === 'heredoc_end' ? [] : [part.text];
    const inner = parts(part)[0];
    return inner ? [inner] : [];
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  s: ' ',
  '0': '\0',
  e: '\u001b',
};

function unescaped(text: string): string {
  const code = text.slice(1);
  return ESCAPES[code] ?? (code.length === 1 ? code : text);
}

/** The text of a regular expression that is written as one. */
export function patternText(node: Node | undefined): string | undefined {
  if (node?.type !== 'regex') return undefined;
  return node.text.replace(/^(?:%r)?[/{]/, '').replace(/[/}][a-z]{0,6}$/, '');
}

/** The text that belongs to `<<~URL`: it follows the line of its beginning. */
export function heredocBody(beginning: Node): Node | undefined {
  for (const above of ancestors(beginning)) {
    const found = parts(above).find(
      (one) => one.type === 'heredoc_body' && one.startIndex >= beginning.endIndex,
    );
    if (found) return found;
    if (/^(?:program|body_statement|block_body|then)$/.test(above.type)) return undefined;
  }
  return undefined;
}
