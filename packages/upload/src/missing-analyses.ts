import { readFileSync } from 'node:fs';

import { automationId, cleanText, type RunManifest } from '@railgate/contract';
import type * as sarif from 'sarif';

/**
 * Gates of a run that no upload file holds, one sentence each. Nothing without a manifest: the files are then another
 * tool's.
 *
 * @param manifest path of the `run.json` beside the folder of the upload files.
 */
export function missingAnalyses(manifest: string, logs: readonly sarif.Log[]): string[] | undefined {
  const outcomes = readOutcomes(manifest);
  if (!outcomes) return undefined;
  const held = new Set(logs.flatMap(({ runs }) => runs.map((run) => run.automationDetails?.id)));
  return outcomes
    .filter(({ status, gate, target }) => status !== 'skipped' && !held.has(automationId(gate, target)))
    .map(({ gate, target, status }) => {
      const why = status === 'broken' ? 'broke' : 'could not check everything';
      return `${cleanText(gate)} on ${cleanText(target)} ${why} and is not uploaded: its alerts on GitHub stay as they are.`;
    });
}

type Outcomes = readonly Pick<RunManifest['outcomes'][number], 'gate' | 'target' | 'status'>[];

function readOutcomes(path: string): Outcomes | undefined {
  try {
    const { outcomes } = JSON.parse(readFileSync(path, 'utf8')) as { outcomes?: unknown };
    if (!Array.isArray(outcomes)) return undefined;
    return outcomes.filter(
      (one) => typeof one?.gate === 'string' && typeof one.target === 'string',
    ) as Outcomes;
  } catch {
    return undefined;
  }
}
