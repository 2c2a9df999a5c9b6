import { defineRule } from '../rule.js';

export const provideSchema = defineRule({
  id: 'SARIF2008',
  name: 'ProvideSchema',
  kind: 'sarif',
  level: 'warning',
  asks: 'The log has a `$schema`.',
  texts: { none: 'The log has no $schema.' },
  check: (say) => ({
    log(log, at) {
      if (log.$schema === undefined) say('none', at);
    },
  }),
});
