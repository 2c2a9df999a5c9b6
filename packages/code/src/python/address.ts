import type { Value } from '../value.js';

/** Host and port of an address: `"0.0.0.0:8000"`, `("", 8000)`, `f"[::]:{port}"`, a list whose first counts. */
export function addressOf(value: Value): { readonly host?: Value; readonly port?: Value } {
  switch (value.kind) {
    case 'literal':
      return ofText(value.value, value);
    case 'list':
      return ofList(value.items);
    case 'template':
      return ofTemplate(value.parts);
    default:
      // Whatever an environment variable or a condition brings decides both.
      return { host: value, port: value };
  }
}

function ofText(value: unknown, at: Value): { host?: Value; port?: Value } {
  const text = String(value);
  const colon = text.lastIndexOf(':');
  const port = Number(text.slice(colon + 1));
  const host: Value = { kind: 'literal', value: colon < 0 ? text : text.slice(0, colon), place: at.place };
  if (colon < 0 || !Number.isInteger(port) || colon === text.length - 1) return { host };
  return { host, port: { kind: 'literal', value: port, place: at.place } };
}

/** A pair of host and port, or several addresses. */
function ofList(items: readonly Value[]): { host?: Value; port?: Value } {
  const [first, second] = items;
  const isPair =
    items.length === 2 &&
    !(second?.kind === 'literal' && typeof second.value === 'string' && second.value.includes(':'));
  if (isPair && first && second) return { host: first, port: second };
  return first ? addressOf(first) : {};
}

/** `f"0.0.0.0:{port}"`: what stands behind the last colon. */
function ofTemplate(parts: readonly Value[]): { host?: Value; port?: Value } {
  const [first, second] = parts;
  const last = parts.at(-1);
  const text = first?.kind === 'literal' ? String(first.value) : '';
  if (parts.length === 2 && first && second && text.endsWith(':')) {
    return { host: { kind: 'literal', value: text.slice(0, -1), place: first.place }, port: second };
  }
  const port = last?.kind === 'literal' ? Number(/^:(\d+)$/.exec(String(last.value))?.[1]) : Number.NaN;
  if (parts.length === 2 && first && last && !Number.isNaN(port)) {
    return { host: first, port: { kind: 'literal', value: port, place: last.place } };
  }
  return last && last.kind !== 'literal' && parts.length === 3 ? { host: parts[0] as Value, port: last } : {};
}
