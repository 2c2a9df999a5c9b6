import type { Place } from '@railgate/contract';

import { joined, withFallback } from '../combine-values.js';
import type { Modules } from '../extractor.js';
import type { Listener } from '../facts.js';
import type { Node, Syntax } from '../syntax.js';
import type { FunctionValue, Value } from '../value.js';
import { combined, either, oneOf } from './alternatives.js';
import { BoundValues } from './bound-values.js';
import { formatted } from './format.js';
import { called, envValue, isParameter } from './functions.js';
import { branchesOf, guardOf } from './guards.js';
import { itemOf, memberOf } from './members.js';
import type { Names } from './names.js';
import type { SourceFile } from './source-file.js';
import type { Binding, CallTree, FunctionTree, Reading, Tree } from './tree.js';

/** How many names, calls and operators are followed; deeper is unknown. */
const DEPTH_LIMIT = 40;
/** How many expressions one value may be made of: `a = b + b; b = c + c; …` doubles with every line. */
const STEP_LIMIT = 2000;
/** Works out what expressions of one file are, in any language. */
export class Evaluator {
  readonly #reading: Reading;
  readonly #syntax: Syntax;
  readonly #modules: Modules;
  readonly file: SourceFile;
  readonly names: Names;
  readonly #bound: BoundValues;
  readonly #functions = new Map<number, FunctionValue>();
  #listeners: ReadonlyMap<number, readonly Listener[]> = new Map();
  /** The functions whose results are being read: their parameters stand for what they will be given. */
  readonly #open: number[] = [];
  /** How often a value was what it is because of where it was asked for: a limit, a cycle, a parameter. */
  detours = 0;
  #depth = 0;
  #steps = 0;

  constructor(file: SourceFile) {
    this.#reading = file.reading;
    this.#syntax = file.syntax;
    this.#modules = file.modules;
    this.names = file.names;
    this.file = file;
    this.#bound = new BoundValues(file, this);
  }

  /** What other files say, for settings that stand in files of their own. */
  get modules(): Modules {
    return this.#modules;
  }

  get path(): string {
    return this.#syntax.path;
  }

