import type { Place } from '@railgate/contract';

import type { EnvValue, Value } from './value.js';

/** `a || b`: what is asked first, and what counts when it is not set. */
export function withFallback(value: Value, fallback: Value): Value {
  if (value.kind === 'env') {
    if (value.fallback) return { ...value, fallback: withFallback(value.fallback, fallback) };
    if (fallback.kind !== 'env') return { ...value, fallback };
    const others = fallback.names.filter((name) => !value.names.includes(name));
    const names: EnvValue['names'] = [...value.names, ...others];
    return { ...value, names, ...(fallback.fallback && { fallback: fallback.fallback }) };
  }
  if (value.kind === 'literal') return value.value === null || value.value === '' ? fallback : value;
  return anyOf([value, fallback], value.place);
}

/** One of them, and nobody knows when which. */
export function anyOf(values: readonly Value[], place: Place): Value {
  return { kind: 'choice', place, options: values.map((value) => ({ value, when: 'always' })) };
}

/** Literals side by side become one. */
export function joined(pieces: readonly Value[], place: Place): Value {
  const flat = pieces.flatMap((piece) => (piece.kind === 'template' ? piece.parts : [piece]));
  const merged: Value[] = [];
  for (const piece of flat) {
    const last = merged.at(-1);
    if (piece.kind === 'literal' && last?.kind === 'literal') {
      merged[merged.length - 1] = { ...last, value: `${last.value}${piece.value}` };
    } else merged.push(piece);
  }
  const [only] = merged;
  if (merged.length === 1 && only?.kind === 'literal') return { ...only, place };
  return { kind: 'template', parts: merged, place };
}

/** A text that is split: its pieces where it is known; of a read of the environment the fallback's. */
export function splitValue(value: Value, by: string, place: Place): Value {
  if (value.kind === 'literal' && typeof value.value === 'string') {
    const items = value.value
      .split(by)
      .map((item): Value => ({ kind: 'literal', value: item, place: value.place }));
    return { kind: 'list', items, place };
  }
  if (value.kind === 'env' && value.fallback) {
    return { ...value, fallback: splitValue(value.fallback, by, place) };
  }
  return value;
}
