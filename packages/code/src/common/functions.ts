import { joined, withFallback } from '../combine-values.js';
import type { FunctionValue, Value } from '../value.js';

/** Before the name of a parameter, in what a function gives as long as nobody has called it. */
const PARAMETER = '\u0000';
/** What a function gives may be a tree of any size. */
const STEP_LIMIT = 500;

type Place = Value['place'];

/** A parameter while its function is read. */
export function parameterValue(name: string, place: Place): Value {
  return { kind: 'unknown', name: PARAMETER + name, place };
}

export function isParameter(value: Value): boolean {
  return value.kind === 'unknown' && value.name?.startsWith(PARAMETER) === true;
}

export function isParameterName(name: string): boolean {
  return name.startsWith(PARAMETER);
}

/** A read of the environment by a name that is a text, or a parameter that will be one. */
export function envValue(name: Value, place: Place, fallback?: Value): Value {
  const text =
    name.kind === 'literal' ? name.value : isParameter(name) && name.kind === 'unknown' && name.name;
  if (typeof text !== 'string' || text === '') return { kind: 'unknown', place };
  const read: Value = { kind: 'env', names: [text], place };
  return fallback ? withFallback(read, fallback) : read;
}

/** An argument of a call. */
interface Given {
  readonly name?: string;
  readonly value: Value;
}

/** What a function gives for these arguments. A read of the environment stands where it is called. */
export function called({ parameters, result }: FunctionValue, given: readonly Given[], place: Place): Value {
  const values = new Map(
    [...argumentsOf(parameters, given)].map(([name, value]) => [PARAMETER + name, value] as const),
  );
  return substituted(result, values, place);
}

/** The values of parameters by their names. */
export function argumentsOf(
  parameters: FunctionValue['parameters'],
  given: readonly Given[],
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  const positional = given.filter((one) => one.name === undefined);
  parameters.forEach(({ name, fallback }, index) => {
    const value = given.find((one) => one.name === name)?.value ?? positional[index]?.value ?? fallback;
    if (value) values.set(name, value);
  });
  return values;
}

/** A value with other values in the places of unknown ones of these names. */
export function substituted(result: Value, values: ReadonlyMap<string, Value>, place: Place): Value {
  let steps = 0;
  const of = (value: Value): Value => {
    if (++steps > STEP_LIMIT) return { kind: 'unknown', place };
    switch (value.kind) {
      case 'unknown':
        return parameterOf(value.name) ?? value;
      case 'env': {
        const names = value.names.map((name) => parameterOf(name) ?? name);
        const texts = names.map((name) => (typeof name === 'string' ? name : nameIn(name)));
        const [first, ...rest] = texts.filter((name) => name !== undefined);
        if (first === undefined) return { kind: 'unknown', place };
        const { fallback, ...read } = value;
        const own: Value = {
          ...read,
          names: [first, ...rest],
          ...(names[0] !== value.names[0] && { place }),
        };
        return fallback ? withFallback(own, of(fallback)) : own;
      }
      case 'template':
        return joined(value.parts.map(of), value.place);
      case 'list':
        return { ...value, items: value.items.map(of) };
      case 'object':
        return { ...value, entries: new Map([...value.entries].map(([key, one]) => [key, of(one)])) };
      case 'choice':
        return { ...value, options: value.options.map(({ value: one, when }) => ({ value: of(one), when })) };
      case 'call':
        return { ...value, arguments: value.arguments.map(of) };
      default:
        return value;
    }
  };
  const parameterOf = (name: string | undefined): Value | undefined => {
    const given = name === undefined ? undefined : values.get(name);
    if (given || name?.startsWith(PARAMETER) !== true) return given;
    return { kind: 'unknown', place };
  };
  return of(result);
}

/** The variable that an argument names: itself a parameter of the function around the call, perhaps. */
function nameIn(value: Value): string | undefined {
  if (value.kind === 'literal')
    return typeof value.value === 'string' && value.value !== '' ? value.value : undefined;
  return isParameter(value) && value.kind === 'unknown' ? value.name : undefined;
}
