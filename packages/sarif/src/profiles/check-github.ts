import type * as sarif from 'sarif';

import { schemaViolations } from '../validate/schema.js';
import { categoryOf } from './category.js';
import { GITHUB_LIMITS, TEXT_LIMITS, type GithubLimits } from './limits.js';

/**
 * What GitHub would reject or leave out of a file, one line each; none for a file that may be sent. Knows nothing of
 * how the profile shapes, so that each holds the other to account.
 *
 * @param compressed the file as it is sent, where there is one already.
 */
export function githubViolations(
  log: sarif.Log,
  compressed?: Uint8Array,
  limits: GithubLimits = GITHUB_LIMITS,
): string[] {
  const schema = schemaViolations(log);
  // What has another shape than SARIF cannot be looked at any further.
  if (schema.length > 0) return schema.slice(0, SHOWN).map((line) => `SCHEMA ${line}`);
  const found: string[] = [];
  if (compressed && compressed.length > limits.bytes)
    found.push(`${compressed.length} bytes compressed, more than ${limits.bytes}`);
  if (log.runs.length === 0 || log.runs.length > limits.runs)
    found.push(`/runs has ${log.runs.length} entries, not 1 to ${limits.runs}`);
  checkUnique(log, found);
  for (const [i, run] of log.runs.entries()) checkRun(run, `/runs/${i}`, limits, found);
  return found.slice(0, SHOWN);
}

const SHOWN = 100;

function checkUnique(log: sarif.Log, found: string[]): void {
  const seen = new Set<string>();
  for (const [i, run] of log.runs.entries()) {
    const key = `${run.tool.driver.name}\0${categoryOf(run)}`;
    if (seen.has(key)) found.push(`/runs/${i} has the tool and category of an earlier run`);
    seen.add(key);
  }
}

function checkRun(run: sarif.Run, at: string, limits: GithubLimits, found: string[]): void {
  const { driver } = run.tool;
  if (!run.results) found.push(`${at} has no results: it does not say that the tool looked`);
  if (driver.name === '') found.push(`${at}/tool/driver/name is empty`);
  if (!driver.rules) found.push(`${at}/tool/driver has no rules`);
  atMost(run.results?.length, limits.results, `${at}/results`, found);
  atMost(driver.rules?.length, limits.rules, `${at}/tool/driver/rules`, found);
  const ids = new Set<string>();
  for (const [i, rule] of (driver.rules ?? []).entries()) {
    const where = `${at}/tool/driver/rules/${i}`;
    checkRule(rule, where, limits, found);
    if (ids.has(rule.id)) found.push(`${where}/id is that of an earlier rule`);
    ids.add(rule.id);
  }
  for (const [i, result] of (run.results ?? []).entries())
    checkResult(run, result, `${at}/results/${i}`, limits, found);
}

function checkRule(rule: sarif.ReportingDescriptor, at: string, limits: GithubLimits, found: string[]): void {
  if (rule.id === '') found.push(`${at}/id is empty`);
  for (const key of ['shortDescription', 'fullDescription', 'help'] as const)
    if (!rule[key]?.text) found.push(`${at}/${key}/text is missing or empty`);
  for (const key of ['shortDescription', 'fullDescription'] as const)
    atMost(rule[key]?.text.length, TEXT_LIMITS.description, `${at}/${key}/text`, found);
  atMost(rule.name?.length, TEXT_LIMITS.name, `${at}/name`, found);
  atMost(rule.properties?.tags?.length, limits.tags, `${at}/properties/tags`, found);
  const score: unknown = rule.properties?.['security-severity'];
  if (score === undefined) return;
  if (typeof score !== 'string' || score.trim() === '' || !(Number(score) >= 0 && Number(score) <= 10))
    found.push(`${at}/properties/security-severity is no string number from 0 to 10`);
  if (!rule.properties?.tags?.includes('security'))
    found.push(`${at}/properties/tags lacks security, without which the score does not count`);
}

function checkResult(
  run: sarif.Run,
  result: sarif.Result,
  at: string,
  limits: GithubLimits,
  found: string[],
): void {
  if (!result.message.text) found.push(`${at}/message/text is missing or empty`);
  const rule = run.tool.driver.rules?.[result.ruleIndex ?? -1];
  if (!rule || rule.id !== result.ruleId) found.push(`${at}/ruleIndex is not that of its ruleId`);
  if (result.level === undefined || result.level === 'none') found.push(`${at}/level is missing`);
  if ((result.suppressions ?? []).length > 0) found.push(`${at} is suppressed, which GitHub does not read`);
  if (result.baselineState === 'absent') found.push(`${at} is absent, which GitHub does not read`);
  const { locations = [], relatedLocations = [], codeFlows = [] } = result;
  if (locations.length !== 1) found.push(`${at}/locations has ${locations.length} entries, not 1`);
  atMost(locations.length + relatedLocations.length, limits.locations, `${at}/relatedLocations`, found);
  const steps = codeFlows.flatMap(({ threadFlows }) => threadFlows.flatMap((flow) => flow.locations));
  atMost(steps.length, limits.steps, `${at}/codeFlows`, found);
  for (const location of [...locations, ...relatedLocations, ...steps.map((step) => step.location)])
    checkLocation(location, at, found);
}

/** A path that leaves the repository, has a scheme or starts with a slash makes GitHub reject the file. */
function checkLocation(location: sarif.Location | undefined, at: string, found: string[]): void {
  const { artifactLocation, region } = location?.physicalLocation ?? {};
  const uri = artifactLocation?.uri ?? '';
  const isRelative = /^(?![\\/])(?![^/]*:)[^\\]+$/.test(uri) && !uri.split('/').includes('..');
  if (!isRelative) found.push(`${at} has a location whose uri is not relative to the repository`);
  if (!(Number(region?.startLine) >= 1)) found.push(`${at} has a location without a line`);
}

function atMost(count: number | undefined, limit: number, at: string, found: string[]): void {
  if (count !== undefined && count > limit) found.push(`${at} has ${count} entries, more than ${limit}`);
}
