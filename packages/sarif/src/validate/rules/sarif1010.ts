import { defineRule } from '../rule.js';

export const ruleIdMustBeConsistent = defineRule({
  id: 'SARIF1010',
  name: 'RuleIdMustBeConsistent',
  kind: 'sarif',
  level: 'error',
  asks: 'A result has a `ruleId` or a `rule.id`; when it has both, they are equal.',
  texts: {
    missing: 'The result has neither ruleId nor rule.id.',
    differ: 'ruleId {0} and rule.id {1} are not equal.',
  },
  check: (say) => ({
    result({ ruleId, rule }, at) {
      if (ruleId === undefined && rule?.id === undefined) say('missing', at);
      else if (ruleId !== undefined && rule?.id !== undefined && ruleId !== rule.id)
        say('differ', at, ruleId, rule.id);
    },
  }),
});
