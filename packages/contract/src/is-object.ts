/** Has it members of its own, as an object of JSON has? For what others wrote: a list is none, and neither is `null`. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
