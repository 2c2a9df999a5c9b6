import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import type { Linter } from 'eslint';

import { typescriptParser } from './typescript-parser.js';

/** A way to read a file. A file is tried with each of its ways until one parses it. */
export type Dialect = 'module' | 'commonjs' | 'typescript' | 'typescript-jsx' | 'vue' | 'svelte';

const BY_EXTENSION: readonly (readonly [RegExp, readonly Dialect[]])[] = [
  [/\.tsx$/i, ['typescript-jsx']],
  [/\.[cm]?ts$/i, ['typescript']],
  [/\.vue$/i, ['vue']],
  [/\.svelte$/i, ['svelte']],
  [/\.cjs$/i, ['commonjs', 'module', 'typescript-jsx']],
  // Flow, and TypeScript under the name of JavaScript, are what the last one is for.
  [/./, ['module', 'commonjs', 'typescript-jsx']],
];

export function dialectsOf(path: string): readonly Dialect[] {
  return BY_EXTENSION.find(([pattern]) => pattern.test(path))?.[1] ?? ['module'];
}

/** Which package reads a dialect, for evidence and for gaps. */
export const PARSERS = {
  module: 'espree',
  commonjs: 'espree',
  typescript: '@typescript-eslint/parser',
  'typescript-jsx': '@typescript-eslint/parser',
  vue: 'vue-eslint-parser',
  svelte: 'svelte-eslint-parser',
} as const satisfies Record<Dialect, string>;

const load = createRequire(import.meta.url);

/** @throws when the parser cannot be loaded. TypeScript takes half a second: only files that need it pay. */
export function languageOptions(dialect: Dialect, text: string): Linter.LanguageOptions {
  if (dialect === 'commonjs')
    return { ecmaVersion: 'latest', sourceType: 'commonjs', parserOptions: { ecmaFeatures: { jsx: true } } };
  const base = { ecmaVersion: 'latest', sourceType: 'module' } as const;
  if (dialect === 'module') return { ...base, parserOptions: { ecmaFeatures: { jsx: true } } };
  if (dialect === 'typescript' || dialect === 'typescript-jsx')
    return { ...base, parser: typescript(dialect) };
  const parserOptions = { ...embeddedOptions(text), svelteConfig: {} };
  return { ...base, parser: embeddedParser(PARSERS[dialect]), parserOptions };
}

/** Without it, ESLint has other things to say of a parser; both have it. */
type FullParser = Required<Pick<Linter.ESTreeParser, 'meta'>> & {
  parseForESLint(text: string, options?: unknown): Linter.ESLintParseResult;
};

/**
 * The parsers of Vue and Svelte look for a newer espree, eslint-scope and TypeScript in the current folder and run what
 * they find. Mostly that folder is the scanned repository, so they are shown the one of our ESLint instead.
 */
function embeddedParser(name: string): Linter.Parser {
  const { meta, parseForESLint } = load(name) as FullParser;
  const own = dirname(load.resolve('eslint/package.json'));
  return {
    meta,
    parseForESLint(text, options) {
      const { cwd } = process;
      process.cwd = () => own;
      try {
        return parseForESLint(text, options);
      } finally {
        process.cwd = cwd;
      }
    },
  };
}

const made = new Map<Dialect, Linter.Parser>();

function typescript(dialect: 'typescript' | 'typescript-jsx'): Linter.Parser {
  const name = PARSERS[dialect];
  const known = made.get(dialect);
  if (known) return known;
  const parser = typescriptParser(dialect === 'typescript-jsx', { name, version: versionOf(name) });
  made.set(dialect, parser);
  return parser;
}

/** `<script lang="ts">` of Vue and Svelte. */
function embeddedOptions(text: string): Linter.ParserOptions {
  if (!/<script[^>]*\blang\s*=\s*["']?(?:ts|tsx|typescript)\b/i.test(text))
    return { ecmaFeatures: { jsx: true } };
  const parser: unknown = load(PARSERS.typescript);
  return {
    ecmaFeatures: { jsx: /\blang\s*=\s*["']?tsx/i.test(text) },
    jsDocParsingMode: 'none',
    warnOnUnsupportedTypeScriptVersion: false,
    allowInvalidAST: true,
    lib: [],
    parser: { ts: parser, tsx: parser, typescript: parser },
  };
}

/** Version of a package that this engine uses. */
export function versionOf(name: string): string {
  return (load(`${name}/package.json`) as { version: string }).version;
}
