import type { Facts, WorkspaceFiles } from '../extractor.js';
import type { Listener, UrlUse } from '../facts.js';
import type { Node, Syntax } from '../syntax.js';
import type { Guard, Value } from '../value.js';
import type { Evaluator } from './evaluate.js';
import type { Call, SourceFile } from './source-file.js';

/**
 * The neutral tree: what an expression of any language is, one level at a time. A language says what one node of its
 * grammar is (`Reading.read`), and the parts are nodes of its grammar again. Nobody builds a whole tree: files are read
 * only where a question leads, and no nesting of somebody's file becomes recursion of a language's code (the evaluator
 * counts its steps and its depth).
 *
 * A language plugs in with one `Reading` and one line in `readings.ts`. See `go/reading.ts`.
 *
 * - `read`, `bindings`, `branch`: its syntax, in these terms. What is not understood is `{ kind: 'other' }`.
 * - `meaning`: the calls of its standard library that give a value: reads of the environment (`evaluator.env(name,
 *   fallback)`), formats (`evaluator.format(…)`), conversions (`evaluator.of(argument)`).
 * - `role`: which calls ask an address, and which only talk about one (logs, comparisons).
 * - `facts`: everything else that rules ask for, mostly by walking `file.calls` with `file.nameOf(call)`. Addresses,
 *   reads of the environment and imports are made for all languages alike and are only added to, never repeated.
 */
export interface Reading {
  /** As in `Extractor`: a file with none of these bytes (any case) says nothing. */
  readonly keywords: readonly string[];
  /** Between the parts of a full name: `.` or `::` or `\`. */
  readonly separator: string;
  /** Node types of calls and `new`; `read` gives a `call` for each, or the node is no call after all. */
  readonly callTypes: readonly string[];
  /** Node types of texts, also those with holes. */
  readonly textTypes: readonly string[];
  /** Node types that may read the environment without being calls: `ENV["X"]`, `env!("X")`. */
  readonly envTypes?: readonly string[];
  /** Node types of functions and methods, also of those without a name. */
  readonly functionTypes?: ReadonlySet<string>;
  /** Node types of comparisons and of lookups by a key: where an origin may be held against a list. */
  readonly compareTypes?: readonly string[];
  /** A file without these words reads nothing of the environment itself. */
  readonly envWords?: RegExp;
  /**
   * Node types between an expression and the call or literal that it belongs to, which `read` knows nothing of:
   * `argument_list`, `keyed_element`.
   */
  readonly wrapperTypes: ReadonlySet<string>;
  /** Texts below these are no addresses: imports, annotations of routes, `throw`, patterns. */
  readonly silentTypes: ReadonlySet<string>;
  read(node: Node): Tree;
  /** Everything that the file gives a name to, in any order. */
  bindings(root: Node, file: SourceFile): Iterable<Binding>;
  /** The condition that a node is: `if`, `unless`, `when`. Conditional expressions are known by their tree. */
  branch(node: Node): Branch | undefined;
  /** What a call (or a node of `envTypes`) gives, where the language knows; nothing for all others. */
  meaning?(node: Node, tree: Tree, evaluator: Evaluator): Value | undefined;
  /** What a call does with an address; nothing where it is no client, and then it is an `argument`. */
  role?(call: Call, file: SourceFile): UrlUse['role'] | 'silent' | undefined;
  /** When everything below a node counts: a module of tests is `development`. */
  guard?(node: Node): Guard | undefined;
  /** The whole file is no production code, by what it says: build tags. */
  isSilent?(syntax: Syntax): boolean;
  /** Specifiers of what a file loads without a binding: `mod x;`, `require_relative`. Imports of `bindings` are known. */
  specifiers?(root: Node): Iterable<string>;
  /** A specifier for the files that share their names with this one without importing it: a package's, a namespace's. */
  readonly ownPackage?: string | ((syntax: Syntax) => string | undefined);
  /** The files that a specifier names; nothing for packages from elsewhere. Without it `resolve-module.ts` knows. */
  resolve?(from: string, specifier: string, workspace: WorkspaceFiles): readonly string[];
  /** What a file imports counts as its own names for others, as with Rust's `pub use`. */
  readonly reexports?: boolean;
  /** A path may lead to a module without an import of it: `crate::config::PORT`; an imported name may be a module. */
  readonly pathsAreModules?: boolean;
  /**
   * The listeners of a file alone, for other files that call its functions, and what a file must hold to have any: then
   * calls that hand an address to a function of another file are understood.
   */
  readonly listening?: { readonly text: RegExp; listeners(file: SourceFile): readonly Listener[] };
  /** Listeners, CORS policies, sockets, routes, cookies, clients, and addresses or reads in forms of its own. */
  facts(file: SourceFile): Partial<Facts>;
}

