import { isSecretName } from '@railgate/code';
import { plainText, type ImageFinding } from '@railgate/contract';

import type { ImageRule, Problem, RuleInput } from '../image-rule.js';
import { rules } from '../rules/index.js';
import type { Cause } from '../trace/trace.js';
import { supportedBase, type BaseKnowledge } from './base-advice.js';
import { originText, placed, sitesOf, type Site } from './sites.js';
import type { ImageView } from './view.js';
import type { AnyFinding } from './vulnerabilities.js';

/** What the gate's own rules say of an image, each at the line that it comes from. */
export function findProblems({ view, licences, ...known }: ProblemInput): AnyFinding[] {
  const facts = { ...known, os: view.observed.os };
  const input: RuleInput = {
    view,
    supportedBase: (base) => supportedBase(base, facts),
    ...(licences && { licences }),
  };
  return rules.flatMap((rule) =>
    [...rule.check(input)].flatMap((problem) => findingsOf(rule, problem, view)),
  );
}

export type ProblemInput = Pick<RuleInput, 'view' | 'licences'> & BaseKnowledge;

function findingsOf(rule: ImageRule, problem: Problem, view: ImageView): AnyFinding[] {
  const { occurrences, setBy, severity } = problem;
  const setting = setBy === undefined ? undefined : settingSite(view, setBy);
  const sites = setting ? [setting] : sitesOf(view, occurrences);
  const [path] = occurrences.flatMap((one) => one.path ?? []);
  return sites.map((site) => {
    const { image } = site;
    const subject: ImageFinding['subject'] = { kind: 'image', image, what: problem.what };
    const message = `In the image ${plainText(image, 200)}: ${problem.message} ${originText(site, view)} ${remedyAt(problem, site)}`;
    const rest = { ruleId: rule.id, message, subject, ...(severity !== undefined && { severity }) };
    return placed(rest, site, path);
  });
}

function remedyAt(problem: Problem, { from, base }: Site): string {
  return from === 'base' && base !== undefined && problem.baseRemedy
    ? problem.baseRemedy(base)
    : problem.remedy;
}

/** The instruction that is likely to have set it: with the name of a secret, else the only one. */
function settingSite(view: ImageView, keywords: readonly string[]): Site | undefined {
  const all = view.trace.instructions.filter(({ keyword }) => keywords.includes(keyword));
  const named = all.filter(({ names }) => names.some((name) => isSecretName(name)));
  const cause: Cause | undefined = named[0] ?? (all.length === 1 ? all[0] : view.trace.stage);
  if (!cause) return undefined;
  const { from, path, region, instruction } = cause;
  return { from, at: { path, region }, related: [], image: view.name, instruction };
}
