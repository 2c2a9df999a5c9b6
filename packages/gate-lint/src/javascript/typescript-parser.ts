import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type * as ScopeManager from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type * as VisitorKeys from '@typescript-eslint/visitor-keys';
import type { Linter } from 'eslint';
import type * as TypeScript from 'typescript';

const load = createRequire(import.meta.url);

/**
 * What `@typescript-eslint/parser` does, without tokens and comments: no rule here asks for them, and they take a
 * quarter of the time. No project, no type information, no file of the scanned repository.
 *
 * @throws when TypeScript cannot be loaded.
 */
export function typescriptParser(jsx: boolean, meta: Required<Linter.Parser>['meta']): Linter.Parser {
  const { analyze } = loadScopeManager();
  const { visitorKeys } = load('@typescript-eslint/visitor-keys') as typeof VisitorKeys;
  const parse = typescriptParse(jsx);
  return {
    meta,
    parseForESLint(text: string) {
      const ast = parse(text);
      const scopeManager = analyze(ast, { lib: [], sourceType: 'module' });
      return {
        ast: Object.assign(ast, { tokens: [], comments: [] }),
        scopeManager,
        visitorKeys,
        services: {},
      };
    },
  } as Linter.Parser;
}

/** Of `@typescript-eslint/typescript-estree`. */
type AstConverter = (
  source: TypeScript.SourceFile,
  settings: Readonly<Record<string, unknown>>,
  preserveNodeMaps: boolean,
) => { readonly estree: TSESTree.Program };

/**
 * `parse` of `@typescript-eslint/typescript-estree`, from its parts: its index loads 60 files more, all of them about
 * projects, and as long as ESLint takes.
 */
export function typescriptParse(jsx: boolean): (text: string) => TSESTree.Program {
  const { astConverter } = load(partOf('@typescript-eslint/typescript-estree', 'ast-converter.js')) as {
    readonly astConverter: AstConverter;
  };
  const { JSDocParsingMode, ScriptKind, ScriptTarget, createSourceFile } = load(
    'typescript',
  ) as typeof TypeScript;
  const kind = jsx ? ScriptKind.TSX : ScriptKind.TS;
  const languageVersion = ScriptTarget.Latest;
  const options = { languageVersion, jsDocParsingMode: JSDocParsingMode.ParseNone };
  return (text) =>
    astConverter(
      createSourceFile(jsx ? 'source.tsx' : 'source.ts', text, options, true, kind),
      SETTINGS,
      false,
    ).estree;
}

const SETTINGS = {
  range: true,
  loc: true,
  tokens: null,
  comment: false,
  allowInvalidAST: true,
  errorOnUnknownASTType: false,
  suppressDeprecatedPropertyWarnings: true,
} as const;

/** A file beside the main one of a package, whose version is pinned. */
function partOf(name: string, path: string): string {
  return join(dirname(load.resolve(name)), path);
}

/**
 * The names that TypeScript's libraries declare are 120 files. They load when somebody asks for one, which we never do.
 */
function loadScopeManager(): typeof ScopeManager {
  const path = partOf('@typescript-eslint/scope-manager', 'lib/index.js');
  load.cache[path] ??= Object.assign(new Module(path), {
    filename: path,
    loaded: true,
    exports: { lib: { get: (name: string) => librariesOf(path).get(name) } },
  });
  return load('@typescript-eslint/scope-manager') as typeof ScopeManager;
}

let libraries: ReadonlyMap<string, unknown> | undefined;

function librariesOf(path: string): ReadonlyMap<string, unknown> {
  if (libraries) return libraries;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the cache's keys are paths; this is how an entry is dropped
  delete load.cache[path];
  return (libraries = (load(path) as { readonly lib: ReadonlyMap<string, unknown> }).lib);
}
