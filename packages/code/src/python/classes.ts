import { withFallback } from '../combine-values.js';
import type { Modules } from '../extractor.js';
import { field, nodesOfType, parts, type Node, type Syntax } from '../syntax.js';
import type { EnvValue, ObjectValue, Value } from '../value.js';
import { scopeOf } from './scope.js';
import { stringText } from './text.js';
import type { Values } from './values.js';

/** One name of a class. */
export interface Field {
  readonly name: string;
  /** Of the assignment, or of the method. */
  readonly node: Node;
  /** Absent where there is only a type. */
  readonly value: Node | undefined;
  /** In the body of the class: pydantic makes fields of these alone. */
  readonly inBody: boolean;
}

const BASES_LIMIT = 6;

/** The fields of classes: constants, what `__init__` sets, and the fields of pydantic's settings, which are read from the environment. */
export class Classes {
  readonly #values: Values;
  readonly #syntax: Syntax;
  readonly #modules: Modules;
  readonly #fields = new Map<number, ReadonlyMap<string, Field>>();
  readonly #prefixes = new Map<number, string>();

  constructor(values: Values, syntax: Syntax, modules: Modules) {
    this.#values = values;
    this.#syntax = syntax;
    this.#modules = modules;
  }

  /** An object of the class; more may be set on it elsewhere. */
  objectOf(node: Node, depth: number): ObjectValue {
    const entries = new Map<string, Value>();
    for (const base of this.#bases(node)) {
      for (const [name, value] of this.#inherited(base)) entries.set(name, value);
      const own = this.#values.names.classOf(base);
      if (!own || depth > BASES_LIMIT) continue;
      for (const [name, value] of this.objectOf(own, depth + 1).entries) entries.set(name, value);
    }
    for (const name of this.fieldsOf(node).keys()) {
      const value = this.fieldOf(node, name, depth);
      if (value) entries.set(name, value);
    }
    return { kind: 'object', entries, open: true, place: this.#values.place(node) };
  }

  fieldOf(node: Node, name: string, depth: number, steps = BASES_LIMIT): Value | undefined {
    const found = this.fieldsOf(node).get(name);
    if (found) return this.#valueOf(node, found, depth);
    for (const base of steps > 0 ? this.#bases(node) : []) {
      const own = this.#values.names.classOf(base);
      const value = own ? this.fieldOf(own, name, depth, steps - 1) : this.#inherited(base).get(name);
      if (value) return value;
    }
    return undefined;
  }

  /** What the class itself says: its body, its properties, and what its methods set on `self`. */
  fieldsOf(node: Node): ReadonlyMap<string, Field> {
    const known = this.#fields.get(node.id);
    if (known) return known;
    const found = new Map<string, Field>();
    for (const assignment of nodesOfType(node, 'assignment')) {
      const left = field(assignment, 'left');
      const inBody = left?.type === 'identifier' && scopeOf(assignment).equals(node);
      const onSelf = left?.type === 'attribute' && field(left, 'object')?.text === 'self';
      const name = inBody ? left.text : onSelf ? field(left, 'attribute')?.text : undefined;
      if (name === undefined || found.has(name)) continue;
      found.set(name, { name, node: assignment, value: field(assignment, 'right'), inBody });
    }
    for (const decorated of nodesOfType(node, 'decorated_definition')) addProperty(decorated, node, found);
    this.#fields.set(node.id, found);
    return found;
  }

  /** The variables that a field of pydantic's settings is read from; none where the field is a plain one. */
  settingOf(node: Node, one: Field, depth = 0): EnvValue | undefined {
    const isField =
      one.inBody && !/^_|^model_config$/.test(one.name) && field(one.node, 'type') !== undefined;
    if (!isField || !this.#isSettings(node) || field(one.node, 'type')?.text.startsWith('ClassVar'))
      return undefined;
    const names = aliasesOf(one.value) ?? [`${this.#prefixOf(node)}${one.name}`.toUpperCase()];
    const [first, ...rest] = names;
    if (first === undefined) return undefined;
    const fallback = this.#default(one.value, depth);
    if (fallback?.kind === 'object') return undefined;
    const place = this.#values.place(one.node);
    const read: EnvValue = { kind: 'env', names: [first, ...rest], place };
    if (!fallback || (fallback.kind === 'literal' && fallback.value === null)) return read;
    return withDefault(read, fallback);
  }

  #valueOf(node: Node, one: Field, depth: number): Value {
    return (
      this.settingOf(node, one, depth) ??
      this.#default(one.value, depth) ??
      this.#values.unknown(one.node, one.name)
    );
  }

  /** `8000`, `Field(8000)`, `field(default=8000)`, `Field(default_factory=lambda: 8000)`; nothing for `...` and no value. */
  #default(value: Node | undefined, depth: number): Value | undefined {
    if (!value || value.type === 'ellipsis') return undefined;
    const callee = value.type === 'call' ? field(value, 'function')?.text : undefined;
    if (callee === undefined || !/(?:^|\.)(?:Field|field|ib)$/.test(callee))
      return this.#values.of(value, depth + 1);
    const given = parts(field(value, 'arguments'));
    const named = (name: string) =>
      field(
        given.find((one) => field(one, 'name')?.text === name),
        'value',
      );
    const factory = named('default_factory');
    if (factory?.type === 'lambda') return this.#values.of(field(factory, 'body'), depth + 1);
    const made = this.#values.names.classOf(factory);
    if (made) return this.objectOf(made, depth + 1);
    const first = named('default') ?? given.find(({ type }) => type !== 'keyword_argument');
    return first && first.type !== 'ellipsis' ? this.#values.of(first, depth + 1) : undefined;
  }

  #isSettings(node: Node, steps = BASES_LIMIT): boolean {
    return this.#bases(node).some((base) => {
      if (/(?:^|\.)\w*Settings$/.test(base.text)) return true;
      const own = this.#values.names.classOf(base);
      return own !== undefined && steps > 0 && this.#isSettings(own, steps - 1);
    });
  }

  #bases(node: Node): Node[] {
    return parts(field(node, 'superclasses')).filter(
      ({ type }) => type === 'identifier' || type === 'attribute',
    );
  }

  /** The fields of a base class in another file. */
  #inherited(base: Node): ReadonlyMap<string, Value> {
    const qualified = this.#values.names.qualifiedOf(base);
    const dot = qualified?.lastIndexOf('.') ?? -1;
    if (qualified === undefined || dot < 1) return new Map();
    const exports = this.#modules.exportsOf(this.#syntax.path, qualified.slice(0, dot));
    const value = exports?.get(qualified.slice(dot + 1));
    return value?.kind === 'object' ? value.entries : new Map();
  }

  /** `model_config = SettingsConfigDict(env_prefix="APP_")`, `class Config: env_prefix = "APP_"`. */
  #prefixOf(node: Node): string {
    const known = this.#prefixes.get(node.id);
    if (known !== undefined) return known;
    const found = findPrefix(node);
    this.#prefixes.set(node.id, found);
    return found;
  }
}

