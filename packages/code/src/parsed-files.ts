import { cleanText, type Gap } from '@railgate/contract';
import type { Parser, Tree } from '@vscode/tree-sitter-wasm';

import { treeSitterParser } from './documents/tree-sitter.js';
import { grammarOf, type Language } from './language.js';
import { ROUNDS, withoutNewerSyntax } from './newer-syntax.js';
import { scriptsOf, type Script } from './scripts.js';
import { firstError, syntaxOf, type Syntax } from './syntax.js';

/** Where a lone carriage return ends a line, and for the grammar it does not: `// x\rcall()` would be a comment. */
const CARRIAGE_RETURN: ReadonlySet<Language> = new Set(['python', 'java']);

/** The scripts of one file that were parsed; `gap` names the first part that does not parse. */
export interface ParsedFile {
  readonly syntaxes: readonly Syntax[];
  readonly gap?: Gap;
}

/** Stops the parsing of hostile input. Far above what any file takes on a busy machine: a gap must not depend on that. */
const TIMEOUT_MS = 20_000;
/** Characters of the files whose trees are kept; a tree takes some ten bytes for each. */
const KEPT = 2_000_000;

/**
 * Parses source files. The trees of the last few are kept: the facts of a file ask for the exports of those it imports,
 * and the facts of those are often what comes next.
 */
export class ParsedFiles {
  readonly #parsers = new Map<Language, Parser>();
  /** The oldest first. */
  readonly #kept = new Map<string, { readonly file: ParsedFile; readonly characters: number }>();
  #characters = 0;

  /** Loads a grammar; everything else is synchronous. */
  async prepare(language: Language): Promise<void> {
    if (!this.#parsers.has(language))
      this.#parsers.set(language, await treeSitterParser(grammarOf(language)));
  }

  parse(path: string, language: Language, text: string): ParsedFile {
    const known = this.#kept.get(path);
    if (known) return known.file;
    const file = this.#parseNew(path, language, text);
    this.#keep(path, file, text.length);
    return file;
  }

  #keep(path: string, file: ParsedFile, characters: number): void {
    this.#kept.set(path, { file, characters });
    this.#characters += characters;
    for (const [oldest, one] of this.#kept) {
      if (this.#characters <= KEPT) return;
      this.#kept.delete(oldest);
      this.#characters -= one.characters;
    }
  }

  #parseNew(path: string, language: Language, text: string): ParsedFile {
    const parser = this.#parsers.get(language);
    if (!parser) return { syntaxes: [], gap: notRead(path, 'its grammar was not loaded') };
    const syntaxes: Syntax[] = [];
    let gap: Gap | undefined;
    const lines = CARRIAGE_RETURN.has(language) ? text.replace(/\r(?!\n)/g, '\n') : text;
    for (const script of scriptsOf(path, lines)) {
      const parsed = parseScript(parser, language, path, script);
      if (parsed.syntax) syntaxes.push(parsed.syntax);
      gap ??= parsed.gap;
    }
    return { syntaxes, ...(gap && { gap }) };
  }
}

function parseScript(
  parser: Parser,
  language: Language,
  path: string,
  script: Script,
): { syntax?: Syntax; gap?: Gap } {
  const tree = treeOf(parser, language, script.text);
  if (!tree) {
    parser.reset();
    return { gap: tooSlow(path) };
  }
  try {
    const syntax = syntaxOf(path, script.text, tree, script);
    if (!tree.rootNode.hasError) return { syntax };
    return { syntax, gap: unparseable(path, script.line + firstError(tree.rootNode).startPosition.row + 1) };
  } catch (error) {
    return { gap: notRead(path, error instanceof Error ? error.name : 'an unknown error') };
  } finally {
    tree.delete();
  }
}

/** Nothing where it takes too long. */
function treeOf(parser: Parser, language: Language, written: string): Tree | null {
  const deadline = performance.now() + TIMEOUT_MS;
  const parse = (text: string) =>
    parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  let text = written;
  let tree = parse(text);
  for (let round = 0; tree?.rootNode.hasError === true && round < ROUNDS; round++) {
    const plain = withoutNewerSyntax(language, text, tree);
    if (plain === text) break;
    tree.delete();
    text = plain;
    tree = parse(text);
  }
  return tree;
}

function unparseable(path: string, line: number): Gap {
  const message = `${cleanText(path)} has a syntax error at line ${line}; the rules saw only what could be read around it.`;
  return { code: 'FILE_UNPARSEABLE', path, line, message };
}

export function tooSlow(path: string): Gap {
  const message = `${cleanText(path)} was not read within ${TIMEOUT_MS / 1000} s.`;
  return { code: 'FILE_TOO_LARGE', path, message };
}

export function notRead(path: string, why: string): Gap {
  const message = `${cleanText(path)} could not be read as source code: ${why}.`;
  return { code: 'PART_SKIPPED', path, message };
}
