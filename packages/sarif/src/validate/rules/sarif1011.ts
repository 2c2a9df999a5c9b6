import { defineRule } from '../rule.js';
import { isFinalSchema } from '../final-schema.js';

export const referenceFinalSchema = defineRule({
  id: 'SARIF1011',
  name: 'ReferenceFinalSchema',
  kind: 'sarif',
  level: 'error',
  asks: '`$schema` names the final schema of SARIF 2.1.0: it ends with `2.1.0` or `2.1.0.json`.',
  texts: { other: '$schema {0} is not the final schema of SARIF 2.1.0.' },
  check: (say) => ({
    log({ $schema }, at) {
      if ($schema !== undefined && !isFinalSchema($schema)) say('other', `${at}/$schema`, $schema);
    },
  }),
});
