/** Also puts in what the types forbid; `undefined` takes a property away. */
export function set(object: object | undefined, values: Readonly<Record<string, unknown>>): void {
  if (object === undefined) throw new Error('There is nothing to change in the base log.');
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) Reflect.deleteProperty(object, key);
    else Reflect.set(object, key, value);
  }
}
