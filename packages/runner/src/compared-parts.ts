import type { ManifestBaseline } from '@railgate/contract';
import type * as sarif from 'sarif';

import type { Part } from './part.js';

/** What a comparison with a baseline says. */
export interface ComparedParts {
  /** With the state of every finding; their runs hold absent results too. */
  readonly parts: readonly Part[];
  /** Null without a baseline. */
  readonly manifest: ManifestBaseline | null;
  /** Runs of targets that are not there any more, with absent results only. */
  readonly gone: readonly sarif.Run[];
  readonly warnings: readonly string[];
}

/** Without a baseline. */
export function notCompared(parts: readonly Part[]): ComparedParts {
  return { parts, manifest: null, gone: [], warnings: [] };
}
