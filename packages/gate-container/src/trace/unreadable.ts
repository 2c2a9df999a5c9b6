import type { TracedImage } from './trace.js';

/** Entries, and characters of all of them together: an image may have 127 layers, and nobody writes as much by hand. */
const ENTRY_LIMIT = 2000;
const TEXT_LIMIT = 8_000_000;

/** Why no Dockerfile can be told from the history of this image, with a full stop; undefined where one may. */
export function whyUnreadable({ history, layers }: TracedImage): string | undefined {
  if (history.length === 0) return 'The image has no history.';
  if (history.length > ENTRY_LIMIT || textLength(history) > TEXT_LIMIT) {
    return 'The history of the image is too long to be compared.';
  }
  // `docker build --squash` adds an entry of its own; a base image that was squashed has it further up.
  if (history.at(-1)?.comment?.startsWith('merge sha256:')) return SQUASHED;
  const written = history.filter((entry) => !entry.emptyLayer).length;
  if (written === layers.length) return undefined;
  const count = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  return `The image has ${count} and its history explains ${written}.`;
}

export const SQUASHED =
  'The image is squashed: layers of several instructions, and of the base image, were made one.';

type History = TracedImage['history'];

function textLength(history: History): number {
  let length = 0;
  for (const { createdBy, comment } of history) length += createdBy.length + (comment?.length ?? 0);
  return length;
}
