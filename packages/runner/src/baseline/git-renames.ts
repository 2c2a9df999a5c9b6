import { UsageError, cleanText } from '@railgate/contract';

import { RefError, findRef, treeRenames, type FoundRef } from './ref.js';

/**
 * Files that git sees renamed: path before → path after, relative to `folder`.
 *
 * @param range `REF..REF`, or `REF` for what is staged since.
 * @throws {UsageError} when git does not know them.
 */
export async function gitRenames(folder: string, range: string): Promise<Map<string, string>> {
  const [from = '', to, ...more] = range.split('..');
  if (more.length > 0 || from === '' || to === '') throw noRange(range);
  const before = await refOf(folder, from);
  const after = to === undefined ? undefined : await refOf(folder, to);
  try {
    return await treeRenames(before, after);
  } catch (error) {
    if (!(error instanceof RefError)) throw error;
    throw new UsageError(`git cannot compare ${cleanText(range)}: ${cleanText(error.message)}.`, FETCH);
  }
}

const FETCH = 'Fetch both refs whole, or name the renames one by one.';

async function refOf(folder: string, name: string): Promise<FoundRef> {
  const ref = await findRef(folder, name);
  if (ref === undefined) throw new UsageError(`git knows no ref ${cleanText(name)} here.`, FETCH);
  if ('failure' in ref) throw new UsageError(`git cannot look up ${cleanText(name)}: ${ref.failure}.`, FETCH);
  return ref;
}

function noRange(range: string): UsageError {
  return new UsageError(
    `${cleanText(JSON.stringify(range))} is no range of refs.`,
    'Write it as `origin/main..HEAD`, or name one ref for what is staged since.',
  );
}
