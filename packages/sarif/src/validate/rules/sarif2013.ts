import { defineRule } from '../rule.js';

export const provideEmbeddedFileContent = defineRule({
  id: 'SARIF2013',
  name: 'ProvideEmbeddedFileContent',
  kind: 'sarif',
  level: 'note',
  asks: 'A run with `artifacts` embeds the contents of at least one.',
  texts: { none: 'No artifact of the run has its contents embedded.' },
  check: (say) => ({
    run({ artifacts }, at) {
      if (artifacts?.every(({ contents }) => contents === undefined)) say('none', at);
    },
  }),
});
