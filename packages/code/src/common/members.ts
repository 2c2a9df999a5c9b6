import type { Place } from '@railgate/contract';

import type { Value } from '../value.js';

/** The member of an object, or of each of several that it may be. */
export function memberOf(value: Value, name: string, place: Place): Value {
  if (value.kind === 'object') return value.entries.get(name) ?? { kind: 'unknown', place };
  if (value.kind !== 'choice') return { kind: 'unknown', place };
  const options = value.options.map((one) => ({ ...one, value: memberOf(one.value, name, place) }));
  return { ...value, options };
}

/** One of several results; of what gives one only, that one. */
export function itemOf(value: Value, item: number, place: Place): Value {
  if (value.kind === 'list') return value.items[item] ?? { kind: 'unknown', place };
  return item === 0 ? value : { kind: 'unknown', place };
}
