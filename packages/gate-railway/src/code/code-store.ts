import { posix } from 'node:path';

import { cleanText, type Gap, type NotScanned } from '@railgate/contract';
import { KeywordScanner, type SourceRead } from '@railgate/kit';
import type { Parser } from '@vscode/tree-sitter-wasm';

import { treeSitterParser } from '../documents/tree-sitter.js';
import { NO_FACTS, type Extractor, type Modules, type WorkspaceFiles } from './extractor.js';
import type { FileFacts } from './facts.js';
import { grammarOf, languageOf, type Language } from './language.js';
import { resolveModule } from './resolve-module.js';
import { scriptsOf } from './scripts.js';
import { SETTINGS, settingsBeside, settingsExports, settingsFacts } from './settings/facts.js';
import { isSettingsFile } from './settings/settings-file.js';
import { firstError, TooSlowError, syntaxOf, withDeadline, type Syntax } from './syntax.js';
import type { Value } from './value.js';
import { workspaceFiles } from './workspace-files.js';

/** What reading one file gave. `facts` are there even when a part of the file does not parse: the gap names it. */
export interface CodeRead {
  readonly facts?: FileFacts;
  readonly gap?: Gap;
  readonly leftOut?: NotScanned;
}

/** Stops the reading of hostile input. Far above what any file takes on a busy machine: a gap must not depend on that. */
const TIMEOUT_MS = 20_000;
/** A line of this many characters was written by a program. */
const MINIFIED_LINE = 5000;
/** How many imports a constant is followed through. */
const DEPTH_LIMIT = 8;
const LONGEST_SPECIFIER = 500;

/**
 * Reads each source file once, however many services ask for it. Files without any keyword of their language are not
 * parsed: they say nothing that a rule asks for.
 */
export class CodeStore implements Modules {
  readonly #read: (path: string) => SourceRead;
  readonly #workspace: WorkspaceFiles;
  readonly #extractors = new Map<Language, Extractor>();
  readonly #scanners = new Map<Language, KeywordScanner>();
  readonly #parsers = new Map<Language, Parser>();
  readonly #known = new Map<string, CodeRead>();
  readonly #exports = new Map<string, ReadonlyMap<string, Value>>();
  readonly #open = new Set<string>();
  readonly #specifiers = new Map<string, readonly string[]>();
  readonly #imports = new Map<string, readonly string[]>();

  constructor(
    read: (path: string) => SourceRead,
    files: ReadonlySet<string>,
    extractors: readonly Extractor[],
  ) {
    this.#read = read;
    this.#workspace = workspaceFiles(files, read);
    for (const extractor of extractors) {
      const scanner = new KeywordScanner(extractor.keywords, { ignoreCase: true });
      for (const language of extractor.languages) {
        this.#extractors.set(language, extractor);
        this.#scanners.set(language, scanner);
      }
    }
  }

  /** Is it a file that `facts` reads? */
  covers(path: string): boolean {
    return this.#languageOf(path) !== undefined || isSettingsFile(path);
  }

  /** Loads the grammars that these files need; everything else is synchronous. */
  async prepare(paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      const language = this.#languageOf(path);
      if (language === undefined || this.#parsers.has(language)) continue;
      this.#parsers.set(language, await treeSitterParser(grammarOf(language)));
    }
  }

  facts(path: string): CodeRead {
    const known = this.#known.get(path);
    if (known) return known;
    const read = this.#extract(path);
    this.#known.set(path, read);
    return read;
  }

  /** The files that a file imports, also where it holds no keyword; none where it cannot be read. */
  importsOf(path: string): readonly string[] {
    const known = this.#imports.get(path);
    if (known) return known;
    const { facts } = this.#hasKeyword(path) ? this.facts(path) : this.#extract(path, true);
    const imports = facts?.imports ?? [];
    this.#imports.set(path, imports);
    return imports;
  }

