import { checkResult, RESULT_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

/** In the Multitool this rule says what GHAzDO1015 says, and no more: it inherits the rule for results. */
export const azdoProvidePhysicalLocationProperties = defineRule({
  id: 'GHAzDO1017',
  name: 'ProvideRequiredPhysicalLocationProperties',
  kind: 'azure',
  level: 'error',
  asks: 'As in the Multitool, what GHAzDO1015 asks of a result, its `ruleId` aside.',
  texts: RESULT_TEXTS,
  check: (say) => ({ result: (result, at) => checkResult(say, result, at) }),
});
