import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { useBaselineWasm } from '@railgate/kit';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';

const require = createRequire(import.meta.url);
const loaded = new Map<string, Promise<TreeSitter.Parser>>();

export type Grammar =
  'javascript' | 'typescript' | 'tsx' | 'python' | 'go' | 'ruby' | 'java' | 'php' | 'rust' | 'c-sharp';

/** A parser of a grammar of @vscode/tree-sitter-wasm, loaded once a process. Callers free what `parse` returns. */
export function treeSitterParser(grammar: Grammar): Promise<TreeSitter.Parser> {
  const known = loaded.get(grammar);
  if (known) return known;
  const parser = load(grammar);
  loaded.set(grammar, parser);
  return parser;
}

async function load(grammar: Grammar): Promise<TreeSitter.Parser> {
  useBaselineWasm();
  // Required and not imported: an import would read it twice, to learn its names.
  const { Language, Parser } = require('@vscode/tree-sitter-wasm') as typeof TreeSitter;
  await Parser.init();
  const folder = dirname(require.resolve('@vscode/tree-sitter-wasm'));
  const language = await Language.load(join(folder, `tree-sitter-${grammar}.wasm`));
  return new Parser().setLanguage(language);
}
