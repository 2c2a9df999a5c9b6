import type { Finding } from '@railgate/contract';
import { KINDS } from '@railgate/secrets';

import type { SecretPlace } from './look/pool.js';

const KIND = new Map(KINDS.map((kind) => [kind.id, kind]));

/** A secret in a file of the working tree. Names the kind and the place, never the value. */
export function toFinding(path: string, place: SecretPlace): Finding {
  const kind = KIND.get(place.kind);
  if (!kind) throw new Error(`There is no kind of secret ${place.kind}.`);
  const encoded = place.encoded ? `, encoded as ${place.encoded},` : '';
  return {
    ruleId: `secrets/${kind.id}`,
    message: `A ${kind.title}${encoded} stands in the file. Revoke it: ${kind.revoke.steps}`,
    at: { path, region: place.region },
    subject: { kind: 'secret' },
  };
}
