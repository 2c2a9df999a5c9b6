import type * as sarif from 'sarif';

/** The rule of a result: by index, in the component that the result names (SARIF 3.27.6, 3.52). */
export function findRule(result: sarif.Result, run: sarif.Run): sarif.ReportingDescriptor | undefined {
  const at = result.rule?.toolComponent?.index;
  const component = at === undefined || at < 0 ? run.tool.driver : run.tool.extensions?.[at];
  return component?.rules?.[result.rule?.index ?? result.ruleIndex ?? -1];
}

/** The id of the rule, from wherever the result has it (SARIF 3.27.5); empty when it names none. */
export function ruleIdOf(result: sarif.Result, run: sarif.Run): string {
  return result.ruleId ?? result.rule?.id ?? findRule(result, run)?.id ?? '';
}
