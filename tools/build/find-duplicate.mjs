/**
 * The first two equal items of an array, as `[earlier, later]` indices, or `undefined`. Equal as JSON values: the order
 * of keys means nothing. Items that are nested deeper than 32 levels count as different, since a graph may hold nodes in
 * nodes in nodes, and each level would be written out again for all levels above it.
 *
 * Self-contained, since its text is written into the generated validator.
 */
export function findDuplicate(items) {
  if (items.length < 2 || areNamedApart(items)) return undefined;
  let different = 0;
  const seen = new Map();
  for (let i = 0; i < items.length; i++) {
    const text = canonical(items[i], 0);
    const earlier = seen.get(text);
    if (earlier !== undefined) return [earlier, i];
    seen.set(text, i);
  }
  return undefined;

  // Rules, tags: most items are told apart by a text that need not be written first.
  function areNamedApart(values) {
    const names = new Set();
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const name = typeof value === 'string' ? value : value?.id;
      if (typeof name !== 'string') return false;
      names.add(name);
      if (names.size <= i) return false;
    }
    return true;
  }

  function canonical(value, depth) {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
    if (depth > 32) return `deep ${different++}`;
    if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join()}]`;
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key], depth + 1)}`).join()}}`;
  }
}
