import type { BaselineState, ManifestBaseline, Outcome } from '@railgate/contract';
import { compareLogs, toLog, type Comparison } from '@railgate/sarif';
import type * as sarif from 'sarif';

import type { ComparedParts } from '../compared-parts.js';
import type { Part } from '../part.js';
import type { Baseline } from './baseline.js';
import { pairOf, pairOfCategory } from './pairs.js';

/** Compares what was found with the baseline. Pure. */
export function compareParts(parts: readonly Part[], baseline: Baseline): ComparedParts {
  const runs = parts.flatMap(({ run }) => (run ? [run] : []));
  const comparison = compareLogs(withNothing(baseline, runs), toLog(runs), {
    ...(baseline.renames && { renames: baseline.renames }),
    isGone: (run) => baseline.gone.has(pairOf(run)),
  });
  const compared = comparison.log.runs.slice(0, runs.length);
  const manifest = manifestOf(baseline, comparison);
  const missing = manifest.drift.filter(({ kind }) => kind === 'missing');
  return {
    parts: parts.map((part) => (part.run ? statedPart(part, compared.shift()) : part)),
    manifest,
    gone: comparison.log.runs.slice(runs.length),
    warnings: missing.map(({ message }) => message),
  };
}

/** Where there was nothing to look at, nothing was found: an empty run by the same tool. */
function withNothing({ log, nothing }: Baseline, runs: readonly sarif.Run[]): sarif.Log {
  const empty = runs
    .filter((run) => run.results !== undefined && nothing.has(pairOf(run)))
    .map((run) => ({ ...run, results: [] }));
  return { ...log, runs: [...log.runs, ...empty] };
}

function statedPart(part: Part, run: sarif.Run | undefined): Part {
  if (!run) return part;
  const states = (run.results ?? []).map(({ baselineState }) => baselineState);
  return { ...part, run, outcome: statedOutcome(part.outcome, states) };
}

/** Findings stand in the order of the results; absent ones are behind them, and no findings. */
function statedOutcome(outcome: Outcome, states: readonly (BaselineState | undefined)[]): Outcome {
  if (outcome.status !== 'done') return outcome;
  const findings = outcome.findings.map((finding, i) => ({ ...finding, state: states[i] ?? 'new' }));
  return { ...outcome, findings };
}

function manifestOf({ kind, name }: Baseline, { counts, drift }: Comparison): ManifestBaseline {
  return {
    kind,
    name,
    counts,
    drift: drift.flatMap(({ category, kind: what, message }) => {
      const pair = pairOfCategory(category);
      return pair ? [{ ...pair, kind: what, message }] : [];
    }),
  };
}
