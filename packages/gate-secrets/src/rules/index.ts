import type { Rule } from '@railgate/contract';
import { kindOf, KINDS } from '@railgate/secrets';

import { ENVIRONMENT_RULES } from '../environment/rules/index.js';
import { ACCOUNT_NAME } from './account-name.js';
import { ENGINE_RULES } from './of-engine.js';
import { ruleOfKind } from './of-kind.js';

/** All rules of the gate, sorted by id: one for each kind of secret, those about the environment, and what only other
 * engines report, and the account of a stored password. Made when asked for: a run that finds nothing needs none outside the thread that scans. */
export function allRules(): readonly Rule[] {
  rules ??= sorted([...KINDS.map(ruleOfKind), ...ENVIRONMENT_RULES, ...ENGINE_RULES, ACCOUNT_NAME]);
  return rules;
}

/**
 * Those that something was found by. A hook waits for the run: six hundred descriptions of what was not found are a
 * megabyte of its report.
 */
export function rulesOf(findings: readonly { readonly ruleId: string }[]): readonly Rule[] {
  if (findings.length === 0) return [];
  const ids = new Set(findings.map(({ ruleId }) => ruleId));
  const kinds = [...ids].flatMap((id) => kindOf(id.slice('secrets/'.length)) ?? []);
  const others = [...ENVIRONMENT_RULES, ...ENGINE_RULES, ACCOUNT_NAME].filter(({ id }) => ids.has(id));
  return sorted([...kinds.map(ruleOfKind), ...others]);
}

function sorted(unsorted: readonly Rule[]): readonly Rule[] {
  return unsorted.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

let rules: readonly Rule[] | undefined;
