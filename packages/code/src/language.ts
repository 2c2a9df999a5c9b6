import type { Grammar } from './documents/tree-sitter.js';

/** The languages whose source is read, by the grammar that reads them. */
export type Language =
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
  | 'csharp';

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  tsx: 'TypeScript',
  python: 'Python',
  go: 'Go',
  ruby: 'Ruby',
  java: 'Java',
  kotlin: 'Kotlin',
  php: 'PHP',
  rust: 'Rust',
  csharp: 'C#',
};

/** The language of a path by its extension; Vue and Svelte files hold scripts and are split first. */
export function languageOf(path: string): Language | undefined {
  // Blade templates are PHP only after a step of their own.
  if (path.endsWith('.blade.php')) return undefined;
  const extension = /\.([a-z]{1,6})$/.exec(path)?.[1] ?? '';
  return EXTENSIONS[extension];
}

export function grammarOf(language: Language): Grammar {
  return language === 'csharp' ? 'c-sharp' : language;
}

const EXTENSIONS: Readonly<Record<string, Language>> = {
  js: 'javascript',
  cjs: 'javascript',
  mjs: 'javascript',
  jsx: 'tsx',
  ts: 'typescript',
  cts: 'typescript',
  mts: 'typescript',
  tsx: 'tsx',
  py: 'python',
  go: 'go',
  rb: 'ruby',
  ru: 'ruby',
  java: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  php: 'php',
  rs: 'rust',
  cs: 'csharp',
};
