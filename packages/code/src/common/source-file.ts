import type { Place } from '@railgate/contract';

import type { Modules } from '../extractor.js';
import { nodesOfType, type Node, type Syntax } from '../syntax.js';
import type { Guard, Value } from '../value.js';
import { Bindings } from './bindings.js';
import { Evaluator } from './evaluate.js';
import { guardOf } from './guards.js';
import { Names } from './names.js';
import type { CallTree, Reading, Tree } from './tree.js';

/** One call of the file, with what facts are made from. */
export interface Call {
  readonly node: Node;
  readonly tree: CallTree;
  /** The last name: `ListenAndServe`. */
  readonly method: string;
  /** The positional arguments. */
  readonly given: readonly Node[];
}

/** What a node is, is asked many times. */
function remembering(reading: Reading): Reading {
  const known = new Map<number, Tree>();
  return {
    ...reading,
    read(node) {
      const found = known.get(node.id) ?? reading.read(node);
      known.set(node.id, found);
      return found;
    },
  };
}

/** A source file while its facts are taken: what every maker of a kind of fact shares. */
export class SourceFile {
  readonly reading: Reading;
  readonly syntax: Syntax;
  readonly modules: Modules;
  readonly names: Names;
  readonly evaluator: Evaluator;
  readonly #fullNames = new Map<Call, string | undefined>();
  readonly #callsById = new Map<number, Call>();
  #calls: readonly Call[] | undefined;

  constructor(reading: Reading, syntax: Syntax, modules: Modules) {
    this.reading = remembering(reading);
    this.syntax = syntax;
    this.modules = modules;
    this.names = new Names(this.reading, syntax, modules, new Bindings(reading.bindings(syntax.root, this)));
    this.evaluator = new Evaluator(this);
  }

  /** In the order of the text. */
  get calls(): readonly Call[] {
    this.#calls ??= this.nodes(this.reading.callTypes).flatMap((node) => this.#toCall(node));
    return this.#calls;
  }

  nodes(types: readonly string[], below: Node = this.syntax.root): Node[] {
    return nodesOfType(below, ...types);
  }

  /** The call that a node is; none where it is no call. */
  callAt(node: Node): Call | undefined {
    if (!this.reading.callTypes.includes(node.type)) return undefined;
    return this.#callsById.get(node.id) ?? this.#toCall(node)[0];
  }

  /** What is called, with what it was imported from: `net/http.ListenAndServe`. Nothing for methods of variables. */
  nameOf(call: Call): string | undefined {
    if (!this.#fullNames.has(call)) this.#fullNames.set(call, this.names.fullOf(call.tree, call.node));
    return this.#fullNames.get(call);
  }

  /** What is called, as it is written: `app.listen`. */
  writtenName(call: Call): string {
    return this.names.calleeOf(call.tree);
  }

  /** What made the object that a method is called on: `github.com/gin-gonic/gin.Default`. */
  originOf(call: Call): string | undefined {
    return call.tree.on && this.names.originOf(call.tree.on);
  }

  /** The value of a positional argument. */
  argument(call: Call, index: number): Value | undefined {
    const node = call.given[index];
    return node && this.evaluator.of(node);
  }

  /** The value of a named argument, as it is written. */
  namedArgument(call: Call, name: string): Value | undefined {
    const found = call.tree.arguments.find((argument) => argument.name === name);
    return found && this.evaluator.of(found.value);
  }

  /** The packages and modules that the file imports. */
  get imports(): readonly string[] {
    return this.names.all.flatMap(({ is }) => (is.kind === 'import' ? [is.from] : []));
  }

  /** Where a fact stands and when it counts. */
  at(node: Node): { readonly place: Place; readonly guard: Guard } {
    return { place: this.syntax.place(node), guard: guardOf(this.reading, node) };
  }

  #toCall(node: Node): Call[] {
    const tree = this.reading.read(node);
    if (tree.kind !== 'call') return [];
    const given = tree.arguments.flatMap(({ name, value }) => (name === undefined ? [value] : []));
    const call = { node, tree, method: tree.name, given };
    this.#callsById.set(node.id, call);
    return [call];
  }
}
