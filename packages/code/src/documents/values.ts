/** The way to a value: `['deploy', 'startCommand']`, `['steps', 'build', 'commands', 0]`. */
export type Pointer = readonly (string | number)[];
export type ConfigValue = null | boolean | number | string | readonly ConfigValue[] | ConfigTable;
/** Without a prototype, so that `__proto__` and `constructor` are keys like any other. */
export interface ConfigTable {
  readonly [key: string]: ConfigValue;
}

/** A table, and neither a list nor a scalar. */
export function isTable(value: ConfigValue | undefined): value is ConfigTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: ConfigValue | undefined): value is readonly ConfigValue[] {
  return Array.isArray(value);
}
