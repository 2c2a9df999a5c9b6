import { checkLog, LOG_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const ghProvideLogProperties = defineRule({
  id: 'GH1013',
  name: 'ProvideRequiredSarifLogProperties',
  kind: 'github',
  level: 'error',
  asks: 'The log has `$schema`, `version` and `runs`, not more than 20 of them.',
  texts: LOG_TEXTS,
  check: (say) => ({ log: (log, at) => checkLog(say, log, at) }),
});
