import { addTo } from '@railgate/contract';

import type { Modules } from '../extractor.js';
import { ancestors, field, nodesOfType, parts, type Node, type Syntax } from '../syntax.js';
import type { Value } from '../value.js';
import { scopeOf, type Declaration, type Scopes } from './scope.js';

/** How many names and calls are followed to what made an object. */
const STEPS = 8;

/** What the names of a file stand for: modules and packages, classes, functions, and what made an object. */
export class Names {
  readonly #syntax: Syntax;
  readonly #scopes: Scopes;
  readonly #modules: Modules;
  readonly #callees = new Map<number, string | undefined>();
  readonly #made = new Map<string, Value | undefined>();
  readonly #returned = new Map<number, Node | undefined>();
  readonly #members = new Map<number, ReadonlyMap<string, Node>>();
  #calls: ReadonlyMap<string, readonly Node[]> | undefined;

  constructor(syntax: Syntax, scopes: Scopes, modules: Modules) {
    this.#syntax = syntax;
    this.#scopes = scopes;
    this.#modules = modules;
  }

  declarationsOf(identifier: Node): readonly Declaration[] {
    return this.#scopes.find(identifier);
  }

  /** As it is written: `settings.server.port`; nothing for what is no chain of names. */
  nameOf(node: Node | undefined): string | undefined {
    if (node?.type === 'identifier') return node.text;
    if (node?.type !== 'attribute') return undefined;
    const object = this.nameOf(field(node, 'object'));
    const key = field(node, 'attribute')?.text;
    return object === undefined || key === undefined ? undefined : `${object}.${key}`;
  }

