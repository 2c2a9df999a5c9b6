import { checkSchema, SCHEMA_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const azdoReferenceFinalSchema = defineRule({
  id: 'GHAzDO1011',
  name: 'ReferenceFinalSchema',
  kind: 'azure',
  level: 'error',
  asks: '`$schema` names the final schema of SARIF 2.1.0: it ends with `2.1.0` or `2.1.0.json`.',
  texts: SCHEMA_TEXTS,
  check: (say) => ({ log: (log, at) => checkSchema(say, log, at) }),
});
