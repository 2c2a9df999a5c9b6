import type { Place } from '@railgate/contract';

import type { Modules } from '../extractor.js';
import { field, nodesOfType, parts, type Node, type Syntax } from '../syntax.js';
import type { Guard, ObjectValue, Value } from '../value.js';
import { guardOf } from './guards.js';
import { requireOf, Scopes, stringText } from './scope.js';
import { Values } from './values.js';

/** One call or `new` of the file, with what extractors ask of it. */
export interface Call {
  readonly node: Node;
  readonly callee: Node;
  /** Dotted, where it is a chain of names: `app.listen`. */
  readonly name: string;
  /** The last name: `listen`. */
  readonly method: string;
  readonly given: readonly Node[];
}

/** A JavaScript or TypeScript file while its facts are taken: what every extractor of a kind of fact shares. */
export class ScriptFile {
  readonly syntax: Syntax;
  readonly modules: Modules;
  readonly values: Values;
  readonly calls: readonly Call[];
  readonly #callsById: ReadonlyMap<number, Call>;
  /** Packages that the file imports, by their specifiers. */
  readonly packages: ReadonlySet<string>;
  /** It runs in a browser as far as the file itself says. */
  readonly isClient: boolean;

  constructor(syntax: Syntax, modules: Modules) {
    this.syntax = syntax;
    this.modules = modules;
    this.values = new Values(syntax, new Scopes(syntax.root), modules);
    this.calls = nodesOfType(syntax.root, 'call_expression', 'new_expression').flatMap((node) => {
      const callee = field(node, 'function') ?? field(node, 'constructor');
      if (!callee) return [];
      const name = this.values.nameOf(callee) ?? '';
      const method = callee.type === 'member_expression' ? (field(callee, 'property')?.text ?? '') : name;
      return [{ node, callee, name, method, given: parts(field(node, 'arguments')) }];
    });
    this.#callsById = new Map(this.calls.map((call) => [call.node.id, call]));
    this.packages = new Set(this.specifiers());
    this.isClient = isClientFile(syntax);
  }

  /** The call that a node is. */
  callAt(node: Node): Call | undefined {
    return this.#callsById.get(node.id);
  }

  /** What the file imports, also by `require` and `import()`. */
  specifiers(): string[] {
    const sources = nodesOfType(this.syntax.root, 'import_statement', 'export_statement').map((node) =>
      stringText(field(node, 'source')),
    );
    const called = this.calls.map(({ name, given }) =>
      name === 'require' || name === 'import' ? stringText(given[0]) : undefined,
    );
    return [...sources, ...called].filter((specifier) => specifier !== undefined);
  }

  valueOf(node: Node | undefined): Value {
    return this.values.of(node);
  }

  /** The first argument that is an object, with what is spread into it. */
  optionsOf(call: Call): ObjectValue | undefined {
    for (const node of call.given) {
      const value = this.valueOf(node);
      if (value.kind === 'object') return value;
    }
    return undefined;
  }

  /** Where a fact stands and when it counts. */
  at(node: Node): { readonly place: Place; readonly guard: Guard } {
    return { place: this.syntax.place(node), guard: guardOf(node) };
  }

  /** What made the object that a method is called on: `const app = express()` gives `['express', 'default']`. */
  originOf(
    object: Node | undefined,
    steps = 6,
  ): { readonly from: string; readonly name: string } | undefined {
    if (!object || steps === 0) return undefined;
    if (object.type === 'parenthesized_expression' || object.type === 'await_expression') {
      return this.originOf(parts(object)[0], steps - 1);
    }
    if (object.type === 'call_expression' || object.type === 'new_expression') {
      const callee = field(object, 'function') ?? field(object, 'constructor');
      const required = requireOf(object) ?? requireOf(callee);
      if (required !== undefined) return { from: required, name: 'default' };
      return this.values.importOf(callee) ?? this.originOf(receiverOf(callee), steps - 1);
    }
    const imported = this.values.importOf(object);
    if (imported) return imported;
    if (object.type !== 'identifier') return undefined;
    const found = this.values.declarationOf(object);
    return found?.kind === 'value' ? this.originOf(found.node, steps - 1) : undefined;
  }
}

/** The object that a method is called on. */
export function receiverOf(callee: Node | undefined): Node | undefined {
  return callee?.type === 'member_expression' ? field(callee, 'object') : undefined;
}

function isClientFile(syntax: Syntax): boolean {
  const first = parts(syntax.root)[0];
  const directive = first?.type === 'expression_statement' ? stringText(parts(first)[0]) : undefined;
  if (directive === 'use client') return true;
  // Only bundlers put these in.
  const isBundled = /\bimport\.meta\.env\.VITE_|\bprocess\.env\.(?:REACT_APP|VUE_APP)_/.test(syntax.text);
  return isBundled || /\.(?:vue|svelte)$/.test(syntax.path);
}
