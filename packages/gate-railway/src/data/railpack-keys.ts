/** The keys of railpack.json, from railwayapp/railpack `core/config/config.go` and docs/config/file. */
export const RAILPACK_TOP = ['$schema', 'provider', 'buildAptPackages', 'packages', 'caches', 'secrets', 'exclude', 'steps', 'deploy']; // prettier-ignore
export const RAILPACK_STEP = ['name', 'inputs', 'commands', 'secrets', 'assets', 'variables', 'caches', 'deployOutputs']; // prettier-ignore
export const RAILPACK_DEPLOY = ['base', 'startCommand', 'variables', 'paths', 'inputs', 'aptPackages'];
export const RAILPACK_CACHE = ['directory', 'type'];

/** Compared without case. */
export const RAILPACK_PROVIDERS = ['php', 'golang', 'java', 'rust', 'ruby', 'elixir', 'python', 'deno', 'dotnet', 'node', 'gleam', 'cpp', 'staticfile', 'shell']; // prettier-ignore

/** Other names of the same key, and the kind of value that makes them a pure rename. */
export const RAILPACK_ALIASES: ReadonlyMap<
  string,
  { readonly key: string; readonly value: 'object' | 'list' | 'string' }
> = new Map([
  ['env', { key: 'variables', value: 'object' }],
  ['environment', { key: 'variables', value: 'object' }],
  ['cache', { key: 'caches', value: 'list' }],
  ['start', { key: 'startCommand', value: 'string' }],
]);
