import {
  compareSeverity,
  compareText,
  listed,
  plainText,
  sentence,
  type AdvisorySource,
  type Finding,
  type ImageFinding,
  type Rule,
} from '@railgate/contract';
import { groupAdvisories, type AdvisoryReport } from '@railgate/sarif/run';

import type { Options } from '../options.js';
import type { ImageVulnerability } from '../trivy/observed.js';
import { adviceText } from './advice.js';
import { advisoryRule } from './advisory-rule.js';
import type { BaseKnowledge } from './base-advice.js';
import { rate } from './rating.js';
import { originText, placed, sitesOf, type Site } from './sites.js';
import type { ImageView } from './view.js';

export type AnyFinding = Finding | ImageFinding;

export interface Vulnerabilities {
  readonly findings: readonly AnyFinding[];
  /** One a vulnerability. */
  readonly rules: readonly Rule[];
}

export type VulnerabilityPolicy = Pick<Options, 'unfixable'> & BaseKnowledge;

const IDS_SHOWN = 8;
const VERSIONS_SHOWN = 5;
const PATHS_SHOWN = 3;

/** One finding per vulnerability, package and image, however many layers and paths hold it, at each of its sites. */
export function findVulnerabilities(view: ImageView, policy: VulnerabilityPolicy): Vulnerabilities {
  const findings: AnyFinding[] = [];
  const rules: Rule[] = [];
  for (const found of groupsOf(view)) {
    const { ruleId, seen } = found;
    const [worst] = [...seen].sort(byRating);
    if (!worst) continue;
    rules.push(advisoryRule(ruleId, seen, worst.severity));
    for (const site of sitesOf(view, seen)) findings.push(toFinding(found, worst, site, view, policy));
  }
  return { findings, rules };
}

interface Found {
  readonly ruleId: string;
  readonly advisories: readonly string[];
  readonly sources: readonly AdvisorySource[];
  /** In a fixed order. */
  readonly seen: readonly ImageVulnerability[];
}

interface Indexed extends AdvisoryReport {
  readonly index: number;
}

/** By canonical id and package. Versions of it are not told apart: what removes one of them removes the other. */
function groupsOf({ observed, name: image }: ImageView): Found[] {
  const reports = observed.vulnerabilities.map((one, index): Indexed => {
    const { id, aliases, severity, score, purl } = one;
    return {
      engine: ENGINE,
      id,
      aliases,
      severity,
      ...(score !== undefined && { score }),
      purl,
      image,
      index,
    };
  });
  const groups = new Map<string, { -readonly [Key in keyof Found]: Found[Key] }>();
  for (const { ruleId, subject, reports: own } of groupAdvisories(reports)) {
    const seen = own.flatMap(({ index }) => observed.vulnerabilities[index] ?? []);
    const [{ type, name } = { type: '', name: '' }] = seen;
    const key = JSON.stringify([ruleId, type, name]);
    const known = groups.get(key);
    if (known) {
      known.seen = [...known.seen, ...seen];
      known.sources = [...known.sources, ...(subject.sources ?? [])];
    } else groups.set(key, { ruleId, advisories: subject.advisories, sources: subject.sources ?? [], seen });
  }
  return [...groups.values()].map((group) => ({ ...group, seen: [...group.seen].sort(byPlace) }));
}

/** Name of the engine, as a finding's source. */
const ENGINE = 'trivy';

function toFinding(
  { ruleId, advisories, sources, seen }: Found,
  worst: ImageVulnerability,
  site: Site,
  view: ImageView,
  { unfixable, ...known }: VulnerabilityPolicy,
): AnyFinding {
  const fixed = [...new Set(seen.flatMap(fixesOf))];
  const rating = rate(worst, fixed.length > 0, unfixable);
  const versions = [...new Set(seen.map(({ version }) => plainText(version, 80)))];
  const paths = [...new Set(seen.flatMap(({ path }) => (path === undefined ? [] : [path])))].sort(
    compareText,
  );
  const message = [
    `${plainText(worst.name, 200)} ${listed(versions, VERSIONS_SHOWN)} in the image ${plainText(site.image, 200)} is vulnerable: ${sentence(worst.title, 300) || 'no title.'}`,
    ...rating.reasons,
    originText(site, view),
    ...pathsText(worst, paths),
    `Known as ${listed(advisories, IDS_SHOWN)}.`,
    adviceText(worst, fixed, site, paths, { ...known, os: view.observed.os }),
  ].join(' ');
  const purl = seen[0]?.purl ?? worst.purl;
  return placed(
    {
      ruleId,
      message,
      severity: rating.severity,
      engine: ENGINE,
      subject: { kind: 'dependency', purl, advisories, image: site.image, sources: distinctSources(sources) },
    },
    site,
    paths[0],
  );
}

/** Repairs of the release line that is there before those of others: for 1.2.5, 1.2.6 and not 0.2.4. */
function fixesOf({ version, fixed }: ImageVulnerability): readonly string[] {
  const [line] = version.split('.');
  const same = fixed.filter((one) => one.split('.')[0] === line);
  return same.length > 0 ? same : fixed;
}

/** Of a distribution's package the list of packages is named, which helps nobody. */
function pathsText({ kind }: ImageVulnerability, paths: readonly string[]): string[] {
  if (kind === 'os' || paths.length === 0) return [];
  const shown = paths.map((path) => `/${plainText(path, 200)}`);
  return [`It is in ${listed(shown, PATHS_SHOWN)}.`];
}

function distinctSources(sources: readonly AdvisorySource[]): AdvisorySource[] {
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
}

function byRating(a: ImageVulnerability, b: ImageVulnerability): number {
  return compareSeverity(a.severity, b.severity) || (b.score ?? -1) - (a.score ?? -1) || byPlace(a, b);
}

function byPlace(a: ImageVulnerability, b: ImageVulnerability): number {
  return (
    compareText(a.purl, b.purl) ||
    compareText(a.path ?? '', b.path ?? '') ||
    compareText(a.id, b.id) ||
    compareText(a.diffId ?? '', b.diffId ?? '')
  );
}
