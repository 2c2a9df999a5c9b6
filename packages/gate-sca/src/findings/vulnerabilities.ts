import { compareSeverity, groupBy, type Finding, type Rule } from '@railgate/contract';
import type { Signals } from '@railgate/advisories';
import { packageUrl, type Lockfile } from '@railgate/dependencies';
import { groupAdvisories, type AdvisoryGroup, type AdvisoryReport } from '@railgate/sarif/run';

import type { Report } from '../engines/engine.js';
import { advisoryRule } from './advisory-rule.js';
import { firstFixingAll } from './fixes-all.js';
import { findOccurrences, occurrenceKey, type Occurrence } from './occurrences.js';
import { rateVulnerability } from './rating.js';
import { cleanReport, isMalicious } from './reports.js';
import { Routes } from './routes.js';
import { UNRATED, fixesOf, toFinding, type FindingContext, type Fixes, type Rated } from './to-finding.js';

export interface VulnerabilityInput extends FindingContext {
  readonly lockfiles: readonly Lockfile[];
  readonly reports: readonly Report[];
  /** What else is known of a CVE. */
  readonly signals: (cve: string) => Signals | undefined;
}

export interface Vulnerabilities {
  readonly findings: readonly Finding[];
  /** One a vulnerability. */
  readonly rules: readonly Rule[];
  /** What may remove each finding, in their order. */
  readonly upgrades: readonly Upgrade[];
  /** Reports of package versions that no lockfile holds. */
  readonly homeless: readonly Report[];
}

/** A finding, and the versions without it. */
export interface Upgrade {
  readonly ruleId: string;
  readonly purl: string;
  readonly occurrence: Occurrence;
  /** After the version that is there, lowest first. */
  readonly fixed: readonly string[];
  readonly malicious: boolean;
}

/**
 * One finding per vulnerability, package, version and file, whoever reported it. The order of engines and reports does not
 * count.
 */
export function findVulnerabilities(input: VulnerabilityInput): Vulnerabilities {
  const reports = input.reports.map(cleanReport);
  const occurrences = findOccurrences(input.lockfiles, reports);
  const placed: Placed[] = [];
  const places = new Map<string, Occurrence>();
  const homeless: Report[] = [];
  reports.forEach((report, index) => {
    const here = placesOf(report, occurrences.get(occurrenceKey(report)) ?? []);
    if (here.length === 0) homeless.push(report);
    const purl = packageUrl(report.ecosystem, report);
    for (const occurrence of here) {
      places.set(placeKey(occurrence.path, purl), occurrence);
      placed.push(place(report, index, purl, occurrence.path));
    }
  });
  const routes = new RouteCache();
  const rated = groupAdvisories(placed).map((group) => rate(group, reports, input.signals));
  const found = rated.map((one) => {
    const { manifest = '', subject } = one.group;
    const occurrence = places.get(placeKey(manifest, subject.purl));
    if (!occurrence) throw new Error(`A vulnerability of ${subject.purl} without a place.`);
    return { one, occurrence, own: fixesOf(one, occurrence, input.versions) };
  });
  const together = fixesTogether(found, input);
  const findings = found.map(({ one, occurrence, own }) => {
    const all = together.get(occurrence);
    return toFinding(
      one,
      { own, ...(all && { together: all }) },
      occurrence,
      input,
      routes.of(occurrence.held?.lockfile),
    );
  });
  const upgrades = found.map(({ one: { group, reports: said }, occurrence, own }) => ({
    ruleId: group.ruleId,
    purl: group.subject.purl,
    occurrence,
    fixed: own,
    malicious: said.some(isMalicious),
  }));
  return { findings, rules: rulesOf(rated), upgrades, homeless };
}

/** Of each package version with several vulnerabilities: what fixes all of them. */
function fixesTogether(
  found: readonly { readonly occurrence: Occurrence; readonly own: readonly string[] }[],
  { versions }: VulnerabilityInput,
): ReadonlyMap<Occurrence, NonNullable<Fixes['together']>> {
  const together = new Map<Occurrence, NonNullable<Fixes['together']>>();
  for (const [occurrence, all] of groupBy(found, (one) => one.occurrence)) {
    if (all.length === 1) continue;
    const fixes = all.map(({ own }) => own);
    const version = firstFixingAll(fixes, versions.get(occurrence.ecosystem));
    if (version !== undefined) together.set(occurrence, { version, count: all.length });
  }
  return together;
}

/** For `groupAdvisories`: small, since it compares reports as text; `index` leads back to the report. */
interface Placed extends AdvisoryReport {
  readonly index: number;
}

function placesOf(report: Report, occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const { path, ecosystem, name, version } = report;
  if (path === undefined) return occurrences;
  const known = occurrences.filter((one) => one.path === path);
  return known.length > 0 ? known : [{ path, line: 1, ecosystem, name, version }];
}

function place(report: Report, index: number, purl: string, manifest: string): Placed {
  const { engine, ids, severity = UNRATED, score } = report;
  const [id, ...aliases] = ids;
  return { engine, id, aliases, severity, ...(score !== undefined && { score }), purl, manifest, index };
}

function placeKey(path: string, purl: string): string {
  return `${path}\0${purl}`;
}

function rate(
  group: AdvisoryGroup<Placed>,
  all: readonly Report[],
  signalsOf: (cve: string) => Signals | undefined,
): Rated {
  const reports = group.reports.flatMap(({ index }) => all[index] ?? []);
  const cves = group.subject.advisories.filter((id) => id.startsWith('CVE-'));
  const signals = cves.flatMap((cve) => signalsOf(cve) ?? []);
  return { group, reports, rating: rateVulnerability(reports, signals) };
}

function rulesOf(rated: readonly Rated[]): Rule[] {
  return [...groupBy(rated, ({ group }) => group.ruleId)].map(([id, ones]) => {
    const [worst = 'high'] = ones.map(({ rating }) => rating.severity).sort(compareSeverity);
    return advisoryRule(id, [...new Set(ones.flatMap(({ reports }) => reports))], worst);
  });
}

/** A lockfile is walked through once, and only where something is found in it. */
class RouteCache {
  readonly #routes = new Map<Lockfile, Routes>();

  of(lockfile: Lockfile | undefined): Routes | undefined {
    if (!lockfile) return undefined;
    const known = this.#routes.get(lockfile) ?? new Routes(lockfile);
    this.#routes.set(lockfile, known);
    return known;
  }
}
