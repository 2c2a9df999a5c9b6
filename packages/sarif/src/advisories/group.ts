import {
  compareSeverity,
  type AdvisorySource,
  type DependencySubject,
  type Severity,
} from '@railgate/contract';

import { packageKey, packageVersionKey } from '../identity/purl.js';
import { AliasGroups } from './alias-groups.js';
import { sortAdvisories, spellAdvisory } from './canonical.js';

/** What one engine says of one package. An engine may add what else it knows; it comes back in the group. */
export interface AdvisoryReport extends AdvisorySource {
  /** Other ids of the same vulnerability, as far as the engine knows them. */
  readonly aliases: readonly string[];
  /** With the version. */
  readonly purl: string;
  /** Path of the manifest or lockfile; absent for an image. */
  readonly manifest?: string;
  /** Name of the image, as the target has it. */
  readonly image?: string;
}

/** One vulnerability of one package version in one place, whoever reported it. */
export interface AdvisoryGroup<Report extends AdvisoryReport = AdvisoryReport> {
  /** The canonical id, which is the rule's. */
  readonly ruleId: string;
  /** The highest that any engine gave. */
  readonly severity: Severity;
  /** What gave it: of equal ones that with the higher score, then the first by engine and id. */
  readonly worst: AdvisorySource;
  /** For `Finding.subject`; with all sources. */
  readonly subject: DependencySubject;
  readonly manifest?: string;
  /** Everything that was reported of it, in an order of its own. */
  readonly reports: readonly [Report, ...Report[]];
}

/**
 * Joins what several engines report of the same vulnerability: reports whose ids and aliases touch, directly or over
 * others, for the same package. What is known of a package's aliases holds for all its versions and places, so that a
 * vulnerability has one name in the whole run; groups never reach over two versions, manifests or images, and aliases
 * never over two packages. The order of the reports does not count.
 *
 * @returns sorted by place, package, version and canonical id
 */
export function groupAdvisories<Report extends AdvisoryReport>(
  reports: readonly Report[],
): AdvisoryGroup<Report>[] {
  const aliases = new AliasGroups();
  for (const report of reports) aliases.join(nodesOf(report));
  const names = namesOf(aliases);
  const groups = new Map<string, Report[]>();
  for (const report of reports) {
    const key = groupKey(report, aliases);
    const group = groups.get(key);
    if (group) group.push(report);
    else groups.set(key, [report]);
  }
  return [...groups.values()]
    .map((group) => toGroup(group, names.get(setOf(group[0] as Report, aliases)) ?? []))
    .sort(compareGroups);
}

/** Ids count within their package: a CVE of a vendored library has an advisory for each package that holds it. */
function nodesOf(report: AdvisoryReport): string[] {
  const key = packageKey(report.purl);
  return [report.id, ...report.aliases]
    .map(spellAdvisory)
    .filter((id) => id !== '')
    .map((id) => `${id}\0${key}`);
}

function setOf(report: AdvisoryReport, aliases: AliasGroups): number {
  return aliases.find(nodesOf(report)[0] ?? `\0${packageKey(report.purl)}`);
}

/** The ids of each set, best first; one list for all groups of the set. */
function namesOf(aliases: AliasGroups): Map<number, readonly string[]> {
  const names = new Map<number, readonly string[]>();
  for (const [set, nodes] of aliases.sets()) {
    names.set(set, sortAdvisories(nodes.map((node) => node.slice(0, node.indexOf('\0')))));
  }
  return names;
}

function groupKey(report: AdvisoryReport, aliases: AliasGroups): string {
  const place = report.image === undefined ? ['manifest', report.manifest ?? ''] : ['image', report.image];
  return JSON.stringify([...place, packageVersionKey(report.purl), setOf(report, aliases)]);
}

function toGroup<Report extends AdvisoryReport>(
  group: readonly Report[],
  advisories: readonly string[],
): AdvisoryGroup<Report> {
  const reports = [...group].sort(compareReports) as [Report, ...Report[]];
  const [first] = reports;
  const sources = sourcesOf(reports);
  const worst = [...sources].sort(compareWorst)[0] ?? first;
  return {
    ruleId: advisories[0] ?? first.id,
    severity: worst.severity,
    worst,
    subject: {
      kind: 'dependency',
      purl: smallest(reports.map(({ purl }) => purl)),
      advisories,
      ...(first.image !== undefined && { image: first.image }),
      sources,
    },
    ...(first.image === undefined && first.manifest !== undefined && { manifest: first.manifest }),
    reports,
  };
}

/** What was said, each once. */
function sourcesOf(reports: readonly AdvisoryReport[]): AdvisorySource[] {
  const sources = new Map<string, AdvisorySource>();
  for (const { engine, id, severity, score } of reports) {
    const source = { engine, id: spellAdvisory(id), severity, ...(score !== undefined && { score }) };
    sources.set(JSON.stringify(source), source);
  }
  return [...sources.values()];
}

function compareReports(a: AdvisoryReport, b: AdvisoryReport): number {
  return (
    compareText(a.engine, b.engine) ||
    compareText(spellAdvisory(a.id), spellAdvisory(b.id)) ||
    compareWorst(a, b) ||
    compareText(a.purl, b.purl) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

function compareWorst(a: AdvisorySource, b: AdvisorySource): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    (b.score ?? -1) - (a.score ?? -1) ||
    compareText(a.engine, b.engine) ||
    compareText(a.id, b.id)
  );
}

function compareGroups(a: AdvisoryGroup, b: AdvisoryGroup): number {
  return (
    compareText(a.subject.image ?? '', b.subject.image ?? '') ||
    compareText(a.manifest ?? '', b.manifest ?? '') ||
    compareText(packageVersionKey(a.subject.purl), packageVersionKey(b.subject.purl)) ||
    compareText(a.ruleId, b.ruleId)
  );
}

function smallest(texts: readonly string[]): string {
  let found = texts[0] ?? '';
  for (const text of texts) if (text < found) found = text;
  return found;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
