import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';

/** What a name stands for where it is bound. */
export type Declaration =
  /** `statement` is where it is bound: what stands around it says when that counts. */
  | { readonly kind: 'value'; readonly node: Node; readonly statement: Node }
  /** `import a.b` binds `a` to `a`; `from a import b as c` binds `c` to `a.b`. */
  | { readonly kind: 'import'; readonly qualified: string; readonly from: string; readonly name: string }
  | { readonly kind: 'function'; readonly node: Node }
  | { readonly kind: 'class'; readonly node: Node }
  | { readonly kind: 'parameter'; readonly node: Node; readonly fallback: Node | undefined }
  /** A loop variable, a part of a tuple, a name that is changed in place. */
  | { readonly kind: 'other' };

interface Entry {
  readonly start: number;
  readonly end: number;
  readonly isClass: boolean;
  readonly declarations: Declaration[];
}

const SCOPES: ReadonlySet<string> = new Set(['module', 'function_definition', 'class_definition', 'lambda']);

/** The bindings of one file by name and scope. Python's blocks are no scopes; a class's names are not seen in its methods. */
export class Scopes {
  readonly #entries = new Map<string, Entry[]>();
  /** Names that some function declares as global. */
  readonly #globals: ReadonlySet<string>;
  /** `from x import *`. */
  readonly wildcards: readonly string[];

  constructor(root: Node) {
    const wildcards: string[] = [];
    const globals = nodesOfType(root, 'global_statement').flatMap(parts);
    this.#globals = new Set(globals.map(({ text }) => text));
    for (const node of nodesOfType(root, 'import_statement', 'import_from_statement')) {
      const scope = scopeOf(node);
      for (const { bound, ...rest } of importsIn(node)) {
        if (bound === '*') wildcards.push(rest.from);
        else this.#add(bound, scope, { kind: 'import', ...rest });
      }
    }
    for (const node of nodesOfType(root, 'assignment', 'named_expression')) this.#addAssignment(node, root);
    for (const node of nodesOfType(root, 'function_definition', 'class_definition')) {
      const kind = node.type === 'class_definition' ? 'class' : 'function';
      this.#add(field(node, 'name')?.text, scopeOf(node), { kind, node });
    }
    for (const node of nodesOfType(root, 'parameters', 'lambda_parameters')) this.#addParameters(node);
    for (const node of nodesOfType(root, 'as_pattern')) this.#addAlias(node);
    this.#addOthers(root);
    this.wildcards = wildcards;
  }

  /** What the name of an identifier may stand for at its place; nothing for builtins. */
  find(identifier: Node): readonly Declaration[] {
    const at = identifier.startIndex;
    let best: Entry | undefined;
    for (const entry of this.#entries.get(identifier.text) ?? []) {
      if (!(entry.start <= at && at < entry.end)) continue;
      if (entry.isClass && !isDirectlyIn(identifier, entry)) continue;
      if (!best || entry.end - entry.start < best.end - best.start) best = entry;
    }
    return best?.declarations ?? [];
  }

  /** The names that a module binds at its top, with what they stand for. */
  *topLevel(root: Node): Generator<readonly [string, readonly Declaration[]]> {
    for (const [name, entries] of this.#entries) {
      const top = entries.find((entry) => entry.start === root.startIndex && entry.end === root.endIndex);
      if (top) yield [name, top.declarations];
    }
  }

