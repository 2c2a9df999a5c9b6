import { checkResult, RESULT_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

/** In the Multitool this rule also says what GH1015 says: it inherits that rule, and not the one for physical locations. */
export const ghProvideArtifactUris = defineRule({
  id: 'GH1017',
  name: 'ProvideRequiredPhysicalLocationProperties',
  kind: 'github',
  level: 'error',
  asks: 'Every `artifactLocation` of a physical location has a `uri`; as in the Multitool, also all that GH1015 asks.',
  texts: { ...RESULT_TEXTS, noUri: 'The artifactLocation has no uri.' },
  check: (say) => ({
    result: (result, at) => checkResult(say, result, at),
    physicalLocation({ artifactLocation }, at) {
      if (artifactLocation !== undefined && artifactLocation.uri === undefined)
        say('noUri', `${at}/artifactLocation`);
    },
  }),
});
