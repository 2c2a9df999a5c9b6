import { createRequire } from 'node:module';

/** Of all packages: they are released together (nx.json, `release`). */
export const VERSION: string = (createRequire(import.meta.url)('../package.json') as { version: string })
  .version;