  exportsOf(from: string, specifier: string, name?: string): ReadonlyMap<string, Value> | undefined {
    const [only, ...others] = this.#resolved(from, specifier);
    if (only === undefined) return undefined;
    if (others.length === 0) return this.#holds(only, name) ? this.#exportsAt(only) : undefined;
    const all = new Map<string, Value>();
    for (const path of [only, ...others]) {
      if (path === from || !this.#holds(path, name)) continue;
      for (const [key, value] of this.#exportsAt(path) ?? []) if (!all.has(key)) all.set(key, value);
    }
    return all;
  }

  resolve(from: string, specifier: string): string | undefined {
    return this.#resolved(from, specifier)[0];
  }

  resolveAll(from: string, specifier: string): readonly string[] {
    return this.#resolved(from, specifier);
  }

  #resolved(from: string, specifier: string): readonly string[] {
    if (specifier === SETTINGS) return settingsBeside(posix.normalize(from), this.#workspace.paths);
    const language = this.#languageOf(from);
    if (language === undefined || specifier.length > LONGEST_SPECIFIER) return [];
    const key = `${from} ${specifier}`;
    const known = this.#specifiers.get(key);
    if (known) return known;
    const found = this.#resolveNew(language, posix.normalize(from), specifier);
    this.#specifiers.set(key, found);
    return found;
  }

  #resolveNew(language: Language, from: string, specifier: string): readonly string[] {
    const extractor = this.#extractors.get(language);
    if (extractor?.resolve) return extractor.resolve(from, specifier, this.#workspace);
    const path = resolveModule(language, from, specifier, this.#workspace.paths);
    return path === undefined ? [] : [path];
  }

  /** Does a file say something of a name? Packages of a hundred files are not read for each of them. */
  #holds(path: string, name: string | undefined): boolean {
    return name === undefined || this.#workspace.textOf(path)?.includes(name) === true;
  }

  #exportsAt(path: string): ReadonlyMap<string, Value> | undefined {
    if (this.#open.has(path) || this.#open.size >= DEPTH_LIMIT) return undefined;
    const known = this.#exports.get(path);
    if (known) return known;
    this.#open.add(path);
    try {
      const found = this.#exportsIn(path);
      this.#exports.set(path, found);
      return found;
    } finally {
      this.#open.delete(path);
    }
  }

  #hasKeyword(path: string): boolean {
    const language = this.#languageOf(path);
    const read = this.#read(path);
    if (language === undefined || 'gap' in read) return true;
    return this.#scanners.get(language)?.hasAny(Buffer.from(read.text)) ?? false;
  }

  #extract(path: string, always = false): CodeRead {
    if (isSettingsFile(path)) return this.#settings(path);
    const language = this.#languageOf(path);
    const extractor = language && this.#extractors.get(language);
    if (!language || !extractor) return {};
    const read = this.#read(path);
    if ('gap' in read) return { gap: read.gap };
    if (isMinified(read.text)) return { leftOut: { path, reason: 'minified' } };
    const facts = { path, language, ...NO_FACTS };
    const hasKeyword = always || this.#scanners.get(language)?.hasAny(Buffer.from(read.text));
    if (!hasKeyword) return { facts };
    const all: FileFacts[] = [];
    const gap = this.#withSyntax(path, language, read.text, (syntax) =>
      all.push({ path, language, ...extractor.extract(syntax, this) }),
    );
    return { facts: all.length === 0 ? facts : joined(all), ...(gap && { gap }) };
  }

  #settings(path: string): CodeRead {
    const read = this.#read(path);
    if ('gap' in read) return { gap: read.gap };
    return { facts: { path, language: 'settings', ...settingsFacts(path, read.text, this) } };
  }

  #exportsIn(path: string): ReadonlyMap<string, Value> {
    const language = this.#languageOf(path);
    const extractor = language && this.#extractors.get(language);
    const read = this.#read(path);
    if (isSettingsFile(path)) return 'gap' in read ? new Map() : settingsExports(path, read.text, this);
    if (!language || !extractor || 'gap' in read || isMinified(read.text)) return new Map();
    let found: ReadonlyMap<string, Value> = new Map();
    this.#withSyntax(path, language, read.text, (syntax) => (found = extractor.exports(syntax, this)));
    return found;
  }

  /** Calls `use` for every script of the file. The gap is the first part that does not parse. */
  #withSyntax(
    path: string,
    language: Language,
    text: string,
    use: (syntax: Syntax) => void,
  ): Gap | undefined {
    const parser = this.#parsers.get(language);
    if (!parser) return crashed(path, 'its grammar was not loaded');
    let gap: Gap | undefined;
    for (const script of scriptsOf(path, text)) {
      const deadline = performance.now() + TIMEOUT_MS;
      const tree = parser.parse(script.text, null, { progressCallback: () => performance.now() > deadline });
      if (!tree) {
        parser.reset();
        gap ??= tooSlow(path);
        continue;
      }
      try {
        if (tree.rootNode.hasError)
          gap ??= unparseable(path, script.line + firstError(tree.rootNode).startPosition.row + 1);
        withDeadline(TIMEOUT_MS, () => use(syntaxOf(path, script.text, tree, script)));
      } catch (error) {
        if (error instanceof TooSlowError) gap ??= tooSlow(path);
        else gap ??= crashed(path, error instanceof Error ? error.name : 'an unknown error');
      } finally {
        tree.delete();
      }
    }
    return gap;
  }

  #languageOf(path: string): Language | undefined {
    const language = /\.(?:vue|svelte)$/.test(path) ? 'typescript' : languageOf(path);
    return language !== undefined && this.#extractors.has(language) ? language : undefined;
  }
}

/** All scripts of one file. */
function joined(all: readonly FileFacts[]): FileFacts {
  const [first] = all as readonly [FileFacts];
  if (all.length === 1) return first;
  const { path, language } = first;
  return {
    path,
    language,
    listeners: all.flatMap((facts) => facts.listeners),
    urls: all.flatMap((facts) => facts.urls),
    cors: all.flatMap((facts) => facts.cors),
    env: all.flatMap((facts) => facts.env),
    sockets: all.flatMap((facts) => facts.sockets),
    routes: all.flatMap((facts) => facts.routes),
    cookies: all.flatMap((facts) => facts.cookies),
    clients: all.flatMap((facts) => facts.clients),
    imports: all.flatMap((facts) => facts.imports),
  };
}

function isMinified(text: string): boolean {
  if (text.length < MINIFIED_LINE) return false;
  const newline = text.indexOf('\n');
  return newline < 0 || newline > MINIFIED_LINE || text.length / (text.split('\n').length + 1) > 500;
}

function unparseable(path: string, line: number): Gap {
  const message = `${cleanText(path)} has a syntax error at line ${line}; the rules saw only what could be read around it.`;
  return { code: 'FILE_UNPARSEABLE', path, line, message };
}

function tooSlow(path: string): Gap {
  const message = `${cleanText(path)} was not read within ${TIMEOUT_MS / 1000} s.`;
  return { code: 'FILE_TOO_LARGE', path, message };
}

function crashed(path: string, why: string): Gap {
  const message = `${cleanText(path)} could not be read as source code: ${why}.`;
  return { code: 'PART_SKIPPED', path, message };
}
