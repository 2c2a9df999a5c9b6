import {
  compareText,
  compareSeverity,
  type AdvisorySource,
  type DependencySubject,
  type Severity,
} from '@railgate/contract';

import { packageKey, parsePurl } from '../identity/purl.js';
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
  const keyed = reports.map(keyOf);
  for (const { nodes } of keyed) aliases.join(nodes);
  const names = namesOf(aliases);
  const groups = new Map<string, Collected<Report>>();
  for (const { report, nodes, place } of keyed) {
    const set = aliases.find(nodes[0] ?? '');
    const group = groups.get(`${set} ${place}`);
    if (group) group.reports.push(report);
    else groups.set(`${set} ${place}`, { place, set, reports: [report] });
  }
  return [...groups.values()]
    .map((group) => ({ place: group.place, group: toGroup(group.reports, names.get(group.set) ?? []) }))
    .sort((a, b) => compareText(a.place, b.place) || compareText(a.group.ruleId, b.group.ruleId))
    .map(({ group }) => group);
}

interface Keyed<Report> {
  readonly report: Report;
  /** Its ids within its package: a CVE of a vendored library has an advisory for each package that holds it. */
  readonly nodes: readonly string[];
  /** Manifest or image, package and version in one, for grouping and sorting. */
  readonly place: string;
}

interface Collected<Report> {
  readonly place: string;
  readonly set: number;
  readonly reports: Report[];
}

function keyOf<Report extends AdvisoryReport>(report: Report): Keyed<Report> {
  const { id, aliases, purl, image, manifest = '' } = report;
  const key = packageKey(purl);
  const ids = [id, ...aliases].map(spellAdvisory).filter((text) => text !== '');
  const at = image === undefined ? ['manifest', manifest] : ['image', image];
  return {
    report,
    nodes: (ids.length > 0 ? ids : ['']).map((text) => `${text}\0${key}`),
    place: JSON.stringify([...at, key, parsePurl(purl).version]),
  };
}

/** The ids of each set, best first; one list for all groups of the set. */
function namesOf(aliases: AliasGroups): Map<number, readonly string[]> {
  const names = new Map<number, readonly string[]>();
  for (const [set, nodes] of aliases.sets()) {
    names.set(set, sortAdvisories(nodes.map((node) => node.slice(0, node.indexOf('\0')))));
  }
  return names;
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

function smallest(texts: readonly string[]): string {
  let found = texts[0] ?? '';
  for (const text of texts) if (text < found) found = text;
  return found;
}
