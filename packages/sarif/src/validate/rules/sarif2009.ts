import { isAiOrigin } from '../ai-origin.js';
import { defineRule } from '../rule.js';

export const considerConventionalIdentifierValues = defineRule({
  id: 'SARIF2009',
  name: 'ConsiderConventionalIdentifierValues',
  kind: 'sarif',
  level: 'note',
  asks: 'The id of a rule is the short name of the tool and a number, as in `CS2001`.',
  texts: {
    unconventional: 'The id {0} is not a short name and a number, as in CS2001.',
    hierarchical:
      'The id {0} has parts: {1} is the id of the rule, and the rest belongs into ruleId of the result.',
  },
  check: (say, scope) => ({
    run({ tool }, at) {
      if (isAiOrigin(scope.run)) return;
      tool?.driver?.rules?.forEach(({ id = '' }, i) => {
        if (id.trim() === '') return;
        const pointer = `${at}/tool/driver/rules/${i}/id`;
        if (id.includes('/')) say('hierarchical', pointer, id, id.slice(0, id.indexOf('/')));
        else if (!CONVENTIONAL.test(id)) say('unconventional', pointer, id);
      });
    },
  }),
});

const CONVENTIONAL = /^[A-Z]{1,8}(?:-?[0-9]{1,6}){0,3}$/;