  /** With the package in front: `from aiohttp import web` makes `web.run_app` `aiohttp.web.run_app`. */
  qualifiedOf(node: Node | undefined): string | undefined {
    if (node?.type === 'identifier') return importIn(this.#scopes.find(node))?.qualified;
    if (node?.type !== 'attribute') return undefined;
    const object = this.qualifiedOf(field(node, 'object'));
    const key = field(node, 'attribute')?.text;
    return object === undefined || key === undefined ? undefined : `${object}.${key}`;
  }

  /** What a call calls: `uvicorn.run`, and by what made the object `flask.Flask.run` for `app.run()`. */
  calleeOf(call: Node, steps = STEPS): string | undefined {
    if (this.#callees.has(call.id)) return this.#callees.get(call.id);
    const found = this.#findCallee(call, steps);
    if (steps === STEPS) this.#callees.set(call.id, found);
    return found;
  }

  /** What made an object: `app = Flask(__name__)` gives `flask.Flask`. */
  originOf(node: Node | undefined, steps = STEPS): string | undefined {
    if (!node || steps <= 0) return undefined;
    switch (node.type) {
      case 'call':
        return this.calleeOf(node, steps - 1);
      case 'parenthesized_expression':
      case 'await':
      case 'boolean_operator':
      case 'conditional_expression':
        return this.originOf(parts(node)[0], steps - 1);
      case 'identifier':
        return this.#originOfName(node, steps - 1);
      case 'attribute':
        return this.#originOfAttribute(node, steps - 1);
      default:
        return undefined;
    }
  }

  /** The class that an expression names, is an object of, or stands in as `self`. */
  classOf(node: Node | undefined, steps = STEPS): Node | undefined {
    if (!node || steps <= 0) return undefined;
    if (node.type === 'call') {
      const callee = field(node, 'function');
      return this.classOf(callee, steps - 1) ?? this.classOf(this.returnedBy(callee), steps - 1);
    }
    if (node.type !== 'identifier') return undefined;
    if (node.text === 'self' || node.text === 'cls') return this.classAround(node);
    const declarations = this.#scopes.find(node);
    const [only] = declarations;
    if (!only || declarations.length > 1) return undefined;
    if (only.kind === 'class') return only.node;
    return only.kind === 'value' ? this.classOf(only.node, steps - 1) : undefined;
  }

  /** The expression that a function of this file returns, where it has one `return`. */
  returnedBy(callee: Node | undefined): Node | undefined {
    const [only, more] = callee?.type === 'identifier' ? this.#scopes.find(callee) : [];
    if (only?.kind !== 'function' || more) return undefined;
    const { node } = only;
    if (!this.#returned.has(node.id)) this.#returned.set(node.id, returned(node));
    return this.#returned.get(node.id);
  }

  /** What an import brings, where it is a constant of the workspace. */
  exported({ from, name }: { readonly from: string; readonly name: string }): Value | undefined {
    return name === '*' ? undefined : this.#modules.exportsOf(this.#syntax.path, from)?.get(name);
  }

  /** What a call of something imported gives: functions are exported as `name()`, classes as the object of their fields. */
  exportedCall(callee: Node | undefined): Value | undefined {
    const qualified = this.qualifiedOf(callee);
    if (qualified === undefined) return undefined;
    if (!this.#made.has(qualified)) this.#made.set(qualified, this.#findMade(qualified));
    return this.#made.get(qualified);
  }

  #findMade(qualified: string): Value | undefined {
    const dot = qualified.lastIndexOf('.');
    const [module, name] = [qualified.slice(0, dot), qualified.slice(dot + 1)];
    // `.config` in `from . import config` is the module `.`.
    const exports = this.#modules.exportsOf(this.#syntax.path, /[^.]/.test(module) ? module : `${module}.`);
    const made = exports?.get(`${name}()`);
    if (made) return made;
    const object = exports?.get(name);
    return object?.kind === 'object' ? object : undefined;
  }

  /**
   * What the calls of its function give for a parameter: the only call's argument, nothing where none gives it, and
   * `unknown` where several do.
   */
  givenFor(parameter: Node): Node | 'unknown' | undefined {
    const list = parameter.parent;
    const fn = list?.parent;
    const name = (
      field(parameter, 'name') ?? (parameter.type === 'identifier' ? parameter : parts(parameter)[0])
    )?.text;
    const calls = this.#callsByName().get(field(fn ?? undefined, 'name')?.text ?? '') ?? [];
    const index = parts(list ?? undefined).findIndex((one) => one.equals(parameter));
    const given = calls.flatMap((call) => argumentFor(call, index, name) ?? []);
    return given.length > 1 ? 'unknown' : given[0];
  }

  /** Does the file itself call the function of a parameter? */
  isCalled(parameter: Node): boolean {
    const fn = parameter.parent?.parent;
    return this.callsOf(field(fn ?? undefined, 'name')?.text ?? '').length > 0;
  }

  /** The calls of a name, by that name. */
  callsOf(name: string): readonly Node[] {
    return this.#callsByName().get(name) ?? [];
  }

  /** The class that a node stands in. */
  classAround(node: Node): Node | undefined {
    for (const above of ancestors(node)) if (above.type === 'class_definition') return above;
    return undefined;
  }

  #callsByName(): ReadonlyMap<string, readonly Node[]> {
    if (this.#calls) return this.#calls;
    const found = new Map<string, Node[]>();
    for (const call of nodesOfType(this.#syntax.root, 'call')) {
      const callee = field(call, 'function');
      if (callee?.type === 'identifier') addTo(found, callee.text, call);
    }
    this.#calls = found;
    return found;
  }

  #findCallee(call: Node, steps: number): string | undefined {
    const callee = field(call, 'function');
    const made = this.exportedCall(callee);
    if (made?.kind === 'call') return made.callee;
    const qualified = this.qualifiedOf(callee);
    if (callee?.type === 'identifier') {
      const inner = this.returnedBy(callee);
      return qualified ?? (inner ? this.originOf(inner, steps - 1) : this.#originOfName(callee, steps - 1));
    }
    if (callee?.type !== 'attribute') return qualified;
    const origin = this.originOf(field(callee, 'object'), steps - 1);
    return origin === undefined ? qualified : `${origin}.${field(callee, 'attribute')?.text ?? ''}`;
  }

  #originOfName(node: Node, steps: number): string | undefined {
    for (const declaration of this.#scopes.find(node)) {
      if (declaration.kind === 'value') {
        const found = this.originOf(declaration.node, steps);
        if (found !== undefined) return found;
      }
      const value = declaration.kind === 'import' ? this.exported(declaration) : undefined;
      if (value?.kind === 'call') return value.callee;
    }
    return undefined;
  }

  /** `self.app`, by the assignments to it in its class. */
  #originOfAttribute(node: Node, steps: number): string | undefined {
    const key = field(node, 'attribute')?.text;
    const own = this.classOf(field(node, 'object'));
    return own && key !== undefined ? this.originOf(this.#membersOf(own).get(key), steps) : undefined;
  }

  /** What is assigned to the names of a class and to those of `self`, the first of each. */
  #membersOf(own: Node): ReadonlyMap<string, Node> {
    const known = this.#members.get(own.id);
    if (known) return known;
    const found = new Map<string, Node>();
    for (const assignment of nodesOfType(own, 'assignment')) {
      const [left, right] = [field(assignment, 'left'), field(assignment, 'right')];
      const name = (left?.type === 'attribute' ? field(left, 'attribute') : left)?.text ?? '';
      if (right && !found.has(name)) found.set(name, right);
    }
    this.#members.set(own.id, found);
    return found;
  }
}

function importIn(declarations: readonly Declaration[]) {
  for (const one of declarations) if (one.kind === 'import') return one;
  return undefined;
}

function returned(fn: Node): Node | undefined {
  const own = nodesOfType(fn, 'return_statement').filter((node) => scopeOf(node).equals(fn));
  return own.length === 1 ? parts(own[0])[0] : undefined;
}

function argumentFor(call: Node, index: number, name: string | undefined): Node | undefined {
  const given = parts(field(call, 'arguments'));
  const named = given.find((one) => one.type === 'keyword_argument' && field(one, 'name')?.text === name);
  if (named) return field(named, 'value');
  return given.filter(({ type }) => type !== 'keyword_argument')[index];
}
