import { posix } from 'node:path';

import type { Gap, NotScanned } from '@railgate/contract';
import { KeywordScanner, type SourceRead } from '@railgate/kit';
import { joinedUse } from './environment/environment-use.js';
import { NO_FACTS, type Extractor, type Modules, type WorkspaceFiles } from './extractor.js';
import { digestOf, type CodeRecord } from './facts-cache.js';
import type { FileFacts } from './facts.js';
import { languageOf, type Language } from './language.js';
import { notRead, ParsedFiles, tooSlow } from './parsed-files.js';
import { resolveModule } from './resolve-module.js';
import { SETTINGS, settingsBeside, settingsExports, settingsFacts } from './settings/facts.js';
import { isSettingsFile } from './settings/settings-name.js';
import { TooSlowError, withDeadline, type Syntax } from './syntax.js';
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
/** Gaps that are the same whenever the same file is read. The others may be of a busy machine. */
const LASTING: ReadonlySet<Gap['code']> = new Set(['FILE_UNPARSEABLE', 'FILE_BINARY', 'FILE_ENCODING']);

/**
 * Reads each source file once, however many services ask for it. Files without any keyword of their language are not
 * parsed: they say nothing that a rule asks for.
 */
export class CodeStore implements Modules {
  readonly #read: (path: string) => SourceRead;
  #workspace: WorkspaceFiles;
  readonly #extractors = new Map<Language, Extractor>();
  readonly #parsed = new ParsedFiles();
  readonly #hasKeyword = new Map<string, boolean>();
  readonly #known = new Map<string, CodeRead>();
  readonly #exports = new Map<string, ReadonlyMap<string, Value>>();
  readonly #open = new Set<string>();
  readonly #specifiers = new Map<string, readonly string[]>();
  readonly #imports = new Map<string, readonly string[]>();
  readonly #reads = new Map<string, string>();
  #isRestored = false;

  constructor(
    read: (path: string) => SourceRead,
    files: ReadonlySet<string>,
    extractors: readonly Extractor[],
  ) {
    this.#read = (path) => {
      const found = read(path);
      if (!this.#reads.has(path)) this.#reads.set(path, digestOf(found));
      return found;
    };
    this.#workspace = workspaceFiles(files, (path) => this.#read(path));
    for (const extractor of extractors)
      for (const language of extractor.languages) this.#extractors.set(language, extractor);
  }

  /**
   * Forgets what it knows, or knows what an earlier run has found. Once for each target: what is found for one must not
   * depend on those before it.
   */
  startOver(record?: CodeRecord): void {
    for (const map of [this.#known, this.#imports, this.#exports, this.#specifiers]) map.clear();
    for (const map of [this.#hasKeyword, this.#reads]) map.clear();
    this.#workspace = workspaceFiles(this.#workspace.paths, (path) => this.#read(path));
    for (const [path, read] of record?.facts ?? []) this.#known.set(path, read);
    for (const [path, imports] of record?.imports ?? []) this.#imports.set(path, imports);
    this.#isRestored = record !== undefined;
  }

  /** What was found since; nothing where some of it was not found in time, or was known before. */
  get record(): CodeRecord | undefined {
    const isWhole = [...this.#known.values()].every(({ gap }) => !gap || LASTING.has(gap.code));
    if (this.#isRestored || !isWhole || this.#known.size === 0) return undefined;
    return { reads: this.#reads, facts: this.#known, imports: this.#imports };
  }

  /** Is it a file that `facts` reads? */
  covers(path: string): boolean {
    return this.#languageOf(path) !== undefined || isSettingsFile(path);
  }

  /** Loads the grammars that these files need; everything else is synchronous. */
  async prepare(paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      const language = this.#known.has(path) ? undefined : this.#languageOf(path);
      if (language !== undefined) await this.#parsed.prepare(language);
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
    const imports = this.#importsIn(path);
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

  textOf(path: string): string | undefined {
    return this.#workspace.textOf(path);
  }

  #resolved(from: string, specifier: string): readonly string[] {
    if (specifier.length > LONGEST_SPECIFIER) return [];
    // The files of a folder have the same settings, aside from those that are settings.
    const asks = specifier === SETTINGS && !isSettingsFile(from) ? posix.dirname(from) : from;
    const key = `${asks} ${specifier}`;
    const known = this.#specifiers.get(key);
    if (known) return known;
    const found = this.#resolveNew(posix.normalize(from), specifier);
    this.#specifiers.set(key, found);
    return found;
  }

  #resolveNew(from: string, specifier: string): readonly string[] {
    if (specifier === SETTINGS) return settingsBeside(from, this.#workspace.paths);
    const language = this.#languageOf(from);
    if (language === undefined) return [];
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

  #importsIn(path: string): readonly string[] {
    if (this.#isRestored) throw new Error('The record of an earlier run is not whole.');
    const { facts } = this.facts(path);
    if (!facts || this.#hasKeyword.get(path) !== false) return facts?.imports ?? [];
    const language = this.#languageOf(path);
    const read = this.#read(path);
    const importTexts = language && this.#extractors.get(language)?.importTexts;
    if (!importTexts || 'gap' in read) return this.#extract(path, true).facts?.imports ?? [];
    return importTexts(read.text).flatMap((specifier) => this.#resolved(path, specifier));
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
    if (!always && !this.#holdsKeyword(path, language, read.text)) return { facts };
    const all: FileFacts[] = [];
    const gap = this.#withSyntax(path, language, read.text, (syntax) =>
      all.push({ path, language, ...extractor.extract(syntax, this) }),
    );
    return { facts: all.length === 0 ? facts : joined(all), ...(gap && { gap }) };
  }

  #holdsKeyword(path: string, language: Language, text: string): boolean {
    const extractor = this.#extractors.get(language);
    const found = extractor !== undefined && scannerOf(extractor).hasAny(Buffer.from(text));
    this.#hasKeyword.set(path, found);
    return found;
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
    const { syntaxes, gap } = this.#parsed.parse(path, language, text);
    let failure: Gap | undefined;
    for (const syntax of syntaxes) {
      try {
        withDeadline(TIMEOUT_MS, () => use(syntax));
      } catch (error) {
        if (error instanceof TooSlowError) failure ??= tooSlow(path);
        else failure ??= notRead(path, error instanceof Error ? error.name : 'an unknown error');
      }
    }
    return gap ?? failure;
  }

  #languageOf(path: string): Language | undefined {
    const language = /\.(?:vue|svelte)$/.test(path) ? 'typescript' : languageOf(path);
    return language !== undefined && this.#extractors.has(language) ? language : undefined;
  }
}

const scanners = new WeakMap<Extractor, KeywordScanner>();

/** Made for the languages that are there, once a process: it takes as long as scanning a hundred files. */
function scannerOf(extractor: Extractor): KeywordScanner {
  const scanner = scanners.get(extractor) ?? new KeywordScanner(extractor.keywords, { ignoreCase: true });
  scanners.set(extractor, scanner);
  return scanner;
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
    ...(first.environment && { environment: joinedUse(all.map((facts) => facts.environment)) }),
  };
}

function isMinified(text: string): boolean {
  if (text.length < MINIFIED_LINE) return false;
  const newline = text.indexOf('\n');
  return newline < 0 || newline > MINIFIED_LINE || text.length / (text.split('\n').length + 1) > 500;
}
