import type { Place } from '@railgate/contract';

import { joined, splitValue, withFallback } from '../combine-values.js';
import type { Modules } from '../extractor.js';
import { field, parts, type Node, type Syntax } from '../syntax.js';
import type { EnvValue, LiteralValue, ObjectValue, Value } from '../value.js';
import { guardOfTest } from './guards.js';
import { stringText, type Declaration, type Scopes } from './scope.js';

/** How many names, calls and operators are followed; deeper is unknown. */
const DEPTH_LIMIT = 24;
/** How many expressions one value may be made of: `a = b + b; b = c + c; …` doubles with every line. */
const STEP_LIMIT = 2000;

/** Works out what expressions of one file are. */
export class Values {
  readonly #syntax: Syntax;
  readonly #scopes: Scopes;
  readonly #modules: Modules;
  #steps = 0;

  constructor(syntax: Syntax, scopes: Scopes, modules: Modules) {
    this.#syntax = syntax;
    this.#scopes = scopes;
    this.#modules = modules;
  }

  of(node: Node | undefined, depth = 0): Value {
    if (depth === 0) this.#steps = 0;
    if (!node || depth > DEPTH_LIMIT || ++this.#steps > STEP_LIMIT)
      return { kind: 'unknown', place: this.#place(node) };
    const literal = literalOf(node);
    if (literal !== undefined) return { kind: 'literal', value: literal, place: this.#place(node) };
    const next = depth + 1;
    switch (node.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
        return this.#identifier(node, next);
      case 'member_expression':
      case 'subscript_expression':
        return this.#member(node, next);
      case 'parenthesized_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
      case 'await_expression':
        return this.of(parts(node)[0], next);
      case 'template_string':
        return this.#template(node, next);
      case 'binary_expression':
        return this.#binary(node, next);
      case 'ternary_expression':
        return this.#ternary(node, next);
      case 'unary_expression':
        return this.#unary(node, next);
      case 'array':
        return {
          kind: 'list',
          items: parts(node).map((item) => this.of(item, next)),
          place: this.#place(node),
        };
      case 'object':
        return this.#object(node, next);
      case 'call_expression':
      case 'new_expression':
        return this.#call(node, next);
      default:
        return { kind: 'unknown', place: this.#place(node) };
    }
  }

  /** `process.env.X`, `Deno.env.get`, a package's export … as a dotted name; nothing for what is no chain of names. */
  nameOf(node: Node | undefined): string | undefined {
    if (!node) return undefined;
    if (node.type === 'identifier' || node.type === 'this') return node.text;
    if (node.type === 'import' || node.type === 'super') return node.type;
    if (node.type === 'meta_property') return 'import.meta';
    if (node.type === 'non_null_expression') return this.nameOf(parts(node)[0]);
    if (node.type !== 'member_expression') return undefined;
    const [object, property] = [this.nameOf(field(node, 'object')), field(node, 'property')?.text];
    return object === undefined || property === undefined ? undefined : `${object}.${property}`;
  }

  /** The package and the exported name that an identifier or a member of one stands for: `['cors', 'default']`. */
  importOf(node: Node | undefined): { readonly from: string; readonly name: string } | undefined {
    if (node?.type === 'identifier') {
      const found = this.#scopes.find(node);
      return found?.kind === 'import' ? { from: found.from, name: found.name } : undefined;
    }
    if (node?.type !== 'member_expression') return undefined;
    const of = this.importOf(field(node, 'object'));
    const property = field(node, 'property')?.text;
    if (!of || property === undefined) return undefined;
    return {
      from: of.from,
      name: of.name === '*' || of.name === 'default' ? property : `${of.name}.${property}`,
    };
  }

  declarationOf(identifier: Node): Declaration | undefined {
    return this.#scopes.find(identifier);
  }

  #identifier(node: Node, depth: number): Value {
    if (node.text === 'undefined') return { kind: 'literal', value: null, place: this.#place(node) };
    const found = this.#scopes.find(node);
    if (!found) return { kind: 'unknown', name: node.text, place: this.#place(node) };
    switch (found.kind) {
      case 'value':
        if (!found.reassigned) return this.of(found.node, depth);
        return {
          kind: 'choice',
          place: this.#place(node),
          options: [
            { value: this.of(found.node, depth), when: 'always' },
            { value: { kind: 'unknown', name: node.text, place: this.#place(node) }, when: 'always' },
          ],
        };
      case 'member': {
        const value = this.#propertyOf(this.of(found.of, depth), found.name, found.of);
        return found.fallback ? withFallback(value, this.of(found.fallback, depth)) : value;
      }
      case 'import': {
        const exported = this.#modules.exportsOf(this.#syntax.path, found.from)?.get(found.name);
        return exported ?? { kind: 'unknown', name: node.text, place: this.#place(node) };
      }
      case 'parameter':
        if (found.fallback) return this.of(found.fallback, depth);
        return { kind: 'unknown', name: node.text, place: this.#place(node) };
      case 'function':
        return { kind: 'unknown', name: node.text, place: this.#place(node) };
    }
  }

  #member(node: Node, depth: number): Value {
    const env = this.#envRead(node);
    if (env) return env;
    const object = field(node, 'object');
    const key =
      node.type === 'member_expression' ? field(node, 'property')?.text : stringText(field(node, 'index'));
    const imported = object?.type === 'identifier' ? this.#scopes.find(object) : undefined;
    if (imported?.kind === 'import' && imported.name === '*' && key !== undefined) {
      const exported = this.#modules.exportsOf(this.#syntax.path, imported.from)?.get(key);
      if (exported) return exported;
    }
    if (key !== undefined && object) {
      const found = this.#propertyOf(this.of(object, depth), key, node);
      if (found.kind !== 'unknown') return found;
    }
    const name = this.nameOf(node);
    return { kind: 'unknown', ...(name !== undefined && { name }), place: this.#place(node) };
  }

  #propertyOf(value: Value, key: string, at: Node): Value {
    if (value.kind === 'object') return value.entries.get(key) ?? { kind: 'unknown', place: this.#place(at) };
    if (value.kind === 'unknown' && value.name !== undefined && ENVIRONMENTS.has(value.name)) {
      return { kind: 'env', names: [key], place: this.#place(at) };
    }
    return { kind: 'unknown', place: this.#place(at) };
  }

  #envRead(node: Node): EnvValue | undefined {
    const object = field(node, 'object');
    const name = this.nameOf(object);
    if (name === undefined || !ENVIRONMENTS.has(name)) return undefined;
    const key =
      node.type === 'member_expression' ? field(node, 'property')?.text : stringText(field(node, 'index'));
    return key === undefined ? undefined : { kind: 'env', names: [key], place: this.#place(node) };
  }

  #template(node: Node, depth: number): Value {
    const pieces: Value[] = parts(node).map((part) =>
      part.type === 'template_substitution'
        ? this.of(parts(part)[0], depth)
        : { kind: 'literal', value: part.text, place: this.#place(part) },
    );
    return joined(pieces, this.#place(node));
  }

  #binary(node: Node, depth: number): Value {
    const operator = field(node, 'operator')?.text ?? '';
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    if (operator === '||' || operator === '??') {
      return withFallback(this.of(left, depth), this.of(right, depth));
    }
    if (operator === '+') return this.#sum(this.of(left, depth), this.of(right, depth), node);
    return { kind: 'unknown', place: this.#place(node) };
  }

  /** A sum with a text in it is a text; one of numbers is worked out, and one with a number and what is not known is neither. */
  #sum(one: Value, other: Value, node: Node): Value {
    const place = this.#place(node);
    if (isNumber(one) && isNumber(other)) {
      return { kind: 'literal', value: Number(one.value) + Number(other.value), place };
    }
    const isText = [one, other].some(
      (value) => value.kind === 'template' || (value.kind === 'literal' && !isNumber(value)),
    );
    return !isText && (isNumber(one) || isNumber(other))
      ? { kind: 'unknown', place }
      : joined([one, other], place);
  }

  #ternary(node: Node, depth: number): Value {
    const guard = guardOfTest(field(node, 'condition'));
    const [yes, no] = [
      this.of(field(node, 'consequence'), depth),
      this.of(field(node, 'alternative'), depth),
    ];
    // `process.env.PORT ? Number(process.env.PORT) : 3000`
    if (yes.kind === 'env' && field(node, 'condition')?.text.includes(yes.names[0]))
      return withFallback(yes, no);
    return {
      kind: 'choice',
      place: this.#place(node),
      options: [
        { value: yes, when: guard },
        { value: no, when: opposite(guard) },
      ],
    };
  }

  /** `+process.env.PORT`, `-1`. */
  #unary(node: Node, depth: number): Value {
    const value = this.of(field(node, 'argument'), depth);
    const operator = field(node, 'operator')?.text;
    if (operator === '+') return value.kind === 'env' ? { ...value, type: 'number' } : value;
    if (operator === '-' && value.kind === 'literal' && typeof value.value === 'number') {
      return { ...value, value: -value.value };
    }
    if (operator === '!' && value.kind === 'literal') return { ...value, value: !value.value };
    return { kind: 'unknown', place: this.#place(node) };
  }

  #object(node: Node, depth: number): ObjectValue {
    const entries = new Map<string, Value>();
    let open = false;
    for (const part of parts(node)) {
      if (part.type === 'pair') {
        const key = keyOf(field(part, 'key'));
        if (key === undefined) open = true;
        else entries.set(key, this.of(field(part, 'value'), depth));
      } else if (part.type === 'shorthand_property_identifier') {
        entries.set(part.text, this.#identifier(part, depth));
      } else if (part.type === 'method_definition') {
        const key = keyOf(field(part, 'name'));
        if (key !== undefined) entries.set(key, { kind: 'unknown', name: key, place: this.#place(part) });
      } else if (part.type === 'spread_element') {
        const spread = this.of(parts(part)[0], depth);
        if (spread.kind === 'object') for (const [key, value] of spread.entries) entries.set(key, value);
        open ||= spread.kind !== 'object' || spread.open;
      }
    }
    return { kind: 'object', entries, open, place: this.#place(node) };
  }

  #call(node: Node, depth: number): Value {
    const callee = field(node, 'function') ?? field(node, 'constructor');
    const given = parts(field(node, 'arguments'));
    const name = this.nameOf(callee) ?? '';
    const [first, second] = given;
    if (TRANSPARENT.has(name) && first) {
      const value = this.of(first, depth);
      return TO_NUMBER.test(name) && value.kind === 'env' ? { ...value, type: 'number' } : value;
    }
    if ((name === 'Deno.env.get' || name === 'Bun.env.get') && stringText(first) !== undefined) {
      return { kind: 'env', names: [stringText(first) as string], place: this.#place(node) };
    }
    const split = this.#split(callee, given, depth, node);
    if (split) return split;
    // `config.get('PORT', 3000)`, `env('PORT').default(3000)` and their like belong to whoever knows the library.
    return {
      kind: 'call',
      callee: name,
      arguments: [first, second].filter((one) => one !== undefined).map((one) => this.of(one, depth)),
      place: this.#place(node),
    };
  }

  /** `"a,b".split(",")`, `(process.env.X || "a,b").split(",").map(trim)`: the list of the literals, else what is split. */
  #split(callee: Node | undefined, given: readonly Node[], depth: number, node: Node): Value | undefined {
    if (callee?.type !== 'member_expression') return undefined;
    const method = field(callee, 'property')?.text ?? '';
    if (method !== 'split' && !PASSING.has(method)) return undefined;
    const value = this.of(field(callee, 'object'), depth);
    const by = stringText(given[0]);
    if (method !== 'split' || by === undefined || by === '') {
      return method === 'map' && value.kind === 'env' && value.pieces
        ? { ...value, pieces: 'mapped' }
        : value;
    }
    const list = splitValue(value, by, this.#place(node));
    return list.kind === 'env' ? { ...list, pieces: 'raw' } : list;
  }

  #place(node: Node | undefined): Place {
    return this.#syntax.place(node ?? this.#syntax.root);
  }
}

function isNumber(value: Value): value is LiteralValue {
  return value.kind === 'literal' && typeof value.value === 'number';
}

function literalOf(node: Node): string | number | boolean | null | undefined {
  if (node.type === 'true' || node.type === 'false') return node.type === 'true';
  if (node.type === 'null' || node.type === 'undefined') return null;
  if (node.type === 'number') {
    const number = Number(node.text.replaceAll('_', ''));
    return Number.isNaN(number) ? undefined : number;
  }
  return stringText(node);
}

function keyOf(node: Node | undefined): string | undefined {
  if (!node || node.type === 'computed_property_name') return undefined;
  return node.type === 'string' ? stringText(node) : node.text;
}

function opposite(guard: 'always' | 'production' | 'development') {
  if (guard === 'always') return guard;
  return guard === 'production' ? ('development' as const) : ('production' as const);
}

const ENVIRONMENTS: ReadonlySet<string> = new Set([
  'process.env',
  'import.meta.env',
  'Bun.env',
  'globalThis.process.env',
]);
/** Calls that hand on their first argument in another type. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'Number', 'parseInt', 'parseFloat', 'String', 'Boolean', 'Number.parseInt', 'Number.parseFloat', 'Object.freeze',
]); // prettier-ignore
const TO_NUMBER = /^(?:Number|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat)$/;
/** Methods that keep what a text or a list says. */
const PASSING: ReadonlySet<string> = new Set([
  'trim', 'map', 'filter', 'toString', 'toLowerCase', 'flat', 'trimEnd', 'trimStart',
]); // prettier-ignore
