import { SEVERITIES, plainText, type Severity } from '@railgate/contract';

import type { Options } from '../options.js';
import type { ImageVulnerability } from '../trivy/observed.js';

/** What a vulnerability counts here, and why: each reason is a sentence. */
export interface Rating {
  readonly severity: Severity;
  readonly reasons: readonly string[];
}

/** By the worst of what was said of it, and the policy for what nobody has fixed. */
export function rate(worst: ImageVulnerability, isFixable: boolean, unfixable: Options['unfixable']): Rating {
  const { severity, severitySource, score } = worst;
  const by = severitySource === undefined ? '' : ` by ${plainText(severitySource, 80)}`;
  const points = score === undefined ? '' : `, score ${score.toFixed(1)}`;
  const said = `Severity ${severity}${by}${points}.`;
  if (isFixable || unfixable === 'report') return { severity, reasons: [said] };
  if (unfixable === 'ignore')
    return {
      severity: 'info',
      reasons: [said, 'It counts nothing, since no fixed version is known (`unfixable`).'],
    };
  const lower = SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? severity;
  return {
    severity: lower,
    reasons: [said, 'It counts one level less, since no fixed version is known (`unfixable`).'],
  };
}
