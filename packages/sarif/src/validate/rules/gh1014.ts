import { checkRun, RUN_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const ghProvideRunProperties = defineRule({
  id: 'GH1014',
  name: 'ProvideRequiredRunProperties',
  kind: 'github',
  level: 'error',
  asks: 'Every run has `tool` and `results`, which may be empty.',
  texts: RUN_TEXTS,
  check: (say, scope) => ({ run: (run, at) => checkRun(say, run, at, scope.hasResults) }),
});
