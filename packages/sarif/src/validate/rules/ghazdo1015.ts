import { checkResult, isBlank, RESULT_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const azdoProvideResultProperties = defineRule({
  id: 'GHAzDO1015',
  name: 'ProvideRequiredResultProperties',
  kind: 'azure',
  level: 'error',
  asks: 'Every result has a `ruleId`, a message with a `text`, and a location.',
  texts: { ...RESULT_TEXTS, noRule: 'The result has no ruleId.' },
  check: (say) => ({
    result(result, at) {
      checkResult(say, result, at);
      if (isBlank(result.ruleId)) say('noRule', at);
    },
  }),
});
