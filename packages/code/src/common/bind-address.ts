import type { Value } from '../value.js';

/** Where a server listens, as far as one text or a pair says it. */
export interface BindAddress {
  readonly host?: Value;
  readonly port?: Value;
}

/**
 * Host and port of an address to listen on: `":8080"`, `"0.0.0.0:" + port`, `("127.0.0.1", 8080)`, `[0, 0, 0, 0]:3000`,
 * `tcp://[::]:3000`. What comes from the environment as a whole decides both.
 */
export function bindAddress(value: Value): BindAddress {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'number' ? { port: value } : ofParts([value], value);
    case 'template':
      return ofParts(value.parts, value);
    case 'list':
      return ofPair(value.items);
    case 'choice':
      return ofOptions(value);
    case 'env': {
      const { fallback, ...read } = value;
      const usual = fallback && bindAddress(fallback);
      return {
        host: { ...read, ...(usual?.host && { fallback: usual.host }) },
        port: { ...read, ...(usual?.port && { fallback: usual.port }) },
      };
    }
    default:
      return { host: value, port: value };
  }
}

function ofOptions(value: Extract<Value, { kind: 'choice' }>): BindAddress {
  const options = value.options.map((option) => ({ ...bindAddress(option.value), when: option.when }));
  const unknown: Value = { kind: 'unknown', place: value.place };
  return {
    host: { ...value, options: options.map(({ host, when }) => ({ value: host ?? unknown, when })) },
    port: { ...value, options: options.map(({ port, when }) => ({ value: port ?? unknown, when })) },
  };
}

function ofPair(items: readonly Value[]): BindAddress {
  const [host, port] = items;
  if (!host) return {};
  return items.length === 2 && port ? { host: ipAddress(host), port } : bindAddress(host);
}

/** `[0, 0, 0, 0]` is an address too. */
function ipAddress(value: Value): Value {
  if (value.kind !== 'list') return value;
  const numbers = value.items.map((item) => (item.kind === 'literal' ? item.value : undefined));
  const isKnown = numbers.every((one) => typeof one === 'number');
  const text = numbers.join(numbers.length === 4 ? '.' : ':');
  return isKnown
    ? { kind: 'literal', value: text, place: value.place }
    : { kind: 'unknown', place: value.place };
}

/** What stands before the last colon, and what stands behind it. */
function ofParts(parts: readonly Value[], whole: Value): BindAddress {
  const at = parts.findLastIndex((part) => part.kind === 'literal' && String(part.value).includes(':'));
  const middle = parts[at];
  if (middle?.kind !== 'literal') return ofOne(parts, whole);
  const text = String(middle.value).replace(/^\w{2,8}:\/\//, '');
  const colon = text.lastIndexOf(':');
  if (colon < 0) return ofOne([{ ...middle, value: text }, ...parts.slice(1)], whole);
  const before: Value = { ...middle, value: text.slice(0, colon).replace(/^\[|\]$/g, '') };
  const behind: Value = { ...middle, value: text.slice(colon + 1).replace(/\/$/, '') };
  const port = joinedParts([behind, ...parts.slice(at + 1)], whole);
  return { host: joinedParts([...parts.slice(0, at), before], whole), ...(port && { port }) };
}

function ofOne(parts: readonly Value[], whole: Value): BindAddress {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return {};
  if (parts.length > 1) return { host: first, port: last };
  const isPort = first.kind === 'literal' && /^\d+$/.test(String(first.value));
  return isPort ? { port: first } : { host: first.kind === 'literal' ? first : whole };
}

/** Nothing for an empty text alone behind a colon. */
function joinedParts(parts: readonly Value[], whole: Value): Value {
  const [first, ...others] = parts.filter((part) => part.kind !== 'literal' || part.value !== '');
  if (!first) return { kind: 'literal', value: '', place: whole.place };
  if (others.length > 0) return { kind: 'template', parts: [first, ...others], place: whole.place };
  const isNumber = first.kind === 'literal' && /^\d{1,5}$/.test(String(first.value));
  return isNumber ? { ...first, value: Number(first.value) } : first;
}
