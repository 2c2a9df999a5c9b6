import { defineRule } from '../rule.js';

export const invocationPropertiesMustBeConsistent = defineRule({
  id: 'SARIF1006',
  name: 'InvocationPropertiesMustBeConsistent',
  kind: 'sarif',
  level: 'error',
  asks: 'An invocation does not end before it starts.',
  texts: { order: 'endTimeUtc {0} is before startTimeUtc {1}.' },
  check: (say) => ({
    invocation({ startTimeUtc, endTimeUtc }, at) {
      if (startTimeUtc === undefined || endTimeUtc === undefined) return;
      // A text that is no time gives NaN, which is neither before nor after: that is the schema's business.
      if (Date.parse(startTimeUtc) > Date.parse(endTimeUtc))
        say('order', `${at}/endTimeUtc`, endTimeUtc, startTimeUtc);
    },
  }),
});
