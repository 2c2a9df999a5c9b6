import { defineRule } from '../rule.js';

export const ghProvideMessageText = defineRule({
  id: 'GH1007',
  name: 'ProvideFullyFormattedMessageStrings',
  kind: 'github',
  level: 'error',
  asks: 'The message of a result has its `text`, also when it has an `id` and `arguments`.',
  texts: { none: 'The message has no text: GitHub does not put one together from an id and arguments.' },
  check: (say) => ({
    result({ message }, at) {
      if ((message?.text ?? '') === '') say('none', `${at}/message`);
    },
  }),
});
