import {
  cleanText,
  compareText,
  type AdvisorySource,
  type Finding,
  type Place,
  type Severity,
} from '@railgate/contract';
import type { Ecosystem, LockfileFormat } from '@railgate/dependencies';
import type { AdvisoryGroup } from '@railgate/sarif/run';

import { ENGINE_NAMES, READS, type EngineName, type Report } from '../engines/engine.js';
import type { Options } from '../options.js';
import { advise } from './advice.js';
import type { Occurrence } from './occurrences.js';
import { listed, plainText, sentence } from './plain-text.js';
import { rateHere, type Rating } from './rating.js';
import { isMalicious } from './reports.js';
import type { Routes } from './routes.js';
import { laterThan, type Versions } from './versions.js';

/** One vulnerability in one place, with all that was said of it. */
export interface Rated {
  readonly group: AdvisoryGroup;
  readonly reports: readonly Report[];
  /** By itself, wherever it is. */
  readonly rating: Rating;
}

export interface FindingContext {
  /** Whose silence is worth something, by ecosystem. */
  readonly proven: ReadonlyMap<Ecosystem, readonly EngineName[]>;
  readonly policy: Pick<Options, 'developmentDependencies' | 'unfixable'>;
  readonly versions: Versions;
}

/** Stands for none where one is required; with a score it is one. */
export const UNRATED: Severity = 'info';

const IDS_SHOWN = 8;

/** What helps against one vulnerability, and against all of the same package in the same place. */
export interface Fixes {
  /** After the version that is there, lowest first. */
  readonly own: readonly string[];
  /** Where there are several vulnerabilities: the lowest version without any of them, and how many they are. */
  readonly together?: { readonly version: string; readonly count: number };
}

/** Fixed versions after the one that is there, lowest first. */
export function fixesOf(
  { reports }: Rated,
  { ecosystem, version }: Occurrence,
  versions: Versions,
): string[] {
  return laterThan(versions.get(ecosystem), version, reports.flatMap((report) => report.fixed ?? []).sort());
}

/** @param routes of the lockfile that holds it */
export function toFinding(
  { group, reports, rating }: Rated,
  { own: fixed, together }: Fixes,
  occurrence: Occurrence,
  { proven, policy, versions }: FindingContext,
  routes: Routes | undefined,
): Finding {
  const { ecosystem, name, version, held, path, line } = occurrence;
  const order = versions.get(ecosystem);
  const here = rateHere(rating, reports, { dev: held?.dev ?? false, fixable: fixed.length > 0 }, policy);
  const { brought, remedy } = advise(occurrence, fixed, order, routes);
  const malicious = reports.some(isMalicious);
  const ids = group.subject.advisories;
  const message = [
    `${plainText(version === '' ? name : `${name}@${version}`, 250)}${brought === '' ? '' : `, ${brought},`} ${malicious ? 'is malicious' : 'is vulnerable'}: ${titleOf(reports) || 'no title.'}`,
    ...here.reasons,
    `Known as ${listed(ids, IDS_SHOWN)}.`,
    seenBy(reports, proven.get(ecosystem) ?? [], held?.lockfile.format),
    malicious ? REMOVE : remedy,
    ...(together && !malicious && together.version !== fixed[0] ? [togetherText(together)] : []),
  ].join(' ');
  const related = manifestPlace(occurrence, routes);
  return {
    ruleId: group.ruleId,
    message,
    severity: here.severity,
    at: { path, region: { startLine: line } },
    ...(related && { related: [related] }),
    engine: enginesOf(reports).join(', '),
    subject: { ...group.subject, sources: sourcesOf(group, rating) },
  };
}

function togetherText({ version, count }: NonNullable<Fixes['together']>): string {
  return `${plainText(version, 80)} is the first without any of the ${count} that are reported of it here.`;
}

const REMOVE =
  'Remove it, and treat the machines that installed it as taken over: rotate what they could read.';

/** What an engine did not rate counts as the vulnerability does. */
function sourcesOf({ subject }: AdvisoryGroup, { severity }: Rating): AdvisorySource[] {
  return (subject.sources ?? []).map((source) => (isRated(source) ? source : { ...source, severity }));
}

function isRated({ severity, score }: AdvisorySource): boolean {
  return severity !== UNRATED || score !== undefined;
}

function titleOf(reports: readonly Report[]): string {
  const titled = [...reports].sort(byEngine).find(({ title }) => title.trim() !== '');
  return sentence(titled?.title ?? '', 300);
}

/** @param format of the lockfile that holds it: who does not read that was not asked */
function seenBy(
  reports: readonly Report[],
  proven: readonly EngineName[],
  format: LockfileFormat | undefined,
): string {
  const saw = enginesOf(reports);
  const asked = proven.filter((name) => format === undefined || (READS[name]?.includes(format) ?? true));
  const others = ENGINE_NAMES.filter((name) => asked.includes(name) && !saw.includes(name));
  const silent = others.length === 0 ? '' : `; not by ${others.join(', ')}`;
  return `Seen by ${saw.join(', ')}${silent}.`;
}

function enginesOf(reports: readonly Report[]): EngineName[] {
  const names = new Set(reports.map(({ engine }) => engine));
  return ENGINE_NAMES.filter((name) => names.has(name));
}

function byEngine(a: Report, b: Report): number {
  return ENGINE_NAMES.indexOf(a.engine) - ENGINE_NAMES.indexOf(b.engine) || compareText(a.title, b.title);
}

/** Where a manifest asks for the direct dependency that brings it. */
function manifestPlace({ held }: Occurrence, routes: Routes | undefined): Place | undefined {
  if (!held || !routes) return undefined;
  for (const index of held.indices) {
    const first = routes.to(index)?.[0];
    const asker = first === undefined ? undefined : routes.askerOf(first);
    const manifest = asker?.project.manifest;
    const line = asker?.requirement.line;
    if (manifest === undefined || line === undefined) continue;
    if (manifest === held.lockfile.path) return undefined;
    const message = `${cleanText(asker?.requirement.name ?? '')} is asked for here.`;
    return { path: manifest, region: { startLine: line }, message };
  }
  return undefined;
}
