import type { Place, Region } from '@railgate/contract';
import { TextPosition } from '@railgate/kit';

import type { DocumentProblem } from './parsed.js';
import type { ConfigValue, Pointer } from './values.js';

export type { ConfigTable, ConfigValue, Pointer } from './values.js';

export type ConfigFormat = 'toml' | 'json' | 'hujson';
/** What every parser makes. Offsets are UTF-16 code units; a table without text of its own has `start` = `end`. */
export type ConfigNode = ScalarNode | ArrayNode | TableNode;
export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
}
export interface ArrayNode extends Span {
  readonly kind: 'array';
  readonly items: ConfigNode[];
}
export interface TableNode extends Span {
  readonly kind: 'table';
  readonly entries: Map<string, ConfigEntry>;
}
export interface ConfigEntry {
  readonly key: Span;
  node: ConfigNode;
}
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A configuration file as values with places. Rules never see which syntax it has. */
export class ConfigDocument {
  readonly path: string;
  readonly format: ConfigFormat;
  readonly text: string;
  /** Usually a table; a hostile or broken file may hold any value. */
  readonly root: ConfigValue;
  readonly problems: readonly DocumentProblem[];
  readonly #tree: ConfigNode;
  readonly #position: TextPosition;

  constructor(parts: {
    path: string;
    format: ConfigFormat;
    text: string;
    tree: ConfigNode;
    problems?: readonly DocumentProblem[];
  }) {
    this.path = parts.path;
    this.format = parts.format;
    this.text = parts.text;
    this.problems = parts.problems ?? [];
    this.#tree = parts.tree;
    this.#position = new TextPosition(parts.text);
    this.root = valueOf(parts.tree);
  }

  get(pointer: Pointer): ConfigValue | undefined {
    const node = this.#walk(pointer)?.node;
    return node && valueOf(node);
  }

  has(pointer: Pointer): boolean {
    return this.#walk(pointer) !== undefined;
  }

  /** The keys of a table in the order of the file; none where there is no table. */
  keys(pointer: Pointer): readonly string[] {
    const node = this.#walk(pointer)?.node;
    return node?.kind === 'table' ? [...node.entries.keys()] : [];
  }

  /** Of the key or the value; of the nearest thing above it that is there, when it is not. */
  regionOf(pointer: Pointer, part: 'key' | 'value'): Required<Region> {
    for (let length = pointer.length; length > 0; length--) {
      const found = this.#walk(pointer.slice(0, length));
      if (found) return this.#regionOf(found, part === 'key' || length < pointer.length);
    }
    return this.#position.region(0, 0);
  }

  place(pointer: Pointer, part: 'key' | 'value', message?: string): Place {
    return {
      path: this.path,
      region: this.regionOf(pointer, part),
      ...(message !== undefined && { message }),
    };
  }

  #regionOf(found: Found, key: boolean): Required<Region> {
    const { node } = found;
    const span = found.key && (key || node.start === node.end) ? found.key : node;
    return this.#position.region(span.start, span.end);
  }

  #walk(pointer: Pointer): Found | undefined {
    let found: Found = { node: this.#tree };
    for (const segment of pointer) {
      const next = step(found.node, segment);
      if (!next) return undefined;
      found = next;
    }
    return found;
  }
}

interface Found {
  readonly node: ConfigNode;
  readonly key?: Span;
}

function step(node: ConfigNode, segment: string | number): Found | undefined {
  if (node.kind === 'table') return node.entries.get(String(segment));
  if (node.kind !== 'array' || typeof segment !== 'number') return undefined;
  const item = node.items[segment];
  return item && { node: item };
}

/** The parsers bound the depth (`DEPTH_LIMIT`), so the recursion is bounded too. */
function valueOf(node: ConfigNode): ConfigValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(valueOf);
  const table = Object.create(null) as Record<string, ConfigValue>;
  for (const [key, entry] of node.entries) table[key] = valueOf(entry.node);
  return table;
}
