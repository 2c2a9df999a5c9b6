import type { Place } from '@railgate/contract';

import { anyOf, joined, splitValue, withFallback } from '../combine-values.js';
import type { Modules } from '../extractor.js';
import { field, nodesOfType, parts, type Node, type Syntax } from '../syntax.js';
import type { ListValue, ObjectValue, Value } from '../value.js';
import { Classes } from './classes.js';
import { environmentRead } from './environment.js';
import { formatted, percent } from './formats.js';
import { branchesOf, guardOf } from './guards.js';
import { Names } from './names.js';
import { PASSING, TRANSPARENT } from './passing.js';
import type { Declaration, Scopes } from './scope.js';
import { contentOf, firstOf, isSameName, literalOf, stringText } from './text.js';

/** How many names, calls and operators are followed; deeper is unknown. */
const DEPTH_LIMIT = 24;
/** How many expressions one value may be made of: `a = b + b; b = c + c; …` doubles with every line. */
const STEP_LIMIT = 2000;
/** A name with more bindings than these is unknown. */
const BINDINGS_LIMIT = 6;

/** Works out what expressions of one file are. */
export class Values {
  readonly names: Names;
  readonly classes: Classes;
  readonly #syntax: Syntax;
  readonly #modules: Modules;
  #steps = 0;
  readonly #open = new Set<number>();

  constructor(syntax: Syntax, scopes: Scopes, modules: Modules) {
    this.#syntax = syntax;
    this.#modules = modules;
    this.names = new Names(syntax, scopes, modules);
    this.classes = new Classes(this, syntax, modules);
  }

  of(node: Node | undefined, depth = 0): Value {
    if (depth === 0) this.#start();
    if (!node || depth > DEPTH_LIMIT || ++this.#steps > STEP_LIMIT) return this.unknown(node);
    const literal = literalOf(node);
    if (literal !== undefined) return { kind: 'literal', value: literal, place: this.place(node) };
    const next = depth + 1;
    switch (node.type) {
      case 'identifier':
        return this.#identifier(node, next);
      case 'attribute':
        return this.#attribute(node, next);
      case 'subscript':
        return this.#subscript(node, next);
      case 'parenthesized_expression':
      case 'await':
        return this.of(parts(node)[0], next);
      case 'named_expression':
        return this.of(field(node, 'value'), next);
      case 'string':
      case 'concatenated_string':
        return this.#text(node, next);
      case 'boolean_operator':
        return this.#boolean(node, next);
      case 'binary_operator':
        return this.#binary(node, next);
      case 'conditional_expression':
        return this.#conditional(node, next);
      case 'unary_operator':
        return this.#negative(node, next);
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return this.#list(node, next);
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
        return this.#comprehension(node, next);
      case 'dictionary':
        return this.#dictionary(node, next);
      case 'call':
        return this.#call(node, next);
      default:
        return this.unknown(node);
    }
  }

  #start(): void {
    this.#steps = 0;
    this.#open.clear();
  }

  unknown(node: Node | undefined, name?: string): Value {
    return { kind: 'unknown', ...(name !== undefined && { name }), place: this.place(node) };
  }

  place(node: Node | undefined): Place {
    return this.#syntax.place(node ?? this.#syntax.root);
  }

  /** What any of these bindings may be, with the conditions around them. */
  ofDeclarations(declarations: readonly Declaration[], at: Node, depth = 0): Value {
    const [first] = declarations;
    if (!first || declarations.length > BINDINGS_LIMIT) return this.unknown(at, at.text);
    if (declarations.length === 1) return this.#declared(first, at, depth);
    return {
      kind: 'choice',
      place: this.place(at),
      options: declarations.map((one) => ({
        value: this.#declared(one, at, depth),
        when: one.kind === 'value' ? guardOf(one.statement) : ('always' as const),
      })),
    };
  }

