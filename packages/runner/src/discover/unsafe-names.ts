import { cleanText, type Gap } from '@railgate/contract';

import type { IgnoreFilter } from './ignore-filter.js';

/** A gap for each file or folder whose name terminals and CI logs would act on; one for a folder, whatever is in it. */
export function unsafeNames(paths: Iterable<string>, filter: IgnoreFilter): Gap[] {
  const unsafe = new Set<string>();
  for (const path of paths)
    if (cleanText(path) !== path && !filter.covers(path)) unsafe.add(unsafePart(path));
  return [...unsafe].map((path) => ({
    code: 'NAME_UNSAFE',
    path,
    message: `${cleanText(path)} has control characters in its name.`,
  }));
}

/** The path up to the first name that is unsafe. */
function unsafePart(path: string): string {
  const segments = path.split('/');
  const first = segments.findIndex((segment) => cleanText(segment) !== segment);
  return segments.slice(0, first + 1).join('/');
}
