import { defineRule } from '../rule.js';
import { visitUris } from '../uri-places.js';
import { hasDotDot, isFileUri, isWellFormed } from '../uri.js';

export const urisMustBeValid = defineRule({
  id: 'SARIF1002',
  name: 'UrisMustBeValid',
  kind: 'sarif',
  level: 'error',
  asks: 'Every URI conforms to RFC 3986, and a `file` URI has no `..` segment.',
  texts: {
    malformed: '{0} is no valid URI reference (RFC 3986).',
    dotDot: 'The file URI {0} has a .. segment, which means different places on different machines.',
  },
  check(say) {
    const look = (uri: string | undefined, at: string): void => {
      if (uri === undefined) return;
      if (!isWellFormed(uri)) say('malformed', at, JSON.stringify(uri));
      if (isFileUri(uri) && hasDotDot(uri)) say('dotDot', at, JSON.stringify(uri));
    };
    return {
      ...visitUris(look),
      artifactLocation: ({ uri }, at) => look(uri, `${at}/uri`),
    };
  },
});
