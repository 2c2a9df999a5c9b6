/**
 * A map of bounded size. When it is full, it keeps the half of the keys whose hash is lowest, and from then on only
 * takes such keys: what stands in it at the end depends on the keys that came, never on their order, and each kept key
 * was seen from its first time on.
 */
export class SampledMap<V> {
  readonly #values = new Map<string, V>();
  readonly #capacity: number;
  #limit = 2 ** 32;

  constructor(capacity = 65_536) {
    this.#capacity = capacity;
  }

  /** Were keys left out? */
  get isSample(): boolean {
    return this.#limit < 2 ** 32;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  /** Sets a key, unless it is one of those left out. */
  set(key: string, value: V): void {
    if (this.isSample && hash32(key) >= this.#limit) return;
    this.#values.set(key, value);
    while (this.#values.size > this.#capacity && this.#limit > 1) this.#halve();
  }

  entries(): IterableIterator<[string, V]> {
    return this.#values.entries();
  }

  #halve(): void {
    this.#limit /= 2;
    for (const key of this.#values.keys()) if (hash32(key) >= this.#limit) this.#values.delete(key);
  }
}

/** FNV-1a over UTF-16 code units, with a last mixing of the bits (MurmurHash3's), since FNV's high bits are weak. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
