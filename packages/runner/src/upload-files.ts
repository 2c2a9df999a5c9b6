import { automationId, type Report } from '@railgate/contract';
import { githubProfile } from '@railgate/sarif/profiles';

import { githubFile, type ReportFile } from './report-files.js';

export interface UploadFiles {
  readonly files: readonly ReportFile[];
  /** What was left out of them. */
  readonly warnings: readonly string[];
}

/** The report as code scanning takes it: `upload/github-<n>.sarif` (docs/upload.md). */
export function uploadFiles(report: Report): UploadFiles {
  const { files, notices } = githubProfile(report.log, { complete: completeRuns(report) });
  return {
    files: files.map(({ log }, index) => ({
      path: githubFile(index + 1),
      content: `${JSON.stringify(log)}\n`,
    })),
    warnings: notices,
  };
}

/**
 * A gap that is waived was accepted by somebody. One in the list of files that is not waived concerns every gate:
 * each of them may have had findings there.
 */
function completeRuns({ manifest }: Report): Set<string> {
  const complete = new Set<string>();
  if (manifest.discovery.gaps.some(({ waived }) => !waived)) return complete;
  for (const { gate, target, status, gaps } of manifest.outcomes) {
    if (status === 'done' && gaps.every(({ waived }) => waived)) complete.add(automationId(gate, target));
  }
  return complete;
}
