import type * as sarif from 'sarif';

import { pack } from './pack.js';
import { shapeLog, type Dropped, type ProfileOptions } from './shape-log.js';

export interface ProfileFile {
  /** `github-1.sarif`. */
  readonly name: string;
  readonly log: sarif.Log;
}

export interface Profiled {
  /** None when there is nothing that may be uploaded. */
  readonly files: readonly ProfileFile[];
  /** What is lost or had to be guessed, with counts: one sentence each. */
  readonly notices: readonly string[];
  /** Analyses that are not uploaded, so that their alerts stay as they are: one sentence each. */
  readonly heldBack: readonly string[];
  readonly dropped: Dropped;
}

/**
 * A log as GitHub code scanning takes it: only what it reads, within its limits, one run a tool and category, every
 * place relative to the repository. What is suppressed or only in the baseline is left out. A run that found nothing
 * stays as an empty one, which closes its alerts; one that broke or could not check everything is held back, which
 * leaves them as they are (docs/upload.md). Pure; applied twice it changes nothing more.
 *
 * @param log valid SARIF 2.1.0 of any tool.
 */
export function githubProfile(log: sarif.Log, options: ProfileOptions = {}): Profiled {
  const { analyses, dropped, heldBack, tally, limits } = shapeLog(log, options);
  const { logs, refused } = pack(analyses, limits, tally);
  return {
    files: logs.map((one, i) => ({ name: `github-${i + 1}.sarif`, log: one })),
    notices: [...tally.sentences(), ...refused],
    heldBack,
    dropped,
  };
}
