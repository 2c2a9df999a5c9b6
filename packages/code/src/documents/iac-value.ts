import type { Region } from '@railgate/contract';
import type { Node } from '@vscode/tree-sitter-wasm';

import { regionOf, resolve, text, type Constants } from './iac-syntax.js';

/** What an expression of railway.ts says without running it. */
export type IacValue = IacObject | IacCall | IacOther;

export interface IacObject extends Located {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, IacEntry>;
  /** Nothing but the entries: no spread and no computed key. */
  readonly complete: boolean;
}

export interface IacEntry {
  /** Of the key. */
  readonly region: Required<Region>;
  readonly value: IacValue;
}

/** `github("owner/name", { … })`, with the name that the file calls the function by. */
export interface IacCall extends Located {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly IacValue[];
}

export type IacOther = Located &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean }
    | { readonly kind: 'list'; readonly items: readonly IacValue[] }
    /** `null` and `undefined`: as if it was not written. */
    | { readonly kind: 'nothing' }
    | { readonly kind: 'unknown' }
  );

/** What `ctx.isEnvironment(…)` is asked about; without a name it is none of those that the file names. */
export interface IacEnvironment {
  readonly name: string | undefined;
}

interface Located {
  readonly region: Required<Region>;
}

/** Nodes of one file that are looked at; constants that use constants twice would grow without end. */
const NODE_LIMIT = 20_000;
const DEPTH_LIMIT = 12;
const CHOICES_LIMIT = 200;

/** Reads expressions of one file. What is beyond its limits is unknown. */
export class IacReader {
  readonly #constants: Constants;
  readonly #environment: IacEnvironment | undefined;
  #left = NODE_LIMIT;

  /** @param environment chooses between what `ctx.isEnvironment(…)` decides; without it that is unknown. */
  constructor(constants: Constants, environment?: IacEnvironment) {
    this.#constants = constants;
    this.#environment = environment;
  }

  read(written: Node, depth = 0): IacValue {
    const region = regionOf(written);
    if (depth > DEPTH_LIMIT || this.#left-- <= 0) return { kind: 'unknown', region };
    const isShorthand = written.type === 'shorthand_property_identifier';
    const start = isShorthand ? this.#constants.get(written.text) : plain(written);
    const node = plain(resolve(start, this.#constants) ?? written);
    if (node.type === 'object') return this.#object(node, region, depth);
    if (node.type === 'call_expression') return this.#call(node, region, depth);
    if (node.type === 'array') return { kind: 'list', region, items: this.#all(node, depth) };
    const choice = this.#choice(node);
    if (choice) return this.read(choice, depth + 1);
    if (node.type === 'null' || node.type === 'undefined') return { kind: 'nothing', region };
    const value = literalOf(node);
    return value === undefined ? { kind: 'unknown', region } : { kind: 'literal', value, region };
  }

  /** What holds in the environment, out of `ctx.isEnvironment("a") ? … : ctx.isEnvironment("b") ? … : …`. */
  #choice(node: Node): Node | undefined {
    let here: Node | undefined = this.#environment === undefined ? undefined : node;
    for (let steps = 0; here?.type === 'ternary_expression' && steps < CHOICES_LIMIT; steps++) {
      const condition = here.childForFieldName('condition');
      const asked = condition?.childForFieldName('function')?.text;
      if (condition?.type !== 'call_expression' || !asked?.endsWith('.isEnvironment')) return undefined;
      const [name] = condition.childForFieldName('arguments')?.namedChildren ?? [];
      const holds = text(name ?? undefined) === this.#environment?.name;
      here = here.childForFieldName(holds ? 'consequence' : 'alternative') ?? undefined;
    }
    return here === node ? undefined : here;
  }

  #object(node: Node, region: Required<Region>, depth: number): IacObject {
    const entries = new Map<string, IacEntry>();
    let complete = true;
    for (const child of partsOf(node)) {
      const key = child.type === 'pair' ? child.childForFieldName('key') : child;
      const value = child.type === 'pair' ? child.childForFieldName('value') : child;
      const name = key ? nameOf(key) : undefined;
      if (child.type === 'spread_element') {
        const inner = this.#spread(child, depth);
        for (const [one, entry] of inner?.entries ?? []) entries.set(one, entry);
        complete &&= inner?.complete ?? false;
      } else if (!key || !value || name === undefined || child.type === 'method_definition') complete = false;
      else entries.set(name, { region: regionOf(key), value: this.read(value, depth + 1) });
    }
    return { kind: 'object', region, entries, complete };
  }

  #spread(node: Node, depth: number): IacObject | undefined {
    const [inner] = partsOf(node);
    const value = inner && this.read(inner, depth + 1);
    return value?.kind === 'object' ? value : undefined;
  }

  #call(node: Node, region: Required<Region>, depth: number): IacCall {
    const list = node.childForFieldName('arguments');
    const name = node.childForFieldName('function')?.text.slice(0, 200) ?? '';
    return { kind: 'call', region, name, args: list ? this.#all(list, depth) : [] };
  }

  #all(node: Node, depth: number): IacValue[] {
    return partsOf(node).map((child) => this.read(child, depth + 1));
  }
}

/** Without the parentheses, `as const`, `satisfies X` and `!` around it. */
function plain(node: Node): Node {
  let here = node;
  for (let steps = 0; steps < 10 && WRAPPERS.has(here.type); steps++) here = partsOf(here)[0] ?? here;
  return here;
}

const WRAPPERS: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
]);

function nameOf(key: Node): string | undefined {
  if (key.type === 'property_identifier' || key.type === 'shorthand_property_identifier') return key.text;
  return key.type === 'number' ? key.text : text(key);
}

function literalOf(node: Node): string | number | boolean | undefined {
  if (node.type === 'true' || node.type === 'false') return node.type === 'true';
  if (node.type === 'number') return Number(node.text);
  if (node.type === 'unary_expression' && /^-\s*[\d.]/.test(node.text)) return Number(node.text);
  if (node.type !== 'template_string') return text(node);
  const parts = partsOf(node);
  if (parts.some((part) => part.type === 'template_substitution')) return undefined;
  return parts.map((part) => part.text).join('');
}

function partsOf(node: Node): Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== 'comment');
}

/** The value at a path of keys; undefined where it is not written. */
export function valueAt(value: IacValue | undefined, ...keys: readonly string[]): IacValue | undefined {
  let here = value;
  for (const key of keys) here = here?.kind === 'object' ? here.entries.get(key)?.value : undefined;
  return here?.kind === 'nothing' ? undefined : here;
}

/** The text of a literal string. */
export function stringOf(value: IacValue | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
