/** Where generated examples come from: nothing that looks like a secret stands in the repository. */
export interface Samples {
  /** `count` characters of the alphabet, which is a set of characters and ranges as in a class: `A-Za-z0-9_`. */
  of(alphabet: string, count: number): string;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  uuid(): string;
}

/** The same seed gives the same samples. xorshift32, which is enough for examples and for nothing else. */
export function samples(seed: number): Samples {
  let state = (seed ^ 0x9e3779b9) | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const of = (alphabet: string, count: number): string => {
    const characters = expand(alphabet);
    return Array.from({ length: count }, () => characters.charAt(below(characters.length))).join('');
  };
  for (let i = 0; i < 8; i++) next();
  return {
    of,
    between: (low, high) => low + below(high - low + 1),
    pick: (values) => values[below(values.length)] ?? values[0],
    uuid: () => [8, 4, 4, 4, 12].map((length) => of('0-9a-f', length)).join('-'),
  };
}

/** `a-z` is a range where the hyphen stands between two characters. */
function expand(alphabet: string): string {
  return alphabet.replace(/(.)-(.)/gs, (_, from: string, to: string) => {
    let range = '';
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) range += String.fromCharCode(code);
    return range;
  });
}