export type Tree =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** A text with holes: the written pieces and the expressions in order. */
  | { readonly kind: 'text'; readonly parts: readonly (string | Node)[] }
  | { readonly kind: 'name'; readonly name: string }
  /** `this`, `self`: members of the class around. */
  | { readonly kind: 'self' }
  /** `a.b`, `a::b`, `a->b`. */
  | { readonly kind: 'member'; readonly of: Node; readonly name: string }
  | { readonly kind: 'index'; readonly of: Node; readonly key: Node }
  | CallTree
  /** Texts side by side. Numbers that are added are none. */
  | { readonly kind: 'join'; readonly parts: readonly Node[] }
  /** `a || b`, `a ?? b`, `a ?: b`: the second where the first is not there. */
  | { readonly kind: 'fallback'; readonly of: Node; readonly or: Node }
  | { readonly kind: 'conditional'; readonly test: Node; readonly yes?: Node; readonly no?: Node }
  /** Several values of which one counts: the arms of a `match` or `when`. */
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | {
      readonly kind: 'compare';
      readonly operator: '==' | '!=' | 'in' | 'other';
      readonly left: Node;
      readonly right: Node;
    }
  /** Also a tuple, and several results of one function. */
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  /** A map, a struct, an object with initialisers. */
  | {
      readonly kind: 'object';
      readonly entries: readonly Entry[];
      /** It may hold more: something is spread into it. */
      readonly open?: boolean;
      /** The type it is made of. */
      readonly type?: Node;
    }
  /** Parentheses, references, casts, `await`, `?`, `!!`: what is inside. */
  | { readonly kind: 'same'; readonly of: Node }
  /** A function that is written where it is used. */
  | { readonly kind: 'function'; readonly function: FunctionTree }
  | { readonly kind: 'other' };

export interface CallTree {
  readonly kind: 'call';
  /** What it is called on: an object, a package, a type. */
  readonly on?: Node;
  /** The last name: `ListenAndServe`; nothing for a call of something computed. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly isNew?: boolean;
  /** A function behind the arguments: Kotlin's lambda, Ruby's block. */
  readonly block?: Node;
}

export interface Argument {
  /** Of a named argument. */
  readonly name?: string;
  readonly value: Node;
}

export interface Entry {
  /** Absent: in the order of the fields. */
  readonly key?: string;
  readonly value: Node;
}

export interface FunctionTree {
  /** The node inside which the parameters are known. */
  readonly node: Node;
  readonly parameters: readonly Parameter[];
  /** What `return` gives, or the last expression; not those of functions inside. */
  readonly results: readonly Node[];
}

export interface Parameter {
  readonly name: string;
  readonly fallback?: Node;
}

/** A name and what it stands for. Several of one name and scope are one variable that is written to several times. */
export interface Binding {
  /** A member that is assigned to is dotted: `server.Addr`. */
  readonly name: string;
  /** The node inside which the name means this: a block, a function, the body of a class, the root of the file. */
  readonly scope: Node;
  /** The declaration or the assignment. */
  readonly node: Node;
  readonly is: Bound;
  /** Of a variable, a field, a parameter: its type as it is written, without pointers and arguments of its own. */
  readonly type?: Node;
}

export type Bound =
  /** @property of nothing: declared without a value. @property item which of several results, from 0. */
  | { readonly kind: 'value'; readonly of?: Node; readonly item?: number }
  /** A later one, to a variable that is declared somewhere else: `scope` is not asked, but the place of `node`. */
  | { readonly kind: 'assignment'; readonly of: Node; readonly item?: number }
  /** @property name `*` for all of it. */
  | { readonly kind: 'import'; readonly from: string; readonly name: string }
  | { readonly kind: 'parameter'; readonly fallback?: Node }
  | { readonly kind: 'function'; readonly function: FunctionTree }
  /** Its members are the bindings whose scope is `body`. */
  | { readonly kind: 'type'; readonly body: Node }
  /** The language knows better: a struct's tag, an annotation. */
  | { readonly kind: 'known'; readonly value: (evaluator: Evaluator) => Value };

export interface Branch {
  /** Absent: one of several cases, about which nothing else is known. */
  readonly test?: Node;
  /** What runs where the test holds. */
  readonly yes?: Node;
  readonly no?: Node;
}
