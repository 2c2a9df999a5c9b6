import type * as sarif from 'sarif';

import { messageText } from './message.js';
import type { Placer } from './place.js';
import { fitRegion } from './region.js';

export type Located =
  { readonly location: sarif.Location; readonly path: string } | { readonly refused: string };

/** A location as GitHub reads it: one uri relative to the repository, one region, perhaps a message. */
export type Locator = (location: sarif.Location | undefined) => Located;

export const ROOT_ID = 'SRCROOT';

export function locator(place: Placer): Locator {
  return (location) => {
    const physical = location?.physicalLocation;
    const found = place(physical?.artifactLocation);
    if ('refused' in found) return found;
    const text = messageText(location?.message);
    return {
      path: found.path,
      location: {
        physicalLocation: {
          artifactLocation: { uri: found.uri, uriBaseId: ROOT_ID },
          region: fitRegion(physical?.region),
        },
        ...(text !== '' && { message: { text } }),
      },
    };
  };
}
