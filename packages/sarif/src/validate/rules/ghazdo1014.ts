import { checkRun, isBlank, RUN_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const azdoProvideRunProperties = defineRule({
  id: 'GHAzDO1014',
  name: 'ProvideRequiredRunProperties',
  kind: 'azure',
  level: 'error',
  asks: 'Every run has `tool`, `results`, which may be empty, and `automationDetails` with an `id`.',
  texts: {
    ...RUN_TEXTS,
    noDetails: 'The run has no automationDetails.',
    noId: 'The automationDetails of the run have no id.',
  },
  check: (say, scope) => ({
    run(run, at) {
      checkRun(say, run, at, scope.hasResults);
      if (run.automationDetails === undefined) say('noDetails', at);
      else if (isBlank(run.automationDetails.id)) say('noId', at);
    },
  }),
});
