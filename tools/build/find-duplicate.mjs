/**
 * The first two equal items of an array, as `[earlier, later]` indices, or `undefined`. Equal as JSON values: the order
 * of keys means nothing. Self-contained, since its text is written into the generated validator.
 */
export function findDuplicate(items) {
  if (items.length < 2) return undefined;
  const seen = new Map();
  for (let i = 0; i < items.length; i++) {
    const text = canonical(items[i]);
    const earlier = seen.get(text);
    if (earlier !== undefined) return [earlier, i];
    seen.set(text, i);
  }
  return undefined;

  function canonical(value) {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
    if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
  }
}
