import { showReference, type ImageReference } from '@railgate/images';

/** The same for all spellings of one name: `node`, `docker.io/library/node:latest`. With a digest the tag decides nothing. */
export function referenceKey({ registry, repository, tag, digest }: ImageReference): string {
  return showReference({
    registry,
    repository,
    ...(digest === undefined ? { tag: tag ?? 'latest' } : { digest }),
  });
}

/** Name without tag and digest, by which an image is the same one when it is built again. */
export function nameOf({ registry, repository }: ImageReference): string {
  return showReference({ registry, repository });
}
