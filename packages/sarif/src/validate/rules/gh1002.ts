import { defineRule } from '../rule.js';

export const ghInlineThreadFlowLocations = defineRule({
  id: 'GH1002',
  name: 'InlineThreadFlowLocations',
  kind: 'github',
  level: 'error',
  asks: 'The steps of a code flow stand in the result: none refers by `index` to `run.threadFlowLocations`.',
  texts: { index: 'The step is kept in run.threadFlowLocations: GitHub does not show its result.' },
  check: (say) => ({
    threadFlowLocation({ index = -1 }, at) {
      if (index >= 0) say('index', `${at}/index`);
    },
  }),
});
