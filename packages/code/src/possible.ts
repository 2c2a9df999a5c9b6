import type { Guard, Value } from './value.js';

/** One thing that a value may be on Railway. */
export interface Possible {
  readonly value: Value;
  /** It counts only where none of these variables is set. */
  readonly unlessSet: readonly string[];
}

/** A value that a program wrote may be a tree of any size. */
const LIMIT = 500;

/**
 * What a value may be on Railway: branches for development are left out; a read of the environment is itself, and then
 * its fallback. The items of lists stay together.
 */
export function possibleValues(value: Value): readonly Possible[] {
  const found: Possible[] = [];
  const rest: Possible[] = [{ value, unlessSet: [] }];
  for (let one = rest.pop(); one && found.length + rest.length < LIMIT; one = rest.pop()) {
    const { value: current, unlessSet } = one;
    if (current.kind === 'choice') {
      const options = current.options.filter(({ when }) => countsInProduction(when)).toReversed();
      rest.push(...options.map((option) => ({ value: option.value, unlessSet })));
    } else {
      found.push(one);
      if (current.kind === 'env' && current.fallback) {
        rest.push({ value: current.fallback, unlessSet: [...unlessSet, ...current.names] });
      }
    }
  }
  return found;
}

interface PossibleItem extends Possible {
  readonly inList: boolean;
}

/** The items of the lists among what a value may be, and everything that is no list. */
export function possibleItems(value: Value): readonly PossibleItem[] {
  return possibleValues(value).flatMap(({ value: one, unlessSet }): PossibleItem[] => {
    if (one.kind !== 'list') return [{ value: one, unlessSet, inList: false }];
    return one.items.slice(0, LIMIT).flatMap((item) =>
      possibleValues(item).map((inner) => ({
        value: inner.value,
        unlessSet: [...unlessSet, ...inner.unlessSet],
        inList: true,
      })),
    );
  });
}

/** Is it this and nothing else? False where something is unknown. */
export function isAlways(value: Value | undefined, test: (value: Value) => boolean): boolean {
  const possible = value ? possibleValues(value) : [];
  return possible.length > 0 && possible.every((one) => test(one.value));
}

export function countsInProduction(guard: Guard): boolean {
  return guard !== 'development';
}

export function isLiteral(value: Value, ...wanted: readonly (string | number | boolean | null)[]): boolean {
  return value.kind === 'literal' && wanted.includes(value.value);
}

/** The text of a literal. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
