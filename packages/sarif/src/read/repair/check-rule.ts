import type * as sarif from 'sarif';

import type { Note } from './notes.js';
import type { RuleIndex, RunContext } from './run-context.js';

/**
 * Makes the index of a result's rule agree with its id (SARIF 3.27.5–3.27.7): the id wins, since a tool that counts its
 * rules wrongly still knows what it reports. Without an id the index stays as it is when there is such a rule.
 */
export function checkRule(result: sarif.Result, context: RunContext, note: Note): void {
  const index = result.ruleIndex ?? result.rule?.index ?? -1;
  if (index < 0) return;
  const component = componentOf(result, context);
  if (!component) return;
  const id = result.ruleId ?? result.rule?.id;
  const rule = component.rules[index];
  if (rule && (id === undefined || isIdOf(rule, id))) return;
  const right = id === undefined ? undefined : findRule(component, id);
  note(...describe(rule, right), result.ruleIndex === undefined ? '/rule/index' : '/ruleIndex');
  point(result, right);
}

/** The component that the reference names: the driver, unless it names an extension (SARIF 3.52). */
function componentOf({ rule }: sarif.Result, context: RunContext): RuleIndex | undefined {
  const reference = rule?.toolComponent;
  if (!reference) return context.driver;
  const index = reference.index ?? -1;
  if (index >= 0) return context.extensions[index];
  // By name or guid: whoever wrote that did not count.
  return reference.name === undefined && reference.guid === undefined ? context.driver : undefined;
}

/** `CA1000/1` is a sub-rule of `CA1000` (SARIF 3.5.4, 3.27.5). */
function isIdOf(rule: sarif.ReportingDescriptor, id: string): boolean {
  return rule.id === id || id.startsWith(`${rule.id}/`);
}

function findRule(component: RuleIndex, id: string): number | undefined {
  for (let prefix = id; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')))) {
    const index = component.find(prefix);
    if (index !== undefined) return index;
  }
  return undefined;
}

function describe(rule: sarif.ReportingDescriptor | undefined, right: number | undefined): [string, string] {
  const done = right === undefined ? 'dropped' : "replaced by that of the rule with the result's id";
  if (!rule) return ['rule-index-out-of-range', `There was no rule at the index of a result; ${done}.`];
  return ['rule-index-wrong', `The index of a result named a rule with another id; ${done}.`];
}

function point(result: sarif.Result, index: number | undefined): void {
  const { rule } = result;
  if (index !== undefined) {
    if (result.ruleIndex !== undefined) result.ruleIndex = index;
    if (rule?.index !== undefined) rule.index = index;
    return;
  }
  delete result.ruleIndex;
  if (rule?.index === undefined) return;
  delete rule.index;
  // A reference must have one of the three (SARIF 3.52).
  if (rule.id === undefined && rule.guid === undefined) delete result.rule;
}
