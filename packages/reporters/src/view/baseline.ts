import type { RunManifest } from '@railgate/contract';

import { oneLine } from '../text/safe-text.js';

const SHOWN = 5;

/**
 * What the comparison with the baseline says: how many findings have which state, and what else differs. Text of the
 * repository's (names of refs and targets) is in it, on one line each: reports escape it. Empty without a baseline.
 */
export function describeBaseline({ baseline }: RunManifest): string[] {
  if (!baseline) return [];
  const { name, counts, drift } = baseline;
  const states = `${counts.new} new, ${counts.unchanged} unchanged, ${counts.updated} updated, ${counts.absent} absent`;
  const notes = drift.slice(0, SHOWN).map(({ gate, target, message }) => `${gate} ${target}: ${message}`);
  const left = drift.length - notes.length;
  const lines = [`Against ${name}: ${states}.`, ...notes];
  if (left > 0) lines.push(`And ${left} more differences, listed in run.json.`);
  return lines.map((line) => oneLine(line));
}
