import { pipeline } from 'node:stream/promises';

import { BATCH_FORM, readBatch } from './read-batch.js';
import type { Repository } from './repository.js';

/** Bytes of all texts together. A finding behind it is known by its place, and has no snippet. */
const TEXTS_LIMIT = 128 * 2 ** 20;

/** The content of objects by their names. Those that do not fit together, or are gone by now, are left out. */
export async function readTexts(
  repository: Repository,
  objects: Iterable<string>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const texts = new Map<string, Uint8Array>();
  const wanted = [...new Set(objects)].sort();
  if (wanted.length === 0) return texts;
  const git = repository.start(['cat-file', '--buffer', BATCH_FORM]);
  const asked = pipeline(
    wanted.map((object) => `${object}\n`),
    git.child.stdin,
  ).catch(() => undefined);
  let left = TEXTS_LIMIT;
  for await (const answer of readBatch(git.child.stdout, TEXTS_LIMIT)) {
    if (answer.type !== 'object' || answer.bytes === undefined || answer.size > left) continue;
    left -= answer.size;
    texts.set(answer.object, answer.bytes);
  }
  await Promise.all([asked, git.ended]);
  return texts;
}
