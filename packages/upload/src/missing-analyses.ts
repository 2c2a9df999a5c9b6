import { readFileSync } from 'node:fs';

import { cleanText, uploadId, type RunManifest } from '@railgate/contract';
import type * as sarif from 'sarif';

/**
 * Gates of a run that no upload file holds, one sentence each. Nothing without a manifest: the files are then another
 * tool's.
 *
 * @param manifest path of the `run.json` beside the folder of the upload files.
 */
export function missingAnalyses(manifest: string, logs: readonly sarif.Log[]): string[] | undefined {
  const read = readOutcomes(manifest);
  if (!read) return undefined;
  const { outcomes, root } = read;
  const held = new Set(logs.flatMap(({ runs }) => runs.map((run) => run.automationDetails?.id)));
  return outcomes
    .filter(({ status, gate, target }) => status !== 'skipped' && !held.has(uploadId(gate, target, root)))
    .map(({ gate, target, status }) => {
      const why = status === 'broken' ? 'broke' : 'could not check everything';
      return `${cleanText(gate)} on ${cleanText(target)} ${why} and is not uploaded: its alerts on GitHub stay as they are.`;
    });
}

type Outcomes = readonly Pick<RunManifest['outcomes'][number], 'gate' | 'target' | 'status'>[];

function readOutcomes(path: string): { readonly outcomes: Outcomes; readonly root: string } | undefined {
  try {
    const { outcomes, root } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<string, unknown>>;
    if (!Array.isArray(outcomes)) return undefined;
    const known = outcomes.filter((one) => typeof one?.gate === 'string' && typeof one.target === 'string');
    return { outcomes: known as Outcomes, root: typeof root === 'string' ? root : '.' };
  } catch {
    return undefined;
  }
}
