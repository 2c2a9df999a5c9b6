import { groupBy, plainText, type ScanInput } from '@railgate/contract';

import type { Options } from '../options.js';
import { openArchived } from './archives.js';
import type { BaseUse } from './base-uses.js';
import { openBuilt } from './builds.js';
import { openByName, type Opener } from './engine-images.js';
import { namedPlaces } from './named.js';
import { referenceKey } from './reference.js';
import type { ImageRequest } from './request.js';

/** What the options name, each once. */
export function namedRequests(input: ScanInput<Options>, opener: Opener): ImageRequest[] {
  const { options, workspace } = input;
  const placeOf = namedPlaces(workspace);
  const named = (name: string): Pick<ImageRequest, 'named' | 'uses'> => {
    const place = placeOf(name);
    return { uses: [], ...(place && { named: place }) };
  };
  return [
    ...options.images.map((name) => ({
      ...named(name),
      label: `The image ${plainText(name, 300)}`,
      open: () => openByName(name, opener),
    })),
    ...options.archives.map((path) => ({
      ...named(path),
      label: `The archive ${plainText(path, 300)}`,
      ...(!path.startsWith('/') && { path }),
      open: () => openArchived(path, input),
    })),
    ...options.build.map((path) => ({
      ...named(path),
      label: `The image that ${plainText(path, 300)} builds`,
      path,
      open: () => openBuilt(path, { ...opener, workspace }),
    })),
  ];
}

/** One request for all `FROM`s that name the same image. */
export function baseRequests(uses: readonly BaseUse[], opener: Opener): ImageRequest[] {
  const byKey = groupBy(uses, ({ reference }) => referenceKey(reference));
  return [...byKey.values()].map((same) => {
    const [{ name }] = same;
    return {
      label: `The base image ${plainText(name, 300)}`,
      uses: same,
      open: () => openByName(name, opener),
    };
  });
}
