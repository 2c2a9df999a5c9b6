import {
  compareText,
  compareSeverity,
  groupBy,
  SEVERITIES,
  type AdvisorySource,
  type Severity,
} from '@railgate/contract';
import type * as sarif from 'sarif';

import { pathReader, rootsOf } from '../identity/artifact-path.js';
import {
  dependencyReader,
  type DependencyReader,
  type ForeignDependency,
} from '../identity/foreign-dependency.js';
import { parsePurl } from '../identity/purl.js';
import { findRule } from '../identity/result-rule.js';
import { readDependency } from '../identity/subject.js';
import { levelOf, severityOfScore } from '../severity.js';
import { AliasGroups } from './alias-groups.js';
import { sortAdvisories, spellAdvisory } from './canonical.js';

/** Takes the results of all runs of a log, one after the other, then says what becomes of each. */
export interface DependencyDedupe {
  /** @param run index of the run; @param index of the result in it */
  add(result: sarif.Result, run: number, index: number): void;
  /** Call after the last `add`. */
  decide(): DedupeDecision;
}

export interface DedupeDecision {
  /** Results that leave their runs. */
  readonly merged: number;
  /** The result as it stays, with the sources of its group; nothing when it leaves. The result given is not changed. */
  apply(result: sarif.Result, run: number, index: number): sarif.Result | undefined;
}

/**
 * One vulnerability that several tools report for the same version of a package in the same manifest or image stays
 * with one of them; `properties.sources` names what each said. The tool with the most results in a group keeps all of
 * its own, so that what stands twice for one tool, in one run or in two categories, stands twice afterwards. A result that is suppressed or absent, or
 * whose version is not known, is left alone. Changes other tools' runs, so only on request.
 */
export function dedupeDependencies(log: sarif.Log): { log: sarif.Log; merged: number } {
  const dedupe = dependencyDedupe(log.runs);
  log.runs.forEach(({ results }, run) => results?.forEach((result, i) => dedupe.add(result, run, i)));
  const { merged, apply } = dedupe.decide();
  if (merged === 0) return { log, merged };
  const runs = log.runs.map((run, at) => {
    if (!run.results) return run;
    const kept = run.results.map((result, i) => apply(result, at, i));
    return { ...run, results: kept.filter((result) => result !== undefined) };
  });
  return { log: { ...log, runs }, merged };
}

/** The same for a log that is not held: two passes over its results, with what is about packages remembered. */
export function dependencyDedupe(runs: readonly sarif.Run[]): DependencyDedupe {
  const roots = [...new Set(runs.flatMap(rootsOf))];
  const readers = runs.map((run): DependencyReader => dependencyReader(run, pathReader(run, roots)));
  const seen: Seen[] = [];
  return {
    add(result, run, index) {
      const head = runs[run];
      if (!head || isOver(result)) return;
      const dependency = readers[run]?.(result);
      const key = dependency && packageAt(dependency);
      if (!dependency || key === undefined) return;
      const nodes = dependency.advisories.map((id) => `${spellAdvisory(id)}\0${key}`);
      seen.push({ run, index, key, nodes, sources: sourcesOf(result, head, dependency) });
    },
    decide: () => decide(seen, runs),
  };
}

interface Seen {
  readonly run: number;
  readonly index: number;
  readonly key: string;
  readonly nodes: readonly string[];
  readonly sources: readonly AdvisorySource[];
}

function decide(seen: readonly Seen[], runs: readonly sarif.Run[]): DedupeDecision {
  const aliases = new AliasGroups();
  for (const { nodes } of seen) aliases.join(nodes);
  const groups = groupBy(seen, ({ nodes: [first = ''] }) => aliases.find(first));
  const kept = new Map<string, Said>();
  const dropped = new Set<string>();
  for (const group of groups.values()) {
    const primary = primaryTool(group, runs);
    if (group.every(({ run }) => toolOf(runs[run]) === primary)) continue;
    const said = saidOf(group);
    for (const { run, index } of group) {
      if (toolOf(runs[run]) === primary) kept.set(`${run}/${index}`, said);
      else dropped.add(`${run}/${index}`);
    }
  }
  return {
    merged: dropped.size,
    apply(result, run, index) {
      if (dropped.has(`${run}/${index}`)) return undefined;
      const said = kept.get(`${run}/${index}`);
      return said ? withSources(result, said) : result;
    },
  };
}

