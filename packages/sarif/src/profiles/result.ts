import type * as sarif from 'sarif';

import { shapeFlows } from './code-flows.js';
import { configuredLevel, type FoundRule, type RuleFinder } from './find-rule.js';
import type { GithubLimits } from './limits.js';
import type { Located, Locator } from './location.js';
import { linkedIds, messageText, withoutDeadLinks } from './message.js';
import type { Placer } from './place.js';
import { NO_RULE, validScore, type RuleTable } from './rule-table.js';
import { githubLevel, type Level } from './score.js';
import type { Tally } from './tally.js';

/** What the results of one run are shaped with. */
export interface Shaping {
  readonly run: sarif.Run;
  readonly of: string;
  readonly limits: GithubLimits;
  readonly tally: Tally;
  readonly rules: RuleTable;
  readonly findRule: RuleFinder;
  readonly place: Placer;
  readonly locate: Locator;
  /** `primaryLocationLineHash` of a line of a file, if it can be read. */
  readonly hashOf?: (path: string, line: number) => string | undefined;
}

/** A result as GitHub reads it, and where it is. */
export interface Shaped {
  readonly result: sarif.Result;
  readonly path: string;
}

/** Nothing for a result whose place GitHub refuses; it is counted. */
export function shapeResult(shaping: Shaping, result: sarif.Result): Shaped | undefined {
  const { tally, of, run } = shaping;
  const found = primary(shaping, result);
  if ('refused' in found) {
    tally.add('refused', of, 1, `${result.ruleId ?? NO_RULE.id} at ${found.refused}`);
    return undefined;
  }
  const rule = ruleOf(shaping, result);
  const strings = [rule.rule.messageStrings, rule.component.globalMessageStrings];
  const text = messageText(result.message, strings).trim();
  const related = relatedLocations(shaping, result, found, text);
  const ids = new Set(related.map(({ id }) => id ?? -1));
  const { flows, left } = shapeFlows(run, result.codeFlows, shaping.locate, shaping.limits.steps);
  tally.add('steps', of, left);
  const score = validScore(result.properties);
  const fingerprints = fingerprintsOf(shaping, result, found);
  return {
    path: found.path,
    result: {
      ruleId: shaping.rules.use(rule.rule, score),
      level: levelOf(run, result, rule),
      message: { text: withoutDeadLinks(text, ids) || fallbackText(rule) },
      locations: [found.location],
      ...(related.length > 0 && { relatedLocations: related }),
      ...(flows.length > 0 && { codeFlows: flows }),
      ...(Object.keys(fingerprints).length > 0 && { partialFingerprints: fingerprints }),
      ...(score !== undefined && { properties: { 'security-severity': score } }),
    },
  };
}

/**
 * The first location inside the repository. A result without one is shown where its last code flow ends, or at the
 * file that was analysed; one in no file at all, as in an image, at the first related place: all are places that the
 * tool itself has named.
 */
function primary({ run, locate, place }: Shaping, result: sarif.Result): Located {
  const refusals: string[] = [];
  const flow = result.codeFlows?.[0]?.threadFlows[0]?.locations.at(-1);
  const shared = flow?.index === undefined ? undefined : run.threadFlowLocations?.[flow.index];
  for (const candidate of [...(result.locations ?? []), flow?.location ?? shared?.location]) {
    const found = locate(candidate);
    if (!('refused' in found)) return found;
    if (candidate) refusals.push(found.refused);
  }
  if (!result.locations?.some(({ physicalLocation }) => physicalLocation)) {
    for (const candidate of result.relatedLocations ?? []) {
      const found = locate(withoutId(candidate));
      if (!('refused' in found)) return found;
    }
  }
  const target = place(result.analysisTarget);
  if ('path' in target)
    return locate({ physicalLocation: { artifactLocation: { ...result.analysisTarget } } });
  return { refused: refusals[0] ?? 'no file' };
}

