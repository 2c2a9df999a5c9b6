import { isAiOrigin } from '../ai-origin.js';
import { eachMessageString } from '../message-strings.js';
import { defineRule } from '../rule.js';

export const enquoteDynamicMessageContent = defineRule({
  id: 'SARIF2015',
  name: 'EnquoteDynamicMessageContent',
  kind: 'sarif',
  level: 'note',
  asks: "The placeholders in the messages of the rules stand in single quotes: `'{0}'`.",
  texts: { bare: 'The message {1} of the rule {0} has a placeholder without single quotes around it.' },
  check: (say, scope) => ({
    tool(tool, at) {
      if (isAiOrigin(scope.run)) return;
      eachMessageString(tool, at, ({ text = '' }, rule, message, pointer) => {
        if (/(?:^|[^'])\{[0-9]+\}/.test(text)) say('bare', `${pointer}/text`, rule, message);
      });
    },
  }),
});
