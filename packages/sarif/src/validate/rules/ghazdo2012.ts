import { isBlank } from '../required.js';
import { defineRule } from '../rule.js';

export const azdoProvideRuleProperties = defineRule({
  id: 'GHAzDO2012',
  name: 'ProvideRequiredReportingDescriptorProperties',
  kind: 'azure',
  level: 'error',
  asks: 'Every rule and notification has `id` and `name`.',
  texts: { noId: 'The descriptor has no id.', noName: 'The descriptor {0} has no name.' },
  check: (say) => ({
    reportingDescriptor({ id, name }, at) {
      if (isBlank(id)) say('noId', at);
      if (isBlank(name)) say('noName', at, id ?? '');
    },
  }),
});
