import { hash } from 'node:crypto';

import type { Database } from '@railgate/advisories';
import type { Evidence } from '@railgate/contract';
import type { Ecosystem } from '@railgate/dependencies';

/** The data of these ecosystems as evidence: one digest over theirs, the stamp of the oldest. */
export function evidenceData(
  database: Database,
  asked: readonly Ecosystem[],
): NonNullable<Evidence['data']> | undefined {
  const used = database.ecosystems.filter(({ ecosystem }) => asked.some((one) => one === ecosystem));
  const [oldest] = used.map(({ builtAt }) => builtAt).sort((a, b) => Date.parse(a) - Date.parse(b));
  if (oldest === undefined) return undefined;
  const digests = used.map(({ ecosystem, digest }) => `${ecosystem} ${digest}\n`).sort();
  return { id: 'osv', digest: `sha256:${hash('sha256', digests.join(''))}`, builtAt: oldest };
}
