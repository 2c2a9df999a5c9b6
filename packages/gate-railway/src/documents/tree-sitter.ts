import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { Language, Parser as ParserType } from '@vscode/tree-sitter-wasm';

const require = createRequire(import.meta.url);
const loaded = new Map<string, Promise<ParserType>>();

export type Grammar =
  'javascript' | 'typescript' | 'tsx' | 'python' | 'go' | 'ruby' | 'java' | 'php' | 'rust' | 'c-sharp';

/** A parser of a grammar of @vscode/tree-sitter-wasm, loaded once a process. Callers free what `parse` returns. */
export function treeSitterParser(grammar: Grammar): Promise<ParserType> {
  const known = loaded.get(grammar);
  if (known) return known;
  const parser = load(grammar);
  loaded.set(grammar, parser);
  return parser;
}

async function load(grammar: Grammar): Promise<ParserType> {
  const { default: treeSitter } = await import('@vscode/tree-sitter-wasm');
  const { Parser, Language: Languages } = treeSitter;
  await Parser.init();
  const folder = dirname(require.resolve('@vscode/tree-sitter-wasm'));
  const language: Language = await Languages.load(join(folder, `tree-sitter-${grammar}.wasm`));
  return new Parser().setLanguage(language);
}
