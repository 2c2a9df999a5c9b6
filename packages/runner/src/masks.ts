import type { PackedText, Report } from '@railgate/contract';
import { unpackText } from '@railgate/kit';
import type * as secrets from '@railgate/secrets';

/** What knows every kind of secret. It takes as long to load as a small run takes in all. */
type Masks = typeof secrets;

/** Loaded only where there is something to say: a run that finds nothing pays nothing for it. */
export function loadMasks(): Promise<Masks> {
  return import('@railgate/secrets');
}

/** Ahead of its use, in a thread that has nothing else to do. What fails here fails again there. */
export async function warmMasks(): Promise<void> {
  try {
    (await loadMasks()).maskSecrets('');
  } catch {
    // Nobody has asked yet.
  }
}

export type Mask = (text: string) => string;

/** The last look at what is written, made when it is asked for. One for a run: what its texts share is looked at once. */
export type LastLook = () => Promise<Mask>;

export function lastLook(): LastLook {
  let look: Promise<Mask> | undefined;
  return () => (look ??= startLook());
}

async function startLook(): Promise<Mask> {
  const { LastLook } = await loadMasks();
  const look = new LastLook();
  return (text) => look.mask(text);
}

/**
 * The last look at texts that nobody holds all at once, a piece at a time. What is found ends with its line. Each piece by
 * itself: what is remembered of a text keeps it.
 */
export async function loadPackedMask(): Promise<(packed: PackedText) => Iterable<string>> {
  const { LastLook } = await loadMasks();
  return function* (packed) {
    for (const piece of unpackText(packed)) yield new LastLook().mask(piece);
  };
}

/** For every file and stream that a report is written to, whatever was masked before. */
export async function maskFor(
  report: Report,
  warnings: readonly string[] = [],
  look = lastLook(),
): Promise<Mask> {
  if (warnings.length === 0 && saysNothing(report)) return (text) => text;
  return look();
}

/**
 * The report as every reporter gets it: a name that is a secret, of a folder say, is masked before anybody cuts it or breaks
 * it into lines.
 */
export function withoutSecretNames(report: Report, mask: Mask): Report {
  const names = JSON.stringify(report.manifest);
  return mask(names) === names ? report : (JSON.parse(mask(JSON.stringify(report))) as Report);
}

/** Does it hold nothing but counts and the gates' own words? */
function saysNothing({ manifest, log }: Report): boolean {
  const { discovery, outcomes, waivers, notScanned, baseline, verdict } = manifest;
  return (
    [discovery.gaps, waivers, notScanned, verdict.reasons].every((list) => list.length === 0) &&
    discovery.projects.every(({ path }) => path === '.') &&
    baseline === null &&
    outcomes.every(isSilent) &&
    log.runs.every(({ results = [] }) => results.length === 0)
  );
}

function isSilent(outcome: Report['manifest']['outcomes'][number]): boolean {
  const { target, gaps, degraded, checklists = [] } = outcome;
  return target === 'root' && gaps.length === 0 && degraded.length === 0 && checklists.length === 0;
}
