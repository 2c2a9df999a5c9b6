import { COSTS } from './bigrams.js';

const DIGIT = 26;
const BORDER = 27;
const SYMBOLS = BORDER + 1;
/** Which of ten digits it is. */
const DIGIT_BITS = Math.log2(10);
/** Which symbol it is: a hyphen and an underscore are the usual ones. */
const SYMBOL_BITS = 1;

const bits = Float64Array.from({ length: SYMBOLS * SYMBOLS }, (_, cell) => {
  const code = COSTS[Math.floor(cell / SYMBOLS)]?.charAt(cell % SYMBOLS) ?? '0';
  return parseInt(code, 36) / 2;
});

/**
 * Bits for each character under a model of the words of code: 4 for identifiers and prose, 6.5 to 7.6 for random text.
 * Entropy alone cannot tell `spring.datasource.password` from a random value of its length; this can.
 */
export function rarity(value: string): number {
  let total = 0;
  let previous = BORDER;
  let wasLower = false;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const lower = code | 32;
    const isLetter = lower >= 97 && lower <= 122;
    if (isLetter && wasLower && code < 97) {
      total += cost(previous, BORDER);
      previous = BORDER;
    }
    const symbol = isLetter ? lower - 97 : code >= 48 && code <= 57 ? DIGIT : BORDER;
    total += cost(previous, symbol) + (symbol === DIGIT ? DIGIT_BITS : symbol === BORDER ? SYMBOL_BITS : 0);
    previous = symbol;
    wasLower = isLetter && code >= 97;
  }
  return value.length === 0 ? 0 : total / value.length;
}

function cost(from: number, to: number): number {
  return bits[from * SYMBOLS + to] ?? 0;
}
