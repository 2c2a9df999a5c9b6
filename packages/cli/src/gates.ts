import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

import type { GateEntry } from '@railgate/runner';

const own = createRequire(import.meta.url);

/** The one list of gates. A new gate adds its line here; every other list is generated. */
export const GATES: readonly GateEntry[] = [
  { id: 'lint', module: '@railgate/gate-lint', load: async () => (await import('@railgate/gate-lint')).gate },
  {
    id: 'railway',
    module: '@railgate/gate-railway',
    load: async () => (await import('@railgate/gate-railway')).gate,
  },
  {
    id: 'secrets',
    module: '@railgate/gate-secrets',
    load: async () => (await import('@railgate/gate-secrets')).gate,
  },
  { id: 'sca', module: '@railgate/gate-sca', load: async () => (await import('@railgate/gate-sca')).gate },
  { id: 'sbom', module: '@railgate/gate-sbom', load: async () => (await import('@railgate/gate-sbom')).gate },
  {
    id: 'container',
    module: '@railgate/gate-container',
    load: async () => (await import('@railgate/gate-container')).gate,
  },
].map((entry) => ({ ...entry, module: pathToFileURL(own.resolve(entry.module)).href }));
