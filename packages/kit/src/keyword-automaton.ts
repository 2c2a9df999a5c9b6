/**
 * The automaton of Aho and Corasick, built in flat arrays: thousands of keywords have tens of thousands of states, and an
 * object for each takes longer to make than a small repository takes to search.
 */

/** Bytes of all keywords, and where each stands in them. */
export interface Words {
  readonly bytes: Buffer;
  /** By keyword; one more says where the last one ends. */
  readonly starts: Int32Array;
}

/** Keywords are a byte apart. @param fold ASCII capitals become small. */
export function wordsOf(keywords: readonly string[], fold: boolean): Words {
  const bytes = Buffer.from(keywords.join(SEPARATOR));
  const starts = new Int32Array(keywords.length + 1);
  for (const [index, word] of keywords.entries()) {
    if (word === '') throw new RangeError('A keyword is empty.');
    starts[index + 1] = (starts[index] as number) + Buffer.byteLength(word) + 1;
  }
  for (let i = 0; fold && i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte >= 65 && byte <= 90) bytes[i] = byte + 32;
  }
  return { bytes, starts };
}

/** Halves of a character at the end of one keyword and the beginning of the next must not meet. */
const SEPARATOR = '\n';

/** Bytes of the longest keyword. */
export function longestOf({ starts }: Words): number {
  let longest = 0;
  for (let word = 0; word + 1 < starts.length; word++)
    longest = Math.max(longest, (starts[word + 1] as number) - (starts[word] as number) - 1);
  return longest;
}

/** Bytes that no keyword holds behave alike: class 0. Fewer classes are a table that fits into the cache. */
export function classesOf({ bytes, starts }: Words, fold: boolean): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(256);
  let width = 1;
  for (let word = 0; word + 1 < starts.length; word++) {
    const end = (starts[word + 1] as number) - 1;
    for (let i = starts[word] as number; i < end; i++) {
      const byte = bytes[i] as number;
      if (classes[byte] !== 0) continue;
      classes[byte] = width++;
      if (width > 255) throw new RangeError('The keywords hold too many different bytes.');
    }
  }
  for (let letter = 97; fold && letter <= 122; letter++) classes[letter - 32] = classes[letter] as number;
  return { classes, width };
}

/** State 0 is the root, and no child: 0 says that there is none. */
export interface Trie {
  readonly size: number;
  /** By state. */
  readonly firstChild: Int32Array;
  readonly sibling: Int32Array;
  /** Class of the byte that leads to the state. */
  readonly kind: Uint8Array;
  /** Keywords that end there, by state. */
  readonly ends: ReadonlyMap<number, readonly number[]>;
}

export function buildTrie({ bytes, starts }: Words, classes: Uint8Array): Trie {
  const [firstChild, sibling] = [new Int32Array(bytes.length + 1), new Int32Array(bytes.length + 1)];
  const kind = new Uint8Array(bytes.length + 1);
  const ends = new Map<number, number[]>();
  let size = 1;
  for (let word = 0; word + 1 < starts.length; word++) {
    let state = 0;
    const end = (starts[word + 1] as number) - 1;
    for (let i = starts[word] as number; i < end; i++) {
      const wanted = classes[bytes[i] as number] as number;
      let child = firstChild[state] as number;
      while (child !== 0 && kind[child] !== wanted) child = sibling[child] as number;
      if (child === 0) {
        child = size++;
        kind[child] = wanted;
        sibling[child] = firstChild[state] as number;
        firstChild[state] = child;
      }
      state = child;
    }
    const found = ends.get(state);
    if (found) found.push(word);
    else ends.set(state, [word]);
  }
  return { size, firstChild, sibling, kind, ends };
}

export interface Automaton {
  /** By state and class: the number of the state that follows. */
  readonly next: Uint32Array;
  /** By state, from `firstFinal` on. */
  readonly found: readonly (readonly number[])[];
  readonly firstFinal: number;
}

/**
 * States that end a keyword come last, so that one comparison tells them. The shallow ones, where a scan mostly is, lie
 * together, and so in the processor's cache.
 */
export function buildAutomaton(trie: Trie, width: number): Automaton {
  const { size, firstChild, sibling, kind } = trie;
  const order = byDepth(trie);
  const suffix = suffixesOf(trie, order, width);
  const { found, numbers, firstFinal } = numbered(trie, order, suffix);
  const next = new Uint32Array(size * width);
  // A state goes on as its suffix does, which is less deep, but for its own children.
  for (let i = 0; i < size; i++) {
    const state = order[i] as number;
    const row = (numbers[state] as number) * width;
    const from = (numbers[suffix[state] as number] as number) * width;
    if (state !== 0) next.copyWithin(row, from, from + width);
    for (let child = firstChild[state] as number; child !== 0; child = sibling[child] as number)
      next[row + (kind[child] as number)] = numbers[child] as number;
  }
  return { next, found, firstFinal };
}

function byDepth({ size, firstChild, sibling }: Trie): Int32Array {
  const order = new Int32Array(size);
  for (let read = 0, write = 1; read < size; read++)
    for (
      let child = firstChild[order[read] as number] as number;
      child !== 0;
      child = sibling[child] as number
    )
      order[write++] = child;
  return order;
}

/** By state: that of the longest proper suffix that begins a keyword. */
function suffixesOf({ size, firstChild, sibling, kind }: Trie, order: Int32Array, width: number): Int32Array {
  const suffix = new Int32Array(size);
  const atRoot = new Int32Array(width);
  for (let child = firstChild[0] as number; child !== 0; child = sibling[child] as number)
    atRoot[kind[child] as number] = child;
  const step = (state: number, wanted: number): number => {
    if (state === 0) return atRoot[wanted] as number;
    let child = firstChild[state] as number;
    while (child !== 0 && kind[child] !== wanted) child = sibling[child] as number;
    return child;
  };
  for (let i = 1; i < size; i++) {
    const state = order[i] as number;
    for (let child = firstChild[state] as number; child !== 0; child = sibling[child] as number) {
      const wanted = kind[child] as number;
      let shorter = suffix[state] as number;
      let target = step(shorter, wanted);
      while (target === 0 && shorter !== 0) {
        shorter = suffix[shorter] as number;
        target = step(shorter, wanted);
      }
      suffix[child] = target;
    }
  }
  return suffix;
}

/** What ends where, and by state the number it has in the automaton. */
function numbered({ size, ends }: Trie, order: Int32Array, suffix: Int32Array) {
  const all = new Map<number, readonly number[]>();
  const numbers = new Int32Array(size);
  let firstFinal = 0;
  for (let i = 0; i < size; i++) {
    const state = order[i] as number;
    const [own, inherited] = [ends.get(state), all.get(suffix[state] as number)];
    const found = own && inherited ? [...own, ...inherited] : (own ?? inherited);
    if (found) all.set(state, found);
    else numbers[state] = firstFinal++;
  }
  // The map has kept them by their depth.
  let number = firstFinal;
  for (const state of all.keys()) numbers[state] = number++;
  return { found: [...all.values()], numbers, firstFinal };
}
