import { eachMessageString } from '../message-strings.js';
import { defineRule } from '../rule.js';

export const terminateMessagesWithPeriod = defineRule({
  id: 'SARIF2001',
  name: 'TerminateMessagesWithPeriod',
  kind: 'sarif',
  level: 'warning',
  asks: 'The plain texts of the messages of the rules end with a full stop.',
  texts: { noPeriod: 'The message {1} of the rule {0} does not end with a full stop.' },
  check: (say) => ({
    tool: (tool, at) =>
      eachMessageString(tool, at, ({ text = '' }, rule, message, pointer) => {
        if (text !== '' && !text.endsWith('.')) say('noPeriod', `${pointer}/text`, rule, message);
      }),
  }),
});
