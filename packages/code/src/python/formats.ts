import { joined } from '../combine-values.js';
import { field, parts, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { contentOf } from './text.js';
import type { Values } from './values.js';

/** `"http://{}:{port}".format(host, port=1)`. */
export function formatted(values: Values, call: Node, text: Node, depth: number): Value {
  const given = parts(field(call, 'arguments'));
  const positional = given.filter(({ type }) => type !== 'keyword_argument');
  let next = 0;
  const argument = (key: string): Value => {
    const index = key === '' ? next++ : Number(key);
    const named = given.find((one) => field(one, 'name')?.text === key);
    return values.of(Number.isNaN(index) ? field(named, 'value') : positional[index], depth);
  };
  return assembled(values, call, contentOf(text), /\{(\w{0,60})(?:[!:][^{}]{0,40})?\}/g, argument);
}

/** `"http://%s:%d" % (host, port)`. */
export function percent(
  values: Values,
  node: Node,
  text: Node,
  right: Node | undefined,
  depth: number,
): Value {
  const given = right?.type === 'tuple' ? parts(right) : right ? [right] : [];
  let next = 0;
  const argument = (): Value => values.of(given[next++], depth);
  return assembled(values, node, contentOf(text), /%()[sdri]/g, argument);
}

function assembled(
  values: Values,
  node: Node,
  text: string,
  hole: RegExp,
  argument: (key: string) => Value,
): Value {
  const place = values.place(node);
  const pieces: Value[] = [];
  let from = 0;
  for (const match of text.slice(0, 2000).matchAll(hole)) {
    pieces.push({ kind: 'literal', value: text.slice(from, match.index), place }, argument(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  pieces.push({ kind: 'literal', value: text.slice(from), place });
  return joined(
    pieces.filter((piece) => piece.kind !== 'literal' || piece.value !== ''),
    place,
  );
}
