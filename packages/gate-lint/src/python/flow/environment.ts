import { joinValues, UNKNOWN, type Value } from './value.js';

/**
 * What each name holds at one point of a function. Keys are access paths, `x`, `self.client`, `data["id"]`, so that
 * a check of `data["id"]` is remembered for exactly that.
 */
export class Environment {
  readonly #values: Map<string, Value>;
  readonly #around: Environment | undefined;
  /** The keys that are parts of another, `x.y`. */
  readonly #parts: Set<string>;

  constructor(around?: Environment, values = new Map<string, Value>(), parts = new Set<string>()) {
    this.#around = around;
    this.#values = values;
    this.#parts = parts;
  }

  get(path: string): Value | undefined {
    return this.#values.get(path) ?? this.#around?.get(path);
  }

  set(path: string, value: Value): void {
    this.#values.set(path, value);
    if (isPart(path)) this.#parts.add(path);
  }

  /** A new value for a name: what was known of its parts is void. */
  assign(path: string, value: Value): void {
    for (const known of this.#parts) {
      if (known.length > path.length && known.startsWith(path) && /[.[]/.test(known[path.length] as string)) {
        this.#values.delete(known);
        this.#parts.delete(known);
      }
    }
    this.set(path, value);
  }

  copy(): Environment {
    return new Environment(this.#around, new Map(this.#values), new Set(this.#parts));
  }

  /** Becomes what holds after any of the branches; each is a copy of this one. */
  become(branches: readonly Environment[]): void {
    const [first, ...others] = branches;
    if (first === undefined) return;
    const joined = new Map(first.#values);
    for (const other of others) joinInto(joined, first, other.#values, (path) => other.get(path));
    this.#values.clear();
    this.#parts.clear();
    for (const [path, value] of joined) this.set(path, value);
  }

  *entries(): IterableIterator<[string, Value]> {
    yield* this.#values;
  }
}

function joinInto(
  joined: Map<string, Value>,
  first: Environment,
  other: ReadonlyMap<string, Value>,
  valueInOther: (path: string) => Value | undefined,
): void {
  for (const path of new Set([...joined.keys(), ...other.keys()])) {
    const a = joined.get(path) ?? first.get(path);
    const b = other.get(path) ?? valueInOther(path);
    // A part that only one branch knows of (`data["id"]` was checked there) is known of after neither.
    if ((a === undefined || b === undefined) && isPart(path)) joined.delete(path);
    else joined.set(path, joinValues(a ?? UNKNOWN, b ?? UNKNOWN));
  }
}

function isPart(path: string): boolean {
  return /[.[]/.test(path);
}
