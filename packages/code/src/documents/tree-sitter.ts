import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { useBaselineWasm, usePatientWasm } from '@railgate/kit';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';

import { wasmModule } from './tree-cursor.js';

const require = createRequire(import.meta.url);
const loaded = new Map<string, Promise<TreeSitter.Parser>>();
let initialised: Promise<void> | undefined;

export type Grammar =
  | 'javascript'
  | 'typescript'
  | 'tsx'
  | 'python'
  | 'go'
  | 'ruby'
  | 'java'
  | 'kotlin'
  | 'php'
  | 'rust'
  | 'c-sharp';

/**
 * A parser of a grammar, loaded once a process. They come from @vscode/tree-sitter-wasm; Kotlin's, which that package does
 * not have, stands in `grammars/`. Callers free what `parse` returns.
 */
export function treeSitterParser(grammar: Grammar): Promise<TreeSitter.Parser> {
  const known = loaded.get(grammar);
  if (known) return known;
  const parser = load(grammar);
  loaded.set(grammar, parser);
  return parser;
}

async function load(grammar: Grammar): Promise<TreeSitter.Parser> {
  // Required and not imported: an import would read it twice, to learn its names.
  const { Language, Parser } = require('@vscode/tree-sitter-wasm') as typeof TreeSitter;
  usePatientWasm();
  try {
    await (initialised ??= Parser.init(wasmModule));
    // Read here: by a path it would load Node's loader of ES modules and its promises of files, in each thread.
    const wasm = readFileSync(join(folderOf(grammar), `tree-sitter-${grammar}.wasm`));
    const language = await Language.load(wasm);
    return new Parser().setLanguage(language);
  } finally {
    // For other gates of this process, whose wasm is larger.
    useBaselineWasm();
  }
}

/** Of its file, also where this module is part of the bundle. */
function folderOf(grammar: Grammar): string {
  if (grammar !== 'kotlin') return dirname(require.resolve('@vscode/tree-sitter-wasm'));
  return fileURLToPath(new URL('../../grammars/kotlin', import.meta.url));
}
