import { isAiOrigin } from '../ai-origin.js';
import { defineRule } from '../rule.js';

export const provideMessageArguments = defineRule({
  id: 'SARIF2002',
  name: 'ProvideMessageArguments',
  kind: 'sarif',
  level: 'note',
  asks: 'The message of a result has an `id` and `arguments`, so that its text stands only once.',
  texts: { noId: 'The message has no id. With id and arguments instead of text the log is smaller.' },
  check: (say, scope) => ({
    result({ message }, at) {
      if (!message?.id && !isAiOrigin(scope.run)) say('noId', `${at}/message`);
    },
  }),
});