  #identifier(node: Node, depth: number): Value {
    return this.ofDeclarations(this.names.declarationsOf(node), node, depth);
  }

  #declared(declaration: Declaration, at: Node, depth: number): Value {
    switch (declaration.kind) {
      case 'value':
        return this.#bound(declaration, at, depth);
      case 'import':
        return this.names.exported(declaration) ?? this.unknown(at, at.text);
      case 'parameter': {
        const given = this.names.givenFor(declaration.node);
        if (given === 'unknown') return this.unknown(at, at.text);
        const value = given ?? declaration.fallback;
        if (!value) return this.unknown(at, at.text);
        return given || this.names.isCalled(declaration.node)
          ? this.of(value, depth)
          : this.#orUnknown(this.of(value, depth), at);
      }
      case 'class':
        return this.classes.objectOf(declaration.node, depth);
      default:
        return this.unknown(at, at.text);
    }
  }

  /** The default of a parameter, where other files call the function: they may give something else. */
  #orUnknown(value: Value, at: Node): Value {
    return anyOf([value, this.unknown(at, at.text)], this.place(at));
  }

  /** `url = f"https://{url}"`: what a name stands for while it is being worked out is not known. */
  #bound({ node, statement }: Extract<Declaration, { kind: 'value' }>, at: Node, depth: number): Value {
    const isInside = statement.startIndex <= at.startIndex && at.endIndex <= statement.endIndex;
    const isOwn = isInside && at.startIndex !== statement.startIndex;
    if (isOwn || this.#open.has(node.id)) return this.unknown(at, at.text);
    this.#open.add(node.id);
    const value = this.of(node, depth);
    this.#open.delete(node.id);
    return value;
  }

  #attribute(node: Node, depth: number): Value {
    const [object, key] = [field(node, 'object'), field(node, 'attribute')?.text ?? ''];
    const name = this.names.nameOf(node);
    if (!object) return this.unknown(node, name);
    const module = this.names.qualifiedOf(object);
    const exported =
      module === undefined ? undefined : this.#modules.exportsOf(this.#syntax.path, module)?.get(key);
    if (exported) return exported;
    const own = this.names.classOf(object);
    if (own) return this.classes.fieldOf(own, key, depth) ?? this.unknown(node, name);
    const value = this.of(object, depth);
    return (value.kind === 'object' ? value.entries.get(key) : undefined) ?? this.unknown(node, name);
  }

  #subscript(node: Node, depth: number): Value {
    const read = environmentRead(this, node, depth);
    if (read) return read;
    const value = this.of(field(node, 'value'), depth);
    const key = literalOf(field(node, 'subscript'));
    const found =
      value.kind === 'object' && typeof key === 'string'
        ? value.entries.get(key)
        : value.kind === 'list' && typeof key === 'number'
          ? value.items.at(key)
          : undefined;
    return found ?? this.unknown(node);
  }

  #text(node: Node, depth: number): Value {
    const strings = node.type === 'concatenated_string' ? parts(node) : [node];
    return joined(
      strings.flatMap((one) => this.#pieces(one, depth)),
      this.place(node),
    );
  }

  #pieces(string: Node, depth: number): Value[] {
    if (!parts(string).some(({ type }) => type === 'interpolation')) {
      return [{ kind: 'literal', value: contentOf(string), place: this.place(string) }];
    }
    return parts(string).flatMap((part): Value[] => {
      if (part.type === 'interpolation') return [this.of(field(part, 'expression') ?? parts(part)[0], depth)];
      if (part.type !== 'string_content') return [];
      const value = part.text.replaceAll('{{', '{').replaceAll('}}', '}');
      return [{ kind: 'literal', value, place: this.place(part) }];
    });
  }

  #boolean(node: Node, depth: number): Value {
    if (field(node, 'operator')?.text !== 'or') return this.unknown(node);
    return withFallback(this.of(field(node, 'left'), depth), this.of(field(node, 'right'), depth));
  }

  #binary(node: Node, depth: number): Value {
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    const operator = field(node, 'operator')?.text;
    if (operator === '%' && left?.type === 'string') return percent(this, node, left, right, depth);
    if (operator !== '+') return this.unknown(node);
    const [one, other] = [this.of(left, depth), this.of(right, depth)];
    if (one.kind === 'list' || other.kind === 'list') return this.#sum(one, other, node);
    // A sum of numbers is no text.
    if ([one, other].some((value) => value.kind === 'literal' && typeof value.value !== 'string')) {
      return this.unknown(node);
    }
    return joined([one, other], this.place(node));
  }

  /** `["a"] + OTHERS`: what is not known stays in the list as unknown. */
  #sum(one: Value, other: Value, node: Node): ListValue {
    const items = [one, other].flatMap((value) => (value.kind === 'list' ? value.items : [value]));
    return { kind: 'list', items, place: this.place(node) };
  }

  #conditional(node: Node, depth: number): Value {
    const [first, test, second] = parts(node);
    const [yes, no] = [this.of(first, depth), this.of(second, depth)];
    // `int(os.environ["PORT"]) if "PORT" in os.environ else 3000`
    if (yes.kind === 'env' && test?.text.includes(yes.names[0])) return withFallback(yes, no);
    if (isSameName(first, test)) return withFallback(yes, no);
    const guards = branchesOf(test);
    return {
      kind: 'choice',
      place: this.place(node),
      options: [
        { value: yes, when: guards.yes },
        { value: no, when: guards.no },
      ],
    };
  }

  #negative(node: Node, depth: number): Value {
    const value = this.of(field(node, 'argument'), depth);
    const isNumber = value.kind === 'literal' && typeof value.value === 'number';
    if (!isNumber || field(node, 'operator')?.text !== '-') return this.unknown(node);
    return { ...value, value: -(value.value as number) };
  }

  #list(node: Node, depth: number): ListValue {
    const items = parts(node).flatMap((item): readonly Value[] => {
      if (item.type !== 'list_splat') return [this.of(item, depth)];
      const spread = this.of(parts(item)[0], depth);
      return spread.kind === 'list' ? spread.items : [spread];
    });
    return { kind: 'list', items, place: this.place(node) };
  }

  /** `[one.strip() for one in text.split(",")]` is the list that it goes over. */
  #comprehension(node: Node, depth: number): Value {
    const [clause] = parts(node).filter(({ type }) => type === 'for_in_clause');
    const loop = field(clause, 'left')?.text;
    let body = field(node, 'body');
    while (body?.type === 'call') {
      const callee = field(body, 'function');
      const isPassing = callee?.type === 'attribute' && PASSING.has(field(callee, 'attribute')?.text ?? '');
      body = isPassing
        ? field(callee, 'object')
        : TRANSPARENT.has(callee?.text ?? '')
          ? firstOf(body)
          : undefined;
    }
    return body?.text === loop && clause ? this.of(field(clause, 'right'), depth) : this.unknown(node);
  }

  #dictionary(node: Node, depth: number): ObjectValue {
    const entries = new Map<string, Value>();
    let open = false;
    for (const part of parts(node)) {
      if (part.type === 'pair') {
        const key = literalOf(field(part, 'key'));
        if (typeof key === 'string') entries.set(key, this.of(field(part, 'value'), depth));
        else open = true;
      } else {
        const spread = this.of(parts(part)[0], depth);
        if (spread.kind === 'object') for (const [key, value] of spread.entries) entries.set(key, value);
        open ||= spread.kind !== 'object' || spread.open;
      }
    }
    return { kind: 'object', entries, open, place: this.place(node) };
  }

  #call(node: Node, depth: number): Value {
    const callee = field(node, 'function');
    const read = environmentRead(this, node, depth);
    if (read) return read;
    const given = parts(field(node, 'arguments')).filter(({ type }) => type !== 'keyword_argument');
    const name = this.names.calleeOf(node) ?? this.names.nameOf(callee) ?? '';
    if (TRANSPARENT.has(name.slice(name.lastIndexOf('.') + 1)) && given[0]) {
      const value = this.of(given[0], depth);
      return name === 'int' && value.kind === 'env' ? { ...value, type: 'number' } : value;
    }
    if (name === 'dict') return this.#keywords(node, depth);
    return (
      this.#ofMethod(node, callee, given, depth) ??
      this.#followed(callee, depth) ?? {
        kind: 'call',
        callee: name,
        arguments: given.slice(0, 2).map((one) => this.of(one, depth)),
        place: this.place(node),
      }
    );
  }

  /** `dict(a=1)`. */
  #keywords(node: Node, depth: number): ObjectValue {
    const given = nodesOfType(field(node, 'arguments') ?? node, 'keyword_argument');
    const pairs = given.map(
      (one) => [field(one, 'name')?.text ?? '', this.of(field(one, 'value'), depth)] as const,
    );
    return { kind: 'object', entries: new Map(pairs), open: false, place: this.place(node) };
  }

  /** Methods of texts, lists and dictionaries. */
  #ofMethod(node: Node, callee: Node | undefined, given: readonly Node[], depth: number): Value | undefined {
    if (callee?.type !== 'attribute') return undefined;
    const [object, method] = [field(callee, 'object'), field(callee, 'attribute')?.text ?? ''];
    if (method === 'format' && object?.type === 'string') return formatted(this, node, object, depth);
    if (method === 'get' && stringText(given[0]) !== undefined) {
      const value = this.of(object, depth);
      if (value.kind !== 'object') return undefined;
      return value.entries.get(stringText(given[0]) ?? '') ?? this.of(given[1], depth);
    }
    if (method === 'split') {
      const value = this.of(object, depth);
      const by = stringText(given[0]);
      return by === undefined || by === '' ? value : splitValue(value, by, this.place(node));
    }
    if (PASSING.has(method)) return this.of(object, depth);
    // `DATABASE_URL.replace("postgres://", "postgresql://")` is still that variable.
    const value = method === 'replace' ? this.of(object, depth) : undefined;
    return value?.kind === 'env' ? value : undefined;
  }

  /** A class makes an object of its fields; a function with one `return` gives that. */
  #followed(callee: Node | undefined, depth: number): Value | undefined {
    if (!callee) return undefined;
    const own = this.names.classOf(callee);
    if (own) return this.classes.objectOf(own, depth);
    const returned = this.names.returnedBy(callee);
    if (returned) return this.of(returned, depth);
    return this.names.exportedCall(callee);
  }
}
