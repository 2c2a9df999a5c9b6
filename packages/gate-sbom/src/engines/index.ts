import type { Engine, EngineName } from './engine.js';

/** Each is loaded when it is asked. */
export const ENGINES: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  'cyclonedx-npm': async () => (await import('./cyclonedx-npm.js')).cycloneDxNpm(),
  cdxgen: async () => (await import('./cdxgen.js')).cdxgen,
};
