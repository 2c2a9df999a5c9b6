import type { Artifact } from '@railgate/contract';
import { encodeTarget } from '@railgate/kit';

import type { Looked } from './look-at.js';

/** The bill of each image, `sbom/images/api.cdx.json`. Images of one name are told apart by their number. */
export function billsOf(looked: readonly Looked[]): Artifact[] {
  const taken = new Map<string, number>();
  return looked.map(({ view: { name }, bill }) => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    // A `#` is in no name of an image and in no name that `encodeTarget` makes.
    const path = `sbom/images/${encodeTarget(name)}${count === 1 ? '' : `#${count}`}.cdx.json`;
    return { path, mediaType: 'application/vnd.cyclonedx+json', content: bill };
  });
}