  #addAssignment(node: Node, root: Node): void {
    const [target, value] = [
      field(node, 'left') ?? field(node, 'name'),
      field(node, 'right') ?? field(node, 'value'),
    ];
    if (!target || !value) return;
    const own = scopeOf(node);
    if (target.type === 'identifier') {
      const isOutside = this.#globals.has(target.text) && own.type === 'function_definition';
      const scope = isOutside && isGlobal(own, target.text) ? root : own;
      // `a = b = 3`: the value of a is that of b.
      const last = value.type === 'assignment' ? lastValue(value) : value;
      if (last) this.#add(target.text, scope, { kind: 'value', node: last, statement: node });
    } else if (target.type === 'pattern_list' || target.type === 'tuple_pattern') {
      const [names, values] = [parts(target), parts(value)];
      const sided = value.type === 'expression_list' || value.type === 'tuple';
      for (const [index, name] of names.entries()) {
        const one = sided && names.length === values.length ? values[index] : undefined;
        if (name.type !== 'identifier') continue;
        this.#add(name.text, own, one ? { kind: 'value', node: one, statement: node } : { kind: 'other' });
      }
    }
  }

  #addParameters(parameters: Node): void {
    const scope = parameters.parent ?? parameters;
    for (const parameter of parts(parameters)) {
      const name =
        field(parameter, 'name') ?? (parameter.type === 'identifier' ? parameter : parts(parameter)[0]);
      const fallback = field(parameter, 'value');
      if (name?.type === 'identifier')
        this.#add(name.text, scope, { kind: 'parameter', node: parameter, fallback });
    }
  }

  /** `with open() as f`, `except X as e`. */
  #addAlias(pattern: Node): void {
    const name = parts(field(pattern, 'alias'))[0];
    const value = parts(pattern)[0];
    if (name?.type !== 'identifier' || !value) return;
    this.#add(name.text, scopeOf(pattern), { kind: 'value', node: value, statement: pattern });
  }

  /** Loop variables; names that are added to: `x += 1`, `origins.append(…)`. */
  #addOthers(root: Node): void {
    for (const node of nodesOfType(root, 'for_statement', 'for_in_clause', 'augmented_assignment')) {
      const left = field(node, 'left');
      for (const name of left?.type === 'identifier' ? [left] : parts(left)) {
        if (name.type === 'identifier') this.#add(name.text, scopeOf(node), { kind: 'other' });
      }
    }
    for (const node of nodesOfType(root, 'call')) {
      const callee = field(node, 'function');
      if (callee?.type !== 'attribute' || !CHANGING.has(field(callee, 'attribute')?.text ?? '')) continue;
      const name = field(callee, 'object');
      if (name?.type === 'identifier' && this.find(name).length > 0) this.#change(name);
    }
  }

  #change(name: Node): void {
    const declarations = this.find(name) as Declaration[];
    if (declarations.every(({ kind }) => kind === 'value')) declarations.push({ kind: 'other' });
  }

  #add(name: string | undefined, scope: Node, declaration: Declaration): void {
    if (name === undefined) return;
    const entries = this.#entries.get(name) ?? [];
    const known = entries.find((entry) => entry.start === scope.startIndex && entry.end === scope.endIndex);
    if (known) known.declarations.push(declaration);
    else {
      const isClass = scope.type === 'class_definition';
      entries.push({ start: scope.startIndex, end: scope.endIndex, isClass, declarations: [declaration] });
    }
    this.#entries.set(name, entries);
  }
}

const CHANGING: ReadonlySet<string> = new Set(['append', 'extend', 'insert', 'remove', 'clear']);

interface Import {
  /** The name that the file gets; `*` where it gets all. */
  readonly bound: string;
  readonly from: string;
  /** `*` for the module itself. */
  readonly name: string;
  readonly qualified: string;
}

/** The names that an import statement binds. */
export function importsIn(statement: Node): Import[] {
  const names = statement.childrenForFieldName('name').filter((node) => node !== null);
  if (statement.type === 'import_statement') {
    return names.map((node) => {
      const path = (field(node, 'name') ?? node).text;
      const alias = field(node, 'alias')?.text;
      const top = path.split('.')[0] ?? path;
      const from = alias === undefined ? top : path;
      return { bound: alias ?? top, from, name: '*', qualified: from };
    });
  }
  const from = field(statement, 'module_name')?.text ?? '';
  if (parts(statement).some(({ type }) => type === 'wildcard_import')) {
    return [{ bound: '*', from, name: '*', qualified: from }];
  }
  return names.map((node) => {
    const name = (field(node, 'name') ?? node).text;
    const qualified = submodule(from, name);
    return { bound: field(node, 'alias')?.text ?? name, from, name, qualified };
  });
}

/** The specifier of a name in a package: `.` and `config` give `.config`. */
export function submodule(from: string, name: string): string {
  return from.endsWith('.') ? from + name : `${from}.${name}`;
}

/** The value at the end of `a = b = 3`. */
function lastValue(assignment: Node): Node | undefined {
  let value: Node | undefined = assignment;
  for (let steps = 0; value?.type === 'assignment' && steps < 20; steps++) value = field(value, 'right');
  return value?.type === 'assignment' ? undefined : value;
}

function isGlobal(fn: Node, name: string): boolean {
  return nodesOfType(fn, 'global_statement').some((node) => parts(node).some(({ text }) => text === name));
}

/** Not in a function inside of the class. */
function isDirectlyIn(node: Node, entry: Entry): boolean {
  const scope = scopeOf(node);
  return scope.startIndex === entry.start && scope.endIndex === entry.end;
}

/** The function, class or module that a node stands in. A decorator or a default belongs to what is around its function. */
export function scopeOf(node: Node): Node {
  let [last, below] = [node, node];
  for (const above of ancestors(node)) {
    if (SCOPES.has(above.type) && !isHead(above, below)) return above;
    below = above;
    last = above;
  }
  return last;
}

function isHead(scope: Node, part: Node): boolean {
  if (scope.type === 'module') return false;
  const body = field(scope, 'body');
  return body !== undefined && !body.equals(part) && !/parameters$/.test(part.type);
}
