import { SEVERITIES, compareSeverity, compareText, type Severity } from '@railgate/contract';
import type { Signals } from '@railgate/advisories';

import type { Report } from '../engines/engine.js';
import type { Options } from '../options.js';
import { isMalicious } from './reports.js';

/** What a vulnerability in one place counts, and why: each reason is a sentence. */
export interface Rating {
  readonly severity: Severity;
  readonly reasons: readonly string[];
}

/** Where a vulnerability is, as far as it counts. */
export interface Circumstances {
  readonly dev: boolean;
  readonly fixable: boolean;
}

type Policy = Pick<Options, 'developmentDependencies' | 'unfixable'>;

/** Nobody rated it: what is unknown must not pass a threshold. */
const UNRATED: Severity = 'high';

/** Probability of exploitation within 30 days from which a vulnerability counts one level more. */
const LIKELY = 0.5;

/** How bad the vulnerability is by itself, wherever it is. The order of the reports does not count. */
export function rateVulnerability(reports: readonly Report[], signals: readonly Signals[]): Rating {
  if (reports.some(isMalicious))
    return { severity: 'critical', reasons: ['Severity critical: the package itself is the attack.'] };
  const rated = reports.filter(({ severity }) => severity !== undefined).sort(byRating)[0];
  const base: Rating = rated?.severity
    ? { severity: rated.severity, reasons: [`Severity ${rated.severity} by ${raterOf(rated)}.`] }
    : { severity: UNRATED, reasons: [`Nobody rated it: it counts as ${UNRATED}.`] };
  return withSignals(base, signals);
}

/** What it counts here, by the policy. Nothing lowers what is malicious. */
export function rateHere(
  { severity, reasons }: Rating,
  reports: readonly Report[],
  { dev, fixable }: Circumstances,
  policy: Policy,
): Rating {
  if (reports.some(isMalicious)) return { severity, reasons };
  const applied: Rating[] = [{ severity, reasons }];
  if (dev) applied.push(lowered(severity, policy.developmentDependencies, DEV));
  if (!fixable) applied.push(lowered(severity, policy.unfixable, UNFIXABLE));
  const lowest =
    applied
      .map((one) => one.severity)
      .sort(compareSeverity)
      .at(-1) ?? severity;
  return { severity: lowest, reasons: applied.flatMap((one) => one.reasons) };
}

const DEV = { what: 'only development needs the package', option: 'developmentDependencies' };
const UNFIXABLE = { what: 'no fixed version is known', option: 'unfixable' };

function lowered(
  severity: Severity,
  level: Options['unfixable'],
  { what, option }: { readonly what: string; readonly option: string },
): Rating {
  if (level === 'report') return { severity, reasons: [] };
  if (level === 'ignore')
    return { severity: 'info', reasons: [`It counts nothing, since ${what} (\`${option}\`).`] };
  return {
    severity: step(severity, 1),
    reasons: [`It counts one level less, since ${what} (\`${option}\`).`],
  };
}

function withSignals({ severity, reasons }: Rating, signals: readonly Signals[]): Rating {
  const kev = signals.flatMap((one) => one.kev ?? []).sort()[0];
  const epss = signals.reduce((most, one) => Math.max(most, one.epss ?? -1), -1);
  const likely = epss < 0 ? [] : [`EPSS ${(epss * 100).toFixed(1)} %.`];
  if (kev !== undefined)
    return {
      severity: 'critical',
      reasons: [
        ...reasons,
        `Known to be exploited (CISA KEV, ${kev.slice(0, 10)}): it counts as critical.`,
        ...likely,
      ],
    };
  if (epss < LIKELY) return { severity, reasons: [...reasons, ...likely] };
  const raised = step(severity, -1);
  return {
    severity: raised,
    reasons: [...reasons, ...likely, 'Exploitation is likely: it counts one level more.'],
  };
}

function step(severity: Severity, by: 1 | -1): Severity {
  const at = SEVERITIES.indexOf(severity) + by;
  return SEVERITIES[Math.min(Math.max(at, 0), SEVERITIES.length - 1)] ?? severity;
}

function raterOf({ engine, score, severitySource }: Report): string {
  const rater = severitySource ?? engine;
  const points = score === undefined ? rater : `${rater} score ${score.toFixed(1)}`;
  return rater === engine ? points : `${points} (${engine})`;
}

function byRating(a: Report, b: Report): number {
  return (
    compareSeverity(a.severity ?? 'info', b.severity ?? 'info') ||
    (b.score ?? -1) - (a.score ?? -1) ||
    compareText(text(a.severitySource), text(b.severitySource)) ||
    compareText(a.engine, b.engine)
  );
}

function text(value: string | undefined): string {
  return value ?? '\uffff';
}
