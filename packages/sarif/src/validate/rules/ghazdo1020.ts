import { isBlank } from '../required.js';
import { defineRule } from '../rule.js';

const PREFIX = 'azuredevops/pipeline/build/';

export const azdoProvideAutomationDetailsId = defineRule({
  id: 'GHAzDO1020',
  name: 'ProvideAutomationDetailsIdFormat',
  kind: 'azure',
  level: 'error',
  asks: 'The `id` of `automationDetails` begins with `azuredevops/pipeline/build/`.',
  texts: { prefix: 'The id {1} does not begin with {0}.' },
  check: (say) => ({
    run({ automationDetails }, at) {
      const id = automationDetails?.id;
      if (id === undefined || isBlank(id) || id.startsWith(PREFIX)) return;
      say('prefix', `${at}/automationDetails/id`, PREFIX, id);
    },
  }),
});
