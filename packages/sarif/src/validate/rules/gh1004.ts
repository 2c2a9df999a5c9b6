import { GITHUB_LIMITS } from '../../profiles/limits.js';
import type { Objects } from '../objects.js';
import { defineRule } from '../rule.js';

/** Over these GitHub rejects the file (docs.github.com, "SARIF results exceed one or more limits"). */
const HARD = {
  runs: 20,
  results: 25_000,
  rules: 25_000,
  extensions: 100,
  locations: 1_000,
  steps: 10_000,
  tags: 20,
};

/** Over these it shows a part only. */
const SOFT: Readonly<Record<string, number>> = {
  results: GITHUB_LIMITS.results,
  locations: GITHUB_LIMITS.locations,
  steps: GITHUB_LIMITS.steps,
  tags: GITHUB_LIMITS.tags,
};

/**
 * The Multitool's rule of this name still has the limits of 2020 (5 runs, 1,000 rules and results, 10 locations, 100 code
 * flows, 100 steps), which no file of today has to keep. These are GitHub's own, and they are more: extensions and tags.
 */
export const ghKeepLimits = defineRule({
  id: 'GH1004',
  name: 'ReviewArraysThatExceedConfigurableDefaults',
  kind: 'github',
  level: 'error',
  asks: 'The arrays keep the limits of GitHub: 20 runs; in a run 25,000 results, of which 5,000 are shown, 25,000 rules and 100 extensions; in a result 1,000 locations, of which 100 are shown, and 10,000 steps of code flows, of which 1,000 are shown; in a rule 20 tags, of which 10 are shown.',
  texts: {
    rejected: '{0} {1} are more than the {2} that GitHub takes: it rejects the file.',
    cut: '{0} {1} are more than the {2} that GitHub shows: it leaves out the others.',
  },
  check(say) {
    const look = (what: keyof typeof HARD, count: number, at: string): void => {
      const soft = SOFT[what] ?? Infinity;
      if (count > HARD[what]) say('rejected', at, count, what, HARD[what]);
      else if (count > soft) say('cut', at, count, what, soft);
    };
    const lookAtRules = (component: Objects['toolComponent'] | undefined, at: string): void =>
      component?.rules?.forEach(({ properties }, i) =>
        look('tags', properties?.tags?.length ?? 0, `${at}/rules/${i}/properties/tags`),
      );
    return {
      log: ({ runs = [] }, at) => look('runs', runs.length, `${at}/runs`),
      run({ tool = {} }, at) {
        const { driver, extensions = [] } = tool;
        look('rules', ruleCount(tool), `${at}/tool/driver/rules`);
        look('extensions', extensions.length, `${at}/tool/extensions`);
        lookAtRules(driver, `${at}/tool/driver`);
        extensions.forEach((extension, i) => lookAtRules(extension, `${at}/tool/extensions/${i}`));
      },
      runEnd: (_run, at, results) => look('results', results, `${at}/results`),
      result(result, at) {
        const { locations = [], relatedLocations = [] } = result;
        look('locations', locations.length + relatedLocations.length, `${at}/locations`);
        look('steps', stepCount(result), `${at}/codeFlows`);
      },
    };
  },
});

/** The limit is that of a run, whose rules may stand in several components. */
function ruleCount({ driver, extensions = [] }: Objects['tool']): number {
  let count = driver?.rules?.length ?? 0;
  for (const { rules = [] } of extensions) count += rules.length;
  return count;
}

function stepCount({ codeFlows = [] }: Objects['result']): number {
  let count = 0;
  for (const { threadFlows = [] } of codeFlows) {
    for (const { locations = [] } of threadFlows) count += locations.length;
  }
  return count;
}