/** The tool with the most results; of equals that with the worst severity, then the first by name. */
function primaryTool(group: readonly Seen[], runs: readonly sarif.Run[]): string {
  const byTool = groupBy(group, ({ run }) => toolOf(runs[run]));
  const ranked = [...byTool].sort(
    ([a, ofA], [b, ofB]) =>
      ofB.length - ofA.length ||
      compareSeverity(worstOf(ofA).severity, worstOf(ofB).severity) ||
      compareText(a, b),
  );
  return ranked[0]?.[0] ?? '';
}

function toolOf(run: sarif.Run | undefined): string {
  return run?.tool.driver.name.toLowerCase() ?? '';
}

/** What all tools of a group say together: each of its results gets it. */
interface Said {
  readonly level: sarif.Result.level;
  readonly properties: sarif.PropertyBag;
}

function withSources(result: sarif.Result, { level, properties }: Said): sarif.Result {
  return { ...result, level, properties: { ...result.properties, ...properties } };
}

function saidOf(group: readonly Seen[]): Said {
  const sources = new Map<string, AdvisorySource>();
  const ids = new Set<string>();
  for (const one of group) {
    for (const source of one.sources) sources.set(JSON.stringify(source), source);
    for (const node of one.nodes) ids.add(node.slice(0, node.indexOf('\0')));
  }
  const { severity, score } = worstOf(group);
  return {
    level: levelOf(severity),
    properties: {
      severity,
      ...(score !== undefined && { 'security-severity': score.toFixed(1) }),
      advisories: sortAdvisories(ids),
      sources: [...sources.values()].sort(compareSources),
    },
  };
}

function worstOf(group: readonly Seen[]): AdvisorySource {
  const [worst] = group.flatMap(({ sources }) => sources).sort(compareWorst);
  return worst ?? { engine: '', id: '', severity: 'info' };
}

function compareWorst(a: AdvisorySource, b: AdvisorySource): number {
  return compareSeverity(a.severity, b.severity) || (b.score ?? -1) - (a.score ?? -1) || compareSources(a, b);
}

function compareSources(a: AdvisorySource, b: AdvisorySource): number {
  return (
    compareText(a.engine, b.engine) ||
    compareText(a.id, b.id) ||
    compareSeverity(a.severity, b.severity) ||
    (b.score ?? -1) - (a.score ?? -1)
  );
}

/** Place, package and version in one; nothing where one of them is not known. */
function packageAt({ name, version, path, image }: ForeignDependency): string | undefined {
  const place = image ?? path ?? '';
  if (place === '' || version === '' || name === '') return undefined;
  const kind = image === undefined ? 'manifest' : 'image';
  return JSON.stringify([kind, place, bareName(name, place), version.replace(/^v(?=\d)/, '')]);
}

const PYTHON =
  /(?:^|\/)(?:requirements[^/]*\.txt|(?:poetry|Pipfile|uv|pdm|pylock)[^/]*\.(?:lock|toml)|setup\.(?:py|cfg))$/;

/** The name as tools print it that know no package URL, in the spelling of its ecosystem. */
function bareName(name: string, place: string): string {
  const purl = parsePurl(name);
  const last = purl.name.slice(purl.name.lastIndexOf('/') + 1);
  let bare = purl.name;
  if (purl.type === 'maven') bare = purl.name.replace('/', ':');
  else if (['deb', 'rpm', 'apk', 'alpm'].includes(purl.type)) bare = last;
  const folded = bare.toLowerCase();
  return purl.type === 'pypi' || PYTHON.test(place) ? folded.replace(/[-_.]+/g, '-') : folded;
}

function sourcesOf(
  result: sarif.Result,
  run: sarif.Run,
  { advisories }: ForeignDependency,
): readonly AdvisorySource[] {
  const known = readDependency(result)?.sources;
  if (known && known.length > 0) return known;
  const rule = findRule(result, run);
  const score = Number(result.properties?.['security-severity'] ?? rule?.properties?.['security-severity']);
  const isScore = score > 0 && score <= 10;
  const level = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
  const own = SEVERITIES.find((severity) => severity === result.properties?.['severity']);
  return [
    {
      engine: run.tool.driver.name,
      id: spellAdvisory(advisories[0] ?? ''),
      severity: own ?? (isScore ? severityOfScore(score) : OF_LEVEL[level]),
      ...(isScore && { score }),
    },
  ];
}

const OF_LEVEL: Readonly<Record<sarif.Result.level, Severity>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'info',
};

/** Somebody decided about it, or it is gone: another tool's open result must not vanish into it. */
function isOver({ suppressions, baselineState, kind }: sarif.Result): boolean {
  return (suppressions?.length ?? 0) > 0 || baselineState === 'absent' || (kind ?? 'fail') !== 'fail';
}
