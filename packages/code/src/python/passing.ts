/** Calls that hand on their first argument in another type. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  'int', 'str', 'float', 'bool', 'list', 'tuple', 'set', 'sorted', 'SecretStr', 'AnyHttpUrl', 'HttpUrl', 'PostgresDsn',
  'RedisDsn', 'AnyUrl', 'strtobool', 'make_url', 'CommaSeparatedStrings', 'Secret',
]); // prettier-ignore
/** Methods that keep what a text or a list says. */
export const PASSING: ReadonlySet<string> = new Set([
  'strip', 'rstrip', 'lstrip', 'lower', 'upper', 'copy', 'get_secret_value', 'unicode_string',
]); // prettier-ignore
