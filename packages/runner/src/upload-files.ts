import { automationId, uploadId, type Report } from '@railgate/contract';
import { githubProfile } from '@railgate/sarif/profiles';
import type * as sarif from 'sarif';

import { githubFile, type ReportFile } from './report-files.js';

export interface UploadFiles {
  readonly files: readonly ReportFile[];
  /** What was left out of them. */
  readonly warnings: readonly string[];
}

/** The report as code scanning takes it: `upload/github-<n>.sarif` (docs/upload.md). */
export function uploadFiles(report: Report): UploadFiles {
  const { root } = report.manifest;
  const complete = completeRuns(report);
  const { files, notices } = githubProfile(inRepository(report), { complete, prefix: root });
  return {
    files: files.map(({ log }, index) => ({
      path: githubFile(index + 1),
      content: `${JSON.stringify(log)}\n`,
    })),
    warnings: notices,
  };
}

/** With the analyses under names that no run of another folder has. */
function inRepository({ manifest: { root, outcomes }, log }: Report): sarif.Log {
  if (root === '.') return log;
  const ids = new Map(
    outcomes.map(({ gate, target }) => [automationId(gate, target), uploadId(gate, target, root)]),
  );
  const runs = log.runs.map((run) => {
    const id = ids.get(run.automationDetails?.id ?? '');
    return id === undefined ? run : { ...run, automationDetails: { ...run.automationDetails, id } };
  });
  return { ...log, runs };
}

/**
 * A gap that is waived was accepted by somebody. One in the list of files that is not waived concerns every gate:
 * each of them may have had findings there.
 */
function completeRuns({ manifest }: Report): Set<string> {
  const complete = new Set<string>();
  const { root } = manifest;
  if (manifest.discovery.gaps.some(({ waived }) => !waived)) return complete;
  for (const { gate, target, status, gaps } of manifest.outcomes) {
    if (status === 'done' && gaps.every(({ waived }) => waived)) complete.add(uploadId(gate, target, root));
  }
  return complete;
}
