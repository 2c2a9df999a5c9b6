import { isAiOrigin } from '../ai-origin.js';
import { eachMessageString } from '../message-strings.js';
import { defineRule } from '../rule.js';

export const provideDynamicMessageContent = defineRule({
  id: 'SARIF2014',
  name: 'ProvideDynamicMessageContent',
  kind: 'sarif',
  level: 'note',
  asks: 'The messages of the rules have placeholders, so that results of one rule do not all read alike.',
  texts: { none: 'The message {1} of the rule {0} has no placeholder.' },
  check: (say, scope) => ({
    tool(tool, at) {
      if (isAiOrigin(scope.run)) return;
      eachMessageString(tool, at, (strings, rule, message, pointer) => {
        for (const form of ['text', 'markdown'] as const) {
          const text = strings[form] ?? '';
          if (text !== '' && !/\{[0-9]+\}/.test(text)) say('none', `${pointer}/${form}`, rule, message);
        }
      });
    },
  }),
});
