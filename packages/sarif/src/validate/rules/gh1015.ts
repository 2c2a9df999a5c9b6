import { checkResult, RESULT_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const ghProvideResultProperties = defineRule({
  id: 'GH1015',
  name: 'ProvideRequiredResultProperties',
  kind: 'github',
  level: 'error',
  asks: 'Every result has a message with a `text`, and a location.',
  texts: RESULT_TEXTS,
  check: (say) => ({ result: (result, at) => checkResult(say, result, at) }),
});
