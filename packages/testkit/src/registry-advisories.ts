import { addTo } from '@railgate/contract';

import type { OsvEvent, OsvRecord } from './osv-archive.js';
import type { StubAdvisory } from './registry-stub.js';

/**
 * What npm's bulk endpoint says of records of OSV, by package: the same facts for the clients of registries. Withdrawn records
 * and those of other ecosystems are left out. Nothing is scored: npm's answers give a number, and records a vector alone.
 */
export function registryAdvisories(
  records: Iterable<OsvRecord>,
): ReadonlyMap<string, readonly StubAdvisory[]> {
  const found = new Map<string, StubAdvisory[]>();
  let id = 1_000_000;
  for (const record of records) {
    if (record.withdrawn !== undefined) continue;
    for (const [name, range] of rangesOf(record)) {
      const advisory = { id: (id += 1), ...wordsOf(record), vulnerable_versions: range };
      addTo(found, name, advisory);
    }
  }
  return found;
}

function wordsOf(record: OsvRecord): Omit<StubAdvisory, 'id' | 'vulnerable_versions'> {
  const { severity: word, cwe_ids: cwe } = record.database_specific ?? {};
  return {
    url: `https://github.com/advisories/${record.id}`,
    title: record.summary ?? record.id,
    severity: SEVERITIES.get(String(word)) ?? 'high',
    cwe: Array.isArray(cwe) ? cwe.map(String) : [],
    cvss: { score: 0, vectorString: record.severity?.[0]?.score ?? null },
  };
}

const SEVERITIES: ReadonlyMap<string, StubAdvisory['severity']> = new Map([
  ['LOW', 'low'],
  ['MODERATE', 'moderate'],
  ['HIGH', 'high'],
  ['CRITICAL', 'critical'],
]);

/** One range for each package, in npm's words. */
function rangesOf(record: OsvRecord): Map<string, string> {
  const parts = new Map<string, string[]>();
  for (const { package: affected, ranges = [], versions = [] } of record.affected) {
    if (affected.ecosystem !== 'npm') continue;
    const semver = ranges
      .filter(({ type }) => type === 'SEMVER')
      .flatMap(({ events }) => intervalsOf(events));
    const listed = semver.length > 0 ? [] : versions.map((version) => `=${version}`);
    parts.set(affected.name, [...(parts.get(affected.name) ?? []), ...semver, ...listed]);
  }
  return new Map([...parts].map(([name, list]) => [name, list.join(' || ')]));
}

/** Events in the order of their versions, as real records have them. */
function intervalsOf(events: readonly OsvEvent[]): string[] {
  const intervals: string[] = [];
  let from: string | undefined;
  for (const { introduced, fixed, last_affected: last } of events) {
    if (introduced !== undefined) from ??= introduced === '0' ? '>=0.0.0-0' : `>=${introduced}`;
    const end = fixed === undefined ? last && `<=${last}` : `<${fixed}`;
    if (end === undefined || from === undefined) continue;
    intervals.push(`${from} ${end}`);
    from = undefined;
  }
  return from === undefined ? intervals : [...intervals, from];
}