function ruleOf({ findRule, tally, of, run }: Shaping, result: sarif.Result): FoundRule {
  const found = findRule(result);
  if (found) return found;
  const id = result.ruleId ?? result.rule?.id;
  if (id !== undefined && id !== '') return { rule: { id }, component: run.tool.driver };
  tally.add('ruleless', of);
  return { rule: NO_RULE, component: run.tool.driver };
}

function levelOf(run: sarif.Run, result: sarif.Result, rule: FoundRule): Level {
  const isNoFailure = result.kind !== undefined && result.kind !== 'fail';
  const level = result.level ?? (isNoFailure ? 'none' : configuredLevel(run, rule));
  return githubLevel(level ?? rule.rule.defaultConfiguration?.level);
}

/** Further locations become related ones, since GitHub shows the first alone. */
function relatedLocations(
  { locate, limits, tally, of }: Shaping,
  result: sarif.Result,
  primaryLocation: Located,
  text: string,
): sarif.Location[] {
  if (!result.relatedLocations?.length && (result.locations?.length ?? 0) <= 1) return [];
  const given = [...(result.relatedLocations ?? []), ...(result.locations ?? []).map(withoutId)];
  const freeId = idSource(given);
  const seen = new Set([keyOf(primaryLocation)]);
  const kept: sarif.Location[] = [];
  let left = 0;
  for (const location of given) {
    const found = locate(location);
    if ('refused' in found) {
      left += location.physicalLocation ? 1 : 0;
      continue;
    }
    const key = keyOf(found);
    if (location.id === undefined && seen.has(key)) continue;
    seen.add(key);
    kept.push({ id: freeId(location.id), ...found.location });
  }
  const room = limits.locations - 1;
  const shown = kept.length > room ? linkedFirst(kept, text).slice(0, room) : kept;
  tally.add('related', of, left + kept.length - shown.length);
  return shown;
}

/** Keeps the ids that there are, since messages link to them, and gives others to those without and to doubles. */
function idSource(locations: readonly sarif.Location[]): (wanted: number | undefined) => number {
  const taken = new Set(locations.map(({ id }) => id));
  const given = new Set<number>();
  let next = 0;
  return (wanted) => {
    if (wanted !== undefined && wanted >= 0 && !given.has(wanted)) {
      given.add(wanted);
      return wanted;
    }
    while (taken.has(next)) next++;
    return next++;
  };
}

function withoutId({ id: _, ...location }: sarif.Location): sarif.Location {
  return location;
}

function keyOf(found: Located): string {
  return 'refused' in found ? '' : JSON.stringify(found.location.physicalLocation);
}

/** Those that the message links to, then the others in their order. */
function linkedFirst(locations: sarif.Location[], text: string): sarif.Location[] {
  const linked = new Set(linkedIds(text));
  const isLinked = ({ id }: sarif.Location): boolean => id !== undefined && linked.has(id);
  return [...locations.filter(isLinked), ...locations.filter((location) => !isLinked(location))];
}

function fingerprintsOf(
  { hashOf, tally, of }: Shaping,
  result: sarif.Result,
  found: Exclude<Located, { refused: string }>,
): Record<string, string> {
  const kept = Object.entries(result.partialFingerprints ?? {}).filter(([, value]) => value !== '');
  if (hashOf && !kept.some(([name]) => name === LINE_HASH)) {
    const line = found.location.physicalLocation?.region?.startLine ?? 1;
    const hash = hashOf(found.path, line);
    if (hash === undefined) tally.add('unhashed', of);
    else kept.push([LINE_HASH, hash]);
  }
  if (kept.length > 1) kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept);
}

/** The only one that GitHub reads; its own action fills it in, its REST endpoint does not. */
const LINE_HASH = 'primaryLocationLineHash';

function fallbackText({ rule }: FoundRule): string {
  return rule.shortDescription?.text || rule.fullDescription?.text || rule.name || rule.id;
}
