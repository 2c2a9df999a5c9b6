import type { Tree } from '@vscode/tree-sitter-wasm';

import type { Language } from './language.js';

/** How often a text is parsed again: what stands behind one place that does not parse is found when that is mended. */
export const ROUNDS = 3;

/** Longer are no type arguments that somebody wrote. */
const LONGEST_TYPE = 2000;

/**
 * A text that does not parse without what its language has and its grammar does not know. Every place stays what it is,
 * so that the tree fits the text as it is written. Nothing is taken out of a text that is really broken that would make
 * it parse.
 */
export function withoutNewerSyntax(language: Language, text: string, tree: Tree): string {
  switch (language) {
    case 'typescript':
      return plainTypes(text);
    case 'tsx':
      return withoutAmpersands(plainTypes(text), tree);
    case 'javascript':
      return withoutAmpersands(text, tree);
    case 'csharp':
      return withoutEmptyCollections(text);
    case 'kotlin':
      return text.replace(/\bfun(?=\s+interface\s)/g, '   ');
    default:
      return text;
  }
}

/** Types that say nothing about a value. */
function plainTypes(text: string): string {
  const plain = text
    .replace(/(\bexport\s+)type(?=\s*\*)/g, '$1    ')
    .replace(
      /\bimport\(\s*(["'])[^"'\n]{1,300}\1\s*\)(?:\.(?!then\b|catch\b|finally\b)\w+)*(?=<|\[\]|\[["'])/g,
      (type) => `T${'_'.repeat(type.length - 1)}`,
    );
  return withoutTypeArguments(plain);
}

/** `` sql<Row[]>`select` ``: the grammar takes the `>` for a comparison. */
function withoutTypeArguments(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { index: end } of text.matchAll(/>(?=\s*`)/g)) {
    const start = startOfTypes(text, end);
    if (start === undefined || start < done) continue;
    parts.push(text.slice(done, start), text.slice(start, end + 1).replace(/[^\r\n]/g, ' '));
    done = end + 1;
  }
  return parts.join('') + text.slice(done);
}

/** The `<` that belongs to a `>`, behind the name of a function. */
function startOfTypes(text: string, end: number): number | undefined {
  let depth = 0;
  for (let at = end; at > 0 && at > end - LONGEST_TYPE; at--) {
    const character = text[at];
    if (character === '`') return undefined;
    if (character === '>' && text[at - 1] !== '=') depth++;
    if (character === '<' && --depth === 0) return /[\w$]/.test(text[at - 1] ?? '') ? at : undefined;
  }
  return undefined;
}

/** `<p>Terms & conditions</p>`. The sign in its place is one that code has nowhere, so that broken code stays broken. */
function withoutAmpersands(text: string, tree: Tree): string {
  const places = new Set<number>();
  for (const error of tree.rootNode.descendantsOfType('ERROR')) {
    if (!error) continue;
    for (let at = error.startIndex; text[at] === '&'; at++) places.add(at);
    for (let at = error.endIndex - 1; text[at] === '&'; at--) places.add(at);
  }
  return text.replace(/&/g, (sign, at: number) => (places.has(at) ? '§' : sign));
}

/** `string[] a = [];`, `a ?? []`, `f([])`: a name takes the place of the empty collection. */
function withoutEmptyCollections(text: string): string {
  return text.replace(
    /((?:[=(,:[]|\?\?|\?\s|\breturn\b)\s*)\[(\s*)\]/g,
    (_, before: string, blank: string) => `${before}_${blank} `,
  );
}