  /** The value of an expression; unknown for what is not understood, and for nothing. */
  of(node: Node | undefined): Value {
    if (this.#depth === 0) this.#steps = 0;
    if (!node || this.#depth > DEPTH_LIMIT || ++this.#steps > STEP_LIMIT) {
      this.detours++;
      return this.unknown(node);
    }
    this.#depth++;
    try {
      return this.#evaluate(node, this.#reading.read(node));
    } finally {
      this.#depth--;
    }
  }

  place(node: Node | undefined): Place {
    return this.#syntax.place(node ?? this.#syntax.root);
  }

  unknown(node: Node | undefined, name?: string): Value {
    return { kind: 'unknown', ...(name !== undefined && { name }), place: this.place(node) };
  }

  literal(node: Node, value: string | number | boolean | null): Value {
    return { kind: 'literal', value, place: this.place(node) };
  }

  /** A read of the environment. @param name the text that names the variable, or an expression that is one. */
  env(node: Node, name: string | Node | undefined, fallback?: Value): Value {
    const text = typeof name === 'string' ? this.literal(node, name) : this.of(name);
    return envValue(text, this.place(node), fallback);
  }

  /** A text with `holes`; each hole is filled with what `fill` gives for the match. */
  format(node: Node, text: string, holes: RegExp, fill: (match: RegExpMatchArray) => Value): Value {
    return formatted(text, holes, fill, this.place(node));
  }

  /** What another file of the workspace declares under a name. */
  exported(specifier: string, name: string): Value | undefined {
    return this.#modules.exportsOf(this.#syntax.path, specifier, name)?.get(name);
  }

  /** `read` of the language: for those who need to know how something is written. */
  read(node: Node): Tree {
    return this.#reading.read(node);
  }

  /** What a name stands for at a place. */
  valueOfName(name: string, at: Node): Value {
    return this.#name(name, at);
  }

  /** The member of a value that is an object. */
  memberOf(value: Value, name: string, node: Node): Value {
    return memberOf(value, name, this.place(node));
  }

  /** A member of an expression as if it were written there: `server` and `Addr`, with what is assigned to it later. */
  memberAt(of: Node, name: string, node: Node): Value {
    const on = this.names.dotted(of);
    const own = this.#plainMember(node, of, name);
    const assigned = on === undefined ? [] : this.names.assignedMembers(`${on}.${name}`, node);
    return assigned.length === 0 ? own : this.#bound.reassigned(own, assigned, node);
  }

  /** What a name of the file, its class or its package stands for. */
  valueOfBindings(all: readonly Binding[], node: Node): Value {
    return this.#bound.of(all, node);
  }

  /** Is the result of this function being read? */
  isOpen(fn: Node): boolean {
    return this.#open.includes(fn.id);
  }

  functionOf(tree: FunctionTree): FunctionValue {
    const id = tree.node.id;
    const known = this.#functions.get(id);
    if (known) return known;
    const place = this.place(tree.node);
    const parameters = tree.parameters.map(({ name, fallback }) => ({
      name,
      ...(fallback && { fallback: this.of(fallback) }),
    }));
    if (this.#open.includes(id)) {
      this.detours++;
      return { kind: 'function', parameters, result: this.unknown(tree.node), place };
    }
    this.#open.push(id);
    try {
      const listeners = this.#listeners.get(id);
      const result = this.#resultOf(tree);
      const found: FunctionValue = {
        kind: 'function',
        parameters,
        result,
        place,
        ...(listeners && { listeners }),
      };
      this.#functions.set(id, found);
      return found;
    } finally {
      this.#open.pop();
    }
  }

  /** The servers that functions start where their parameters say, by the id of the function's node. */
  knowListeners(listeners: ReadonlyMap<number, readonly Listener[]>): void {
    this.#listeners = listeners;
    this.#functions.clear();
    this.#bound.forget();
  }

  /** The function of the workspace that a call calls. */
  functionCalled(node: Node, tree: CallTree): FunctionValue | undefined {
    const target = this.#callee(node, tree);
    return target?.kind === 'function' ? target : undefined;
  }

  #resultOf({ node, results }: FunctionTree): Value {
    const last = results.at(-1);
    const alternatives = results.map((result) => ({
      value: this.of(result),
      guard: guardOf(this.#reading, result),
      isConditional: result !== last || results.length === 1,
    }));
    // What is returned early counts as long as nothing says that it does not.
    return combined(
      alternatives.map((one) => ({ ...one, isConditional: alternatives.length > 1 })),
      this.place(node),
    );
  }

  #evaluate(node: Node, tree: Tree): Value {
    switch (tree.kind) {
      case 'literal':
        return this.literal(node, tree.value);
      case 'text':
        return joined(
          tree.parts.map((part) => (typeof part === 'string' ? this.literal(node, part) : this.of(part))),
          this.place(node),
        );
      case 'name':
        return this.#meant(node, tree) ?? this.#name(tree.name, node);
      case 'member':
        return this.#meant(node, tree) ?? this.#member(node, tree.of, tree.name);
      case 'index':
        return this.#meant(node, tree) ?? this.#index(node, tree.of, tree.key);
      case 'call':
        return this.#meant(node, tree) ?? this.#call(node, tree);
      case 'join':
        return joined(
          tree.parts.map((part) => this.of(part)),
          this.place(node),
        );
      case 'fallback':
        return withFallback(this.of(tree.of), this.of(tree.or));
      case 'conditional':
        return this.#conditional(node, tree);
      case 'choice':
        return this.#choice(node, tree.options);
      case 'list':
        return { kind: 'list', items: tree.items.map((item) => this.of(item)), place: this.place(node) };
      case 'object':
        return this.#object(node, tree);
      case 'same':
        return this.of(tree.of);
      case 'not': {
        const value = this.of(tree.of);
        return value.kind === 'literal'
          ? { ...value, value: !value.value }
          : this.#operation(node, '!', [tree.of]);
      }
      case 'and':
      case 'or':
        return this.#operation(node, tree.kind, [tree.left, tree.right]);
      case 'function':
        return this.functionOf(tree.function);
      default:
        return this.#meant(node, tree) ?? this.unknown(node);
    }
  }