function findPrefix(node: Node): string {
  const texts = [
    ...nodesOfType(node, 'keyword_argument').map(
      (one) => [field(one, 'name')?.text, field(one, 'value')] as const,
    ),
    ...nodesOfType(node, 'assignment').map((one) => [field(one, 'left')?.text, field(one, 'right')] as const),
    ...nodesOfType(node, 'pair').map((one) => [stringText(field(one, 'key')), field(one, 'value')] as const),
  ];
  return stringText(texts.find(([name]) => name === 'env_prefix')?.[1]) ?? '';
}

/** A default that reads the same variable itself adds nothing but its own default. */
function withDefault(read: EnvValue, fallback: Value): EnvValue {
  const whole = withFallback(read, fallback);
  if (whole.kind !== 'env') return read;
  const [first, ...rest] = [...new Set(whole.names)];
  return first === undefined ? whole : { ...whole, names: [first, ...rest] };
}

/** `alias="PORT"`, `validation_alias=AliasChoices("A", "B")`, `env="PORT"` or a list of pydantic 1. */
function aliasesOf(value: Node | undefined): string[] | undefined {
  if (value?.type !== 'call') return undefined;
  for (const name of ['validation_alias', 'alias', 'env']) {
    const given = parts(field(value, 'arguments')).find((one) => field(one, 'name')?.text === name);
    const alias = field(given, 'value');
    if (!alias) continue;
    const strings = alias.type === 'string' ? [alias] : nodesOfType(alias, 'string').slice(0, 10);
    const texts = strings.map(stringText).filter((text) => text !== undefined);
    if (texts.length > 0) return texts.map((text) => text.toUpperCase());
  }
  return undefined;
}

/** `@property def port(self): return …`. */
function addProperty(decorated: Node, node: Node, found: Map<string, Field>): void {
  const fn = field(decorated, 'definition');
  const name = field(fn, 'name');
  const isProperty = parts(decorated).some(
    (part) =>
      part.type === 'decorator' &&
      /^@(?:\w+\.)?(?:property|cached_property|computed_field)\b/.test(part.text),
  );
  if (!fn || !name || !isProperty || !scopeOf(fn).equals(node) || found.has(name.text)) return;
  const returned = nodesOfType(fn, 'return_statement');
  const value = returned.length === 1 ? parts(returned[0])[0] : undefined;
  if (value) found.set(name.text, { name: name.text, node: fn, value, inBody: false });
}
