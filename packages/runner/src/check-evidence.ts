import { GateError, type Evidence, type Gap } from '@railgate/contract';

/**
 * Does the evidence prove that the gate looked? Returns the gaps that the gate did not name itself.
 *
 * @throws {GateError} `LOOKED_AT_NOTHING` when nothing was expected, or nothing was seen of what was; `CANARY_MISSED`
 * when no engine is left whose silence is worth anything.
 */
export function checkEvidence(evidence: Evidence, gaps: readonly Gap[]): Gap[] {
  const found = canaryGaps(evidence);
  const missing = Object.keys(evidence.expected).flatMap((kind) => countGap(kind, evidence, gaps));
  if (Object.values(evidence.expected).every((count) => count === 0)) {
    throw new GateError('LOOKED_AT_NOTHING', 'The gate expected nothing to look at and was not skipped.');
  }
  return [...found, ...missing];
}

/** An engine that misses its canary is a gap beside what others found, and the end of it all without others. */
function canaryGaps({ engines }: Evidence): Gap[] {
  const missed = engines.filter(({ canary }) => canary === 'missed');
  if (missed.length === 0) return [];
  const names = missed.map(({ name, version }) => `${name} ${version}`);
  if (!engines.some(({ canary }) => canary === 'found')) {
    throw new GateError(
      'CANARY_MISSED',
      `${names.join(' and ')} did not find the known-bad input that must be found.`,
    );
  }
  return names.map((name) => ({
    code: 'ENGINE_FAILED',
    message: `${name} did not find the known-bad input that must be found.`,
  }));
}

function countGap(kind: string, { expected, seen }: Evidence, gaps: readonly Gap[]): Gap[] {
  const wanted = expected[kind] ?? 0;
  const had = seen[kind] ?? 0;
  const missing = wanted - had - explained(kind, wanted - had, gaps);
  if (missing <= 0) return [];
  if (had === 0) {
    throw new GateError('LOOKED_AT_NOTHING', `The gate read none of ${wanted} ${kind} and does not say why.`);
  }
  const message = `The gate read ${had} of ${wanted} ${kind} and does not say what became of ${missing}.`;
  return [{ code: 'PART_SKIPPED', message, remedy: 'Please report it: it is a defect of the gate.' }];
}

/** How many of the missing things do the gaps name? Files one by one; other things are not told apart. */
function explained(kind: string, missing: number, gaps: readonly Gap[]): number {
  if (kind === 'files') return new Set(gaps.flatMap(({ path }) => (path === undefined ? [] : [path]))).size;
  return gaps.length > 0 ? missing : 0;
}
