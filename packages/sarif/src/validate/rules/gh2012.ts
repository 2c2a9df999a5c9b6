import { checkResult, isBlank, RESULT_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

/** In the Multitool this rule also says what GH1015 says: it inherits that rule, and not the one for descriptors. */
export const ghProvideRuleProperties = defineRule({
  id: 'GH2012',
  name: 'ProvideRequiredReportingDescriptorProperties',
  kind: 'github',
  level: 'error',
  asks: 'Every rule and notification has texts: `shortDescription`, `fullDescription` and `help`; as in the Multitool, also all that GH1015 asks.',
  texts: {
    ...RESULT_TEXTS,
    noShort: 'The descriptor {0} has no shortDescription.text.',
    noFull: 'The descriptor {0} has no fullDescription.text.',
    noHelp: 'The descriptor {0} has no help.',
    noHelpText: 'The help of the descriptor {0} has no text.',
  },
  check: (say) => ({
    result: (result, at) => checkResult(say, result, at),
    reportingDescriptor({ id = '', shortDescription, fullDescription, help }, at) {
      if (isBlank(shortDescription?.text)) say('noShort', at, id);
      if (isBlank(fullDescription?.text)) say('noFull', at, id);
      if (help === undefined) say('noHelp', at, id);
      else if (isBlank(help.text)) say('noHelpText', `${at}/help`, id);
    },
  }),
});
