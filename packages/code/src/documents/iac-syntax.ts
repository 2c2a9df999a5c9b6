import type { Region } from '@railgate/contract';
import type { Node } from '@vscode/tree-sitter-wasm';

/** What `const name = …` stands for, by name; the first one where a name is used twice. */
export type Constants = ReadonlyMap<string, Node>;

export function constantsOf(root: Node): Constants {
  const found = new Map<string, Node>();
  for (const declarator of root.descendantsOfType('variable_declarator')) {
    const name = declarator?.childForFieldName('name')?.text;
    const value = declarator?.childForFieldName('value');
    if (name !== undefined && value && !found.has(name)) found.set(name, value);
  }
  return found;
}

/**
 * Follows a constant, and a function without parameters that returns one expression, `const repo = () => github(…)`. What
 * no constant stands for comes back as it is written.
 */
export function resolve(node: Node | undefined, constants: Constants, steps = 5): Node | undefined {
  if (!node || steps === 0) return node;
  if (node.type === 'identifier') {
    const constant = constants.get(node.text);
    return constant ? resolve(constant, constants, steps - 1) : node;
  }
  if (node.type === 'arrow_function') {
    return resolve(node.childForFieldName('body') ?? undefined, constants, steps - 1);
  }
  const callee = node.type === 'call_expression' ? node.childForFieldName('function') : undefined;
  const called = callee?.type === 'identifier' ? constants.get(callee.text) : undefined;
  return called ? resolve(called, constants, steps - 1) : node;
}

/** Of a string without substitutions. */
export function text(node: Node | undefined): string | undefined {
  if (node?.type !== 'string' && node?.type !== 'template_string') return undefined;
  if (node.namedChildren.some((part) => part?.type === 'template_substitution')) return undefined;
  return node.namedChildren
    .map((part) => (part?.type === 'escape_sequence' ? unescaped(part.text) : (part?.text ?? '')))
    .join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** `\\n`, `\\x41`, `\\u0041`, `\\u{41}`, a line that goes on, or a sign that stands for itself. */
function unescaped(written: string): string {
  const code = /^\\(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\})$/i.exec(written);
  const point = code && parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
  if (code?.[3] !== undefined) return Number(point) <= 0x10ffff ? String.fromCodePoint(Number(point)) : '';
  if (point !== null && point !== undefined) return String.fromCharCode(point);
  const sign = written.slice(1);
  return /^[\r\n\u2028\u2029]/.test(sign) ? '' : (ESCAPES[sign] ?? sign);
}

export function regionOf(node: Node): Required<Region> {
  return {
    startLine: node.startPosition.row + 1,
    startColumn: node.startPosition.column + 1,
    endLine: node.endPosition.row + 1,
    endColumn: node.endPosition.column + 1,
  };
}
