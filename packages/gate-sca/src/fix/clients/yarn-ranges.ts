import type { Wanted } from '../wanted.js';

/** An entry of a yarn.lock: the line with what it serves, and the others. */
interface Entry {
  readonly keys: readonly string[];
  readonly rest: string;
  readonly version: string | undefined;
}

/**
 * A yarn.lock in which a version that yarn has put there for an exact requirement serves the ranges that allow it: yarn has
 * a command for that only where it installs as well. What nobody asks for any more yarn takes away.
 *
 * @param ranges that manifests ask for from now on
 * @param protocol `npm:` from yarn 2 on
 */
export function rebindRanges(
  text: string,
  { occurrence: { name, version: old }, version, order }: Wanted,
  ranges: readonly string[],
  protocol: string,
): string {
  const keyOf = (range: string): string => `${name}@${protocol}${range}`;
  const exact = keyOf(version);
  // Every second part is the blank lines between two entries.
  const parts = text.split(/(\n{2,})/);
  const entries = parts.filter((_, index) => index % 2 === 0).map(entryOf);
  const isOld = (entry: Entry): boolean =>
    entry.version === old && entry.keys.some((key) => key.startsWith(keyOf('')));
  const moving = new Set(ranges.map(keyOf));
  for (const { keys } of entries.filter(isOld))
    for (const key of keys)
      if (key.startsWith(keyOf('')) && order.allows(key.slice(keyOf('').length), version) === true)
        moving.add(key);
  const wasExact = ranges.includes(version) || moving.has(exact);
  const bound = entries.map((entry): Entry => {
    const left = entry.keys.filter((key) => !moving.has(key));
    if (!entry.keys.includes(exact)) return { ...entry, keys: left };
    const own = wasExact ? entry.keys : left.filter((key) => key !== exact);
    return { ...entry, keys: [...new Set([...own, ...moving])].sort() };
  });
  const isKept = (entry: Entry, index: number): boolean =>
    entry.keys.length > 0 || entries[index]?.keys.length === 0;
  return bound
    .map((entry, index) => (isKept(entry, index) ? printed(entry) + (parts[index * 2 + 1] ?? '') : ''))
    .join('');
}

function entryOf(block: string): Entry {
  const lines = block.split('\n');
  const at = lines.findIndex((line) => /^["\w@].{0,20000}:$/.test(line) && !line.startsWith('__metadata'));
  const head = at === -1 ? undefined : lines[at];
  if (head === undefined) return { keys: [], rest: block, version: undefined };
  const keys = head.slice(0, -1).replaceAll('"', '').split(/, ?/);
  const version = /^ {2}version:? "?([^"\s]{1,200})"?$/m.exec(block)?.[1];
  return { keys, rest: [...lines.slice(0, at), HEAD, ...lines.slice(at + 1)].join('\n'), version };
}

/** Stands for the line of the keys; no lockfile holds it. */
const HEAD = '\0';

function printed({ keys, rest }: Entry): string {
  if (keys.length === 0) return rest;
  return rest.replace(
    HEAD,
    () => `${rest.includes('\n  resolution: ') ? `"${keys.join(', ')}"` : keys.map(quoted).join(', ')}:`,
  );
}

/** As yarn 1 writes it. */
function quoted(key: string): string {
  return /[:\s\n\\",[\]]/.test(key) || /^[0-9]|^(?:true|false)/.test(key) || !/^[a-zA-Z]/.test(key)
    ? `"${key}"`
    : key;
}
