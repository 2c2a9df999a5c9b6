import type { Modules } from '../extractor.js';
import { ancestors, type Node, type Syntax } from '../syntax.js';
import type { Value } from '../value.js';
import type { Bindings } from './bindings.js';
import type { Binding, CallTree, Reading } from './tree.js';

/** How long a chain of names, calls or declarations may be. */
const CHAIN_LIMIT = 40;

/** What the names of one file stand for: those it declares, those of its package, and those it imports. */
export class Names {
  readonly #reading: Reading;
  readonly #syntax: Syntax;
  readonly #modules: Modules;
  readonly #bindings: Bindings;
  readonly #ownPackage: string | undefined;
  #valueNames: ReadonlyMap<number, string> | undefined;

  constructor(reading: Reading, syntax: Syntax, modules: Modules, bindings: Bindings) {
    this.#reading = reading;
    this.#syntax = syntax;
    this.#modules = modules;
    this.#bindings = bindings;
    const { ownPackage } = reading;
    this.#ownPackage = typeof ownPackage === 'function' ? ownPackage(syntax) : ownPackage;
  }

  /** The names of variables, fields and constants by the node of what they are given. */
  valueNames(): ReadonlyMap<number, string> {
    this.#valueNames ??= new Map(
      this.all.flatMap(({ is, name }) =>
        (is.kind === 'value' || is.kind === 'assignment') && is.of ? [[is.of.id, name] as const] : [],
      ),
    );
    return this.#valueNames;
  }

  get all(): readonly Binding[] {
    return this.#bindings.all;
  }

  find(name: string, at: Node): readonly Binding[] {
    return this.#bindings.find(name, at);
  }

  isKnown(name: string, at: Node): boolean {
    return this.find(name, at).length > 0 || this.inPackage(name) !== undefined;
  }

  /** What another file of the same package says. */
  inPackage(name: string): Value | undefined {
    if (this.#ownPackage === undefined) return undefined;
    return this.#modules.exportsOf(this.#syntax.path, this.#ownPackage, name)?.get(name);
  }

  membersOf(body: Node): readonly string[] {
    return this.#bindings.namesIn(body);
  }

  inside(body: Node, name: string): readonly Binding[] {
    return this.#bindings.inside(body, name);
  }

  /** A member of the class around a node. */
  ownMember(at: Node, name: string): readonly Binding[] {
    for (const above of ancestors(at)) {
      const found = this.#bindings.find(name, above);
      if (found[0]?.scope.id === above.id && this.#bindings.isTypeBody(above)) return found;
    }
    return [];
  }

  assignedMembers(dotted: string, at: Node): readonly Binding[] {
    return this.#bindings.membersOf(dotted, at);
  }

  /** A chain of names as it is written, with dots; nothing for what is none. */
  dotted(node: Node): string | undefined {
    const names: string[] = [];
    let here: Node | undefined = node;
    for (let steps = 0; here && steps < CHAIN_LIMIT; steps++) {
      const tree = this.#reading.read(here);
      if (tree.kind === 'name') return [tree.name, ...names.reverse()].join('.');
      if (tree.kind === 'self') return ['this', ...names.reverse()].join('.');
      if (tree.kind === 'same') here = tree.of;
      else if (tree.kind === 'member') {
        names.push(tree.name);
        here = tree.of;
      } else return undefined;
    }
    return undefined;
  }

  /** The specifier of the module that a name is. */
  moduleOf(node: Node): string | undefined {
    const plain = this.#plain(node);
    const tree = plain && this.#reading.read(plain);
    if (!plain || !tree) return undefined;
    if (tree.kind === 'name') {
      const is = this.find(tree.name, plain)[0]?.is;
      if (is?.kind === 'import' && is.name === '*') return is.from;
    }
    return this.#reading.pathsAreModules === true ? this.#modulePath(plain) : undefined;
  }

  /** A path that leads to a file of the workspace. */
  #modulePath(node: Node): string | undefined {
    const path = this.full(node);
    return path !== undefined && this.#modules.resolve(this.#syntax.path, path) !== undefined
      ? path
      : undefined;
  }

  /** Is a function that is called by its own name one of the file? */
  isDeclared({ on, name }: CallTree, node: Node): boolean {
    const is = on ? undefined : this.find(name, node)[0]?.is;
    return is !== undefined && is.kind !== 'import';
  }

  /**
   * A name with what it was imported from: `net/http.ListenAndServe`, `std::env::var`, `java.net.URI`. As it is written
   * where the file imports nothing of that name; nothing where it declares it itself.
   */
  full(node: Node): string | undefined {
    const names: string[] = [];
    let here: Node | undefined = node;
    for (let steps = 0; here && steps < CHAIN_LIMIT; steps++) {
      const tree = this.#reading.read(here);
      if (tree.kind === 'same') here = tree.of;
      else if (tree.kind === 'member') {
        names.push(tree.name);
        here = tree.of;
      } else if (tree.kind === 'name') return this.#join(this.#imported(tree.name, here), names.reverse());
      else return undefined;
    }
    return undefined;
  }

  /** The full name of what is called. */
  fullOf(call: CallTree, node: Node): string | undefined {
    if (call.name === '') return undefined;
    const on = call.on ? this.full(call.on) : undefined;
    if (call.on) return on === undefined ? undefined : this.#join([on], [call.name]);
    return this.#join(this.#imported(call.name, node), []);
  }

  /** What is called, as it is written. */
  calleeOf(call: CallTree): string {
    if (!call.on) return call.name;
    const tree = this.#reading.read(call.on);
    const on = this.dotted(call.on) ?? (tree.kind === 'call' ? `${this.#nearName(tree)}()` : '');
    return `${on}.${call.name}`;
  }

  #nearName(tree: CallTree): string {
    const on = tree.on && this.dotted(tree.on);
    return on === undefined ? tree.name : `${on}.${tree.name}`;
  }

  /**
   * What made an object, as a full name: the function or type whose call it is, through variables, chains of calls and
   * declared types: `gin.Default()` → `github.com/gin-gonic/gin.Default`; `func f(r *gin.Engine)` → `….Engine`.
   */
  originOf(node: Node | undefined): string | undefined {
    let here = node;
    for (let steps = 0; here && steps < CHAIN_LIMIT; steps++) {
      const step = this.#originStep(here);
      if (typeof step === 'string') return step;
      here = step;
    }
    return undefined;
  }

  #originStep(node: Node): Node | string | undefined {
    const tree = this.#reading.read(node);
    switch (tree.kind) {
      case 'same':
        return tree.of;
      case 'call': {
        const onTree = tree.on && this.#reading.read(tree.on);
        if (onTree && (onTree.kind === 'call' || this.#isVariable(tree.on))) return tree.on;
        return this.fullOf(tree, node);
      }
      case 'object':
        return tree.type ? this.full(tree.type) : undefined;
      case 'name':
        return this.#declaredBy(this.find(tree.name, node));
      case 'member': {
        const own =
          this.#reading.read(tree.of).kind === 'self'
            ? this.ownMember(node, tree.name)
            : this.#field(tree.of, tree.name);
        return own.length > 0 ? this.#declaredBy(own) : this.full(node);
      }
      default:
        return undefined;
    }
  }

  /** A field of a variable whose type the file declares. */
  #field(of: Node, name: string): readonly Binding[] {
    const tree = this.#reading.read(of);
    if (tree.kind !== 'name') return [];
    const type = this.#plain(this.find(tree.name, of).find((one) => one.type)?.type);
    const declared = type && this.#reading.read(type);
    if (!type || declared?.kind !== 'name') return [];
    const is = this.find(declared.name, type)[0]?.is;
    return is?.kind === 'type' ? this.inside(is.body, name) : [];
  }

  /** Without pointers, references and parentheses. */
  #plain(node: Node | undefined): Node | undefined {
    let here = node;
    for (let steps = 0; here && steps < CHAIN_LIMIT; steps++) {
      const tree = this.#reading.read(here);
      if (tree.kind !== 'same') return here;
      here = tree.of;
    }
    return undefined;
  }

  #declaredBy(all: readonly Binding[]): Node | string | undefined {
    for (const { is, type } of all) {
      if (is.kind === 'import') return is.name === '*' ? is.from : this.#join([is.from], [is.name]);
      if (type) return this.full(type);
      if ((is.kind === 'value' || is.kind === 'assignment') && is.of) return is.of;
    }
    return undefined;
  }

  /** A name that the file gives to a value, not to a package or a type. */
  #isVariable(node: Node | undefined): boolean {
    const tree = node && this.#reading.read(node);
    if (!node || !tree) return false;
    if (tree.kind === 'same') return this.#isVariable(tree.of);
    if (tree.kind === 'self') return false;
    if (tree.kind === 'member')
      return this.full(node) === undefined || this.#reading.read(tree.of).kind === 'self';
    const is = tree.kind === 'name' ? this.find(tree.name, node)[0]?.is : undefined;
    return is?.kind === 'value' || is?.kind === 'parameter' || is?.kind === 'assignment';
  }

  #imported(name: string, at: Node): readonly string[] | undefined {
    const is = this.find(name, at)[0]?.is;
    if (!is) return [name];
    if (is.kind !== 'import') return undefined;
    return is.name === '*' ? [is.from] : [is.from, is.name];
  }

  #join(first: readonly string[] | undefined, rest: readonly string[]): string | undefined {
    return first && [...first, ...rest].join(this.#reading.separator);
  }
}
