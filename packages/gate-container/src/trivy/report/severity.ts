import type { Severity } from '@railgate/contract';

const SEVERITIES: ReadonlyMap<unknown, Severity> = new Map<unknown, Severity>([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);

/** What nobody has rated counts as medium: not known to be harmless. */
export function severityIn(value: unknown): Severity {
  return SEVERITIES.get(value) ?? 'medium';
}
