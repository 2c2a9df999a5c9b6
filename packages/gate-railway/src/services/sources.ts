import { LANGUAGE_NAMES, languageOf } from '@railgate/code';
import { addTo } from '@railgate/contract';

import type { SourceSummary } from './model.js';
import type { ServiceCode } from './service-code.js';

/** How much of a service's source is read. @param covers Is it a file that an extractor reads? */
export function sourcesOf({ files, foreign }: ServiceCode, covers: (path: string) => boolean): SourceSummary {
  const unread = new Map<string, readonly string[]>(foreign);
  const uncovered = new Map<string, string[]>();
  for (const path of files) {
    if (covers(path)) continue;
    const language = languageOf(path);
    const name = language === undefined ? 'another language' : LANGUAGE_NAMES[language];
    addTo(uncovered, name, path);
  }
  for (const [name, paths] of uncovered) unread.set(name, paths);
  return { read: files.filter(covers), unread };
}
