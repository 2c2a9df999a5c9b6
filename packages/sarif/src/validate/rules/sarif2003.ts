import { defineRule } from '../rule.js';

export const provideVersionControlProvenance = defineRule({
  id: 'SARIF2003',
  name: 'ProvideVersionControlProvenance',
  kind: 'sarif',
  level: 'note',
  asks: 'A run says in `versionControlProvenance` which version of the code it looked at.',
  texts: {
    none: 'The run has no versionControlProvenance: nobody knows which version of the code this is about.',
  },
  check: (say) => ({
    run({ versionControlProvenance = [] }, at) {
      if (versionControlProvenance.length === 0) say('none', at);
    },
  }),
});
