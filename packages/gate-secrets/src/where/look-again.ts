import { pipeline } from 'node:stream/promises';

import { compareText, type Gap } from '@railgate/contract';

import type { Pool } from '../look/pool.js';
import { AT_ONCE, CHECK, contentOf, gap, inHistory, VERSION_LIMIT } from './holdings.js';
import { BATCH_FORM, readBatch } from './read-batch.js';
import type { Repository } from './repository.js';
import type { Holding } from './trace.js';
import { Window } from './window.js';

/** A version under a path of another kind than that under which it was looked at. */
export interface OtherPath {
  readonly object: string;
  /** From the scanned folder. */
  readonly path: string;
}

/** Looks at versions that were looked at before, as files of other paths. Holdings by the keys of what is wanted. */
export async function lookAgain(
  repository: Repository,
  wanted: ReadonlyMap<string, OtherPath>,
  pool: Pool,
): Promise<{ readonly holdings: ReadonlyMap<string, Holding>; readonly gaps: readonly Gap[] }> {
  const holdings = new Map<string, Holding>();
  const gaps: Gap[] = [];
  if (wanted.size === 0) return { holdings, gaps };
  const look = async (key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    const { object, path } = wanted.get(key) as OtherPath;
    const content = contentOf(repository, bytes);
    if (content === undefined || content === 'too large') return;
    const looked = await pool.bytes(path, content);
    if (looked.gap) gaps.push(inHistory(looked.gap));
    if (looked.places.length > 0) holdings.set(key, { object, path, places: looked.places });
  };
  const git = repository.start(['cat-file', '--buffer', BATCH_FORM]);
  const questions = [...wanted.values()].map(({ object }) => `${object}\n`);
  const asked = pipeline(questions, git.child.stdin).catch(() => undefined);
  const window = new Window(AT_ONCE);
  // Git answers in the order in which it is asked.
  const keys = wanted.keys();
  for await (const answer of readBatch(git.child.stdout, VERSION_LIMIT)) {
    const key = keys.next().value as string;
    const bytes = answer.type === 'object' ? answer.bytes : undefined;
    if (bytes) await window.start(bytes.length, () => look(key, bytes));
  }
  await window.end();
  await asked;
  const failed = await git.ended;
  if (failed) gaps.push(gap(`Versions of files in the history could not be read: ${failed.failure}.`, CHECK));
  return { holdings, gaps: gaps.sort((a, b) => compareText(a.message, b.message)) };
}
