import type { FileFacts } from './facts.js';
import type { Language } from './language.js';
import type { Syntax } from './syntax.js';
import type { Value } from './value.js';

/** What an extractor makes: everything of `FileFacts` but where it stands. */
export type Facts = Omit<FileFacts, 'path' | 'language'>;

export const NO_FACTS: Facts = {
  listeners: [],
  urls: [],
  cors: [],
  env: [],
  sockets: [],
  routes: [],
  cookies: [],
  clients: [],
  imports: [],
};

/** One language's reading of syntax trees: `src/code/<language>/`. */
export interface Extractor {
  readonly languages: readonly Language[];
  /** A file that holds none of these bytes (any case) says nothing that a rule asks for. */
  readonly keywords: readonly string[];
  extract(syntax: Syntax, modules: Modules): Facts;
  /** The values of a module's constants by exported name, for files that import them. */
  exports(syntax: Syntax, modules: Modules): ReadonlyMap<string, Value>;
  /**
   * Specifiers of imports read off the text of a file that holds no keyword, without parsing it: all that are there, and
   * perhaps more. A language without it has such files parsed.
   */
  importTexts?(text: string): readonly string[];
  /** The files that a specifier names, where one may name several or other files say where they are. */
  readonly resolve?:
    ((from: string, specifier: string, workspace: WorkspaceFiles) => readonly string[]) | undefined;
}

/** The files of the workspace, for languages whose imports name folders or are declared in other files. */
export interface WorkspaceFiles {
  readonly paths: ReadonlySet<string>;
  /** The paths directly in a folder; `.` is the root. */
  inFolder(folder: string): readonly string[];
  /** The text of a manifest: go.mod, Cargo.toml. */
  textOf(path: string): string | undefined;
}

/** What other files of the workspace say. */
export interface Modules {
  /**
   * The exported constants of the file that a specifier names, as the importing file writes it (`./config`,
   * `..settings`, `app.core.config`); nothing for packages and for files that are not there. Cycles end in nothing.
   * Where a specifier names several files: of those whose text holds `name`, when one is given.
   */
  exportsOf(from: string, specifier: string, name?: string): ReadonlyMap<string, Value> | undefined;
  /** The workspace path of the file, where the specifier names one. */
  resolve(from: string, specifier: string): string | undefined;
  /** All files that a specifier names: those of a package. */
  resolveAll(from: string, specifier: string): readonly string[];
  /** The text of a manifest or of settings by its path; nothing where there is none. */
  textOf?(path: string): string | undefined;
}
