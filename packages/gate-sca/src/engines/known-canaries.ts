import type { Database } from '@railgate/advisories';
import type { Ecosystem } from '@railgate/dependencies';

import { CANARIES, provesEcosystem, type Canary } from './canary.js';

/** The known-bad packages that this database knows to be bad: an imported part of osv.dev's may lack some. */
export function knownCanaries(database: Database, ecosystem: Ecosystem): readonly Canary[] {
  return (CANARIES.get(ecosystem) ?? []).filter(({ name, version }) =>
    database
      .affecting(ecosystem, name, version)
      .some(({ id, aliases }) => provesEcosystem(ecosystem, { name, version, ids: [id, ...aliases] })),
  );
}
