import type { Place } from '@railgate/contract';

import { joined } from '../combine-values.js';
import type { Value } from '../value.js';

/** Longer texts are no formats of addresses. */
const LENGTH_LIMIT = 4000;

/** A text whose `holes` are filled with what `fill` gives for each match. */
export function formatted(
  text: string,
  holes: RegExp,
  fill: (match: RegExpMatchArray) => Value,
  place: Place,
): Value {
  const pieces: Value[] = [];
  let from = 0;
  const add = (piece: string) => {
    if (piece !== '') pieces.push({ kind: 'literal', value: piece, place });
  };
  for (const match of text.slice(0, LENGTH_LIMIT).matchAll(holes)) {
    add(text.slice(from, match.index));
    pieces.push(fill(match));
    from = match.index + match[0].length;
  }
  add(text.slice(from));
  return joined(pieces, place);
}