  /** Conditions are not worked out; who reads them may look at their parts. */
  #operation(node: Node, callee: string, parts: readonly Node[]): Value {
    return { kind: 'call', callee, arguments: parts.map((part) => this.of(part)), place: this.place(node) };
  }

  #meant(node: Node, tree: Tree): Value | undefined {
    return this.#reading.meaning?.(node, tree, this);
  }

  #name(name: string, node: Node): Value {
    const found = this.names.find(name, node);
    if (found.length > 0) return named(this.valueOfBindings(found, node), name);
    return this.names.inPackage(name) ?? this.unknown(node, name);
  }

  /** The members of a type that is known: fields with values of their own, tags, constants. */
  typeValue(type: Node): Value | undefined {
    const value = this.of(type);
    return value.kind === 'object' && value.entries.size > 0 ? value : undefined;
  }

  #member(node: Node, of: Node, name: string): Value {
    const full = this.names.dotted(node);
    const tree = this.read(of);
    if (tree.kind === 'self') return named(this.#ownMember(node, name), name);
    const value = this.memberAt(of, name, node);
    return full === undefined ? value : named(value, full);
  }

  #plainMember(node: Node, of: Node, name: string): Value {
    const from = this.names.moduleOf(of);
    const exported = from === undefined ? undefined : this.#modules.exportsOf(this.#syntax.path, from);
    return exported?.get(name) ?? this.memberOf(this.of(of), name, node);
  }

  #ownMember(node: Node, name: string): Value {
    return this.valueOfBindings(this.names.ownMember(node, name), node);
  }

  #index(node: Node, of: Node, key: Node): Value {
    const [object, index] = [this.of(of), this.of(key)];
    if (index.kind !== 'literal') return this.unknown(node);
    if (typeof index.value === 'number') return itemOf(object, index.value, this.place(node));
    return this.memberOf(object, String(index.value), node);
  }

  #call(node: Node, tree: CallTree): Value {
    const target = this.#callee(node, tree);
    const given = tree.arguments.map(({ name, value }) => ({
      ...(name !== undefined && { name }),
      value: this.of(value),
    }));
    const place = this.place(node);
    if (target?.kind === 'function') return called(target, given, place);
    const callee = this.names.calleeOf(tree);
    return { kind: 'call', callee, arguments: given.map(({ value }) => value), place };
  }

  /** The function that is called, where it is one of the workspace. */
  #callee(node: Node, { on, name }: CallTree): Value | undefined {
    if (name === '') return undefined;
    if (!on) return this.names.isKnown(name, node) ? this.#name(name, node) : undefined;
    const tree = this.read(on);
    if (tree.kind === 'self') return this.#ownMember(node, name);
    if (tree.kind !== 'name' && tree.kind !== 'member') return undefined;
    return this.#plainMember(node, on, name);
  }

  #conditional(node: Node, tree: Extract<Tree, { kind: 'conditional' }>): Value {
    const { yes: whenYes } = branchesOf(this.#reading, tree.test);
    return either(this.of(tree.yes), this.of(tree.no), whenYes, this.place(node));
  }

  #choice(node: Node, options: readonly Node[]): Value {
    return oneOf(
      options.map((option) => this.of(option)),
      this.place(node),
    );
  }

  #object(node: Node, { entries, open, type }: Extract<Tree, { kind: 'object' }>): Value {
    const found = new Map<string, Value>();
    const fields = type ? this.of(type) : undefined;
    if (fields?.kind === 'object') for (const [key, value] of fields.entries) found.set(key, value);
    for (const { key, value } of entries) if (key !== undefined) found.set(key, this.of(value));
    return { kind: 'object', entries: found, open: open === true, place: this.place(node) };
  }
}

/** What is unknown keeps the name under which the file knows it. */
function named(value: Value, name: string): Value {
  return value.kind === 'unknown' && value.name === undefined && !isParameter(value)
    ? { ...value, name }
    : value;
}
