import type { Finding, Gap } from '@railgate/contract';
import { packageUrl } from '@railgate/dependencies';

import { rules } from '../rules/index.js';
import { unknownFacts } from './unknown-facts.js';
import type { PolicyInput, Violation } from './policy-rule.js';

/** What the policy says of the dependencies, and what it could not see. */
export interface PolicyWord {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
}

/** Asks every rule. Linear in the packages. */
export function checkPolicy(input: PolicyInput): PolicyWord {
  const findings: Finding[] = [];
  for (const rule of rules)
    for (const violation of rule.check(input)) findings.push(toFinding(rule.id, violation));
  return { findings, gaps: unknownFacts(input) };
}

function toFinding(ruleId: string, { about, ...finding }: Violation): Finding {
  if (!about) return { ruleId, ...finding };
  const purl = packageUrl(about.lockfile.ecosystem, about.one);
  return { ruleId, ...finding, subject: { kind: 'dependency', purl, advisories: [] } };
}
