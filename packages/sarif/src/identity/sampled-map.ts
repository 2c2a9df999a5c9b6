/**
 * A map of bounded size over hashes. When it is full, it keeps the lower half of its keys, and from then on only takes
 * such keys: what stands in it at the end depends on the keys that came, never on their order, and each kept key was
 * seen from its first time on.
 */
export class SampledMap<V> {
  readonly #values = new Map<number, V>();
  readonly #capacity: number;
  #limit = KEY_LIMIT;

  constructor(capacity = 65_536) {
    this.#capacity = capacity;
  }

  /** Were keys left out? */
  get isSample(): boolean {
    return this.#limit < KEY_LIMIT;
  }

  get(key: number): V | undefined {
    return this.#values.get(key);
  }

  /** Sets a key of `hash52`, unless it is one of those left out. */
  set(key: number, value: V): void {
    if (key >= this.#limit) return;
    this.#values.set(key, value);
    while (this.#values.size > this.#capacity && this.#limit > 1) this.#halve();
  }

  values(): IterableIterator<V> {
    return this.#values.values();
  }

  /** What it holds, as plain data. */
  state(): SampledState<V> {
    return { limit: this.#limit, values: this.#values };
  }

  /**
   * Adds what another map has seen, so that this one is as if it had seen all of it.
   *
   * @param join adds the second value of a key to its first.
   */
  absorb(other: SampledState<V>, join: (known: V, other: V) => void): void {
    this.#limit = Math.min(this.#limit, other.limit);
    for (const key of this.#values.keys()) if (key >= this.#limit) this.#values.delete(key);
    for (const [key, value] of other.values) {
      const known = this.#values.get(key);
      if (known === undefined) this.set(key, value);
      else join(known, value);
    }
  }

  #halve(): void {
    this.#limit /= 2;
    for (const key of this.#values.keys()) if (key >= this.#limit) this.#values.delete(key);
  }
}

/** A `SampledMap` on its way to another thread. */
export interface SampledState<V> {
  readonly limit: number;
  readonly values: ReadonlyMap<number, V>;
}

const KEY_LIMIT = 2 ** 52;
const TWO_26 = 2 ** 26;

/**
 * 52 bits over one or two texts, for counting only: quick, and no defence against somebody who wants two texts to
 * look the same.
 */
export function hash52(first: string, second = ''): number {
  let a = 0x811c9dc5;
  let b = 0x9747b28c ^ first.length;
  for (let i = 0; i < first.length; i++) {
    const unit = first.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
  }
  for (let i = 0; i < second.length; i++) {
    const unit = second.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
  }
  return (avalanche(a) >>> 6) * TWO_26 + (avalanche(b) >>> 6);
}

/** The same with a number. */
export function mix(hash: number, value: number): number {
  const high = avalanche(Math.floor(hash / TWO_26) ^ Math.imul(value, 0x9e3779b1));
  return (high >>> 6) * TWO_26 + ((hash ^ value) & (TWO_26 - 1));
}

/** MurmurHash3's last step, since the high bits of the loop above are weak. */
function avalanche(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
