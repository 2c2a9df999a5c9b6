import type { Finding, Gap, NotScanned, ScanInput } from '@railgate/contract';

import { toFinding } from '../finding.js';
import type { Pool } from '../look/pool.js';
import type { Part } from '../part.js';

/** Looks at the files of the target as they are. */
export async function lookAtFiles(
  input: Pick<ScanInput, 'target' | 'workspace' | 'progress'>,
  pool: Pool,
): Promise<Part> {
  const findings: Finding[] = [];
  const gaps: Gap[] = [];
  const notScanned: NotScanned[] = [];
  let seen = 0;
  for (const { path } of input.target.files) {
    input.progress(path);
    const looked = await pool.file(input.workspace, path);
    findings.push(...looked.places.map((place) => toFinding(path, place)));
    if (looked.gap) gaps.push(looked.gap);
    if (looked.leftOut) notScanned.push(looked.leftOut);
    if (looked.seen) seen++;
  }
  return { findings, gaps, notScanned, expected: { files: seen + gaps.length }, seen: { files: seen } };
}
