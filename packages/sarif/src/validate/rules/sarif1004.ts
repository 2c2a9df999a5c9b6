import type { Objects } from '../objects.js';
import { defineRule } from '../rule.js';
import { hasDotDot, hasQueryOrFragment, isAbsolute, isWellFormed } from '../uri.js';
import { atKey } from '../walk.js';

export const expressUriBaseIdsCorrectly = defineRule({
  id: 'SARIF1004',
  name: 'ExpressUriBaseIdsCorrectly',
  kind: 'sarif',
  level: 'error',
  asks: 'A `uriBaseId` stands beside a relative URI without a leading slash, and the bases of `originalUriBaseIds` are absolute, end in a slash, and have no `..`, query or fragment.',
  texts: {
    absolute: 'uriBaseId {0} resolves relative references, and the uri {1} is absolute.',
    leadingSlash: 'The relative reference {0} begins with a slash, so that no base can go before it.',
    topLevel: 'The base {0} has no uriBaseId, so its uri has to be absolute, and {1} is relative.',
    noSlash: 'The uri {1} of the base {0} does not end with a slash.',
    dotDot: 'The uri {1} of the base {0} has a .. segment.',
    query: 'The uri {1} of the base {0} has a query or a fragment, after which nothing can be appended.',
  },
  check(say) {
    const lookAtBase = (name: string, { uri, uriBaseId }: Objects['artifactLocation'], at: string): void => {
      if (uri === undefined || !isWellFormed(uri)) return;
      if (uriBaseId === undefined && !isAbsolute(uri)) say('topLevel', at, name, uri);
      if (!uri.endsWith('/')) say('noSlash', at, name, uri);
      if (hasDotDot(uri)) say('dotDot', at, name, uri);
      if (isAbsolute(uri) && hasQueryOrFragment(uri)) say('query', at, name, uri);
    };
    return {
      run({ originalUriBaseIds = {} }, at) {
        for (const [name, base] of Object.entries(originalUriBaseIds))
          lookAtBase(name, base ?? {}, atKey(`${at}/originalUriBaseIds`, name));
      },
      artifactLocation({ uri, uriBaseId }, at) {
        if (uri === undefined) return;
        if (uriBaseId !== undefined && isAbsolute(uri)) say('absolute', at, uriBaseId, uri);
        if (!isAbsolute(uri) && uri.startsWith('/')) say('leadingSlash', `${at}/uri`, uri);
      },
    };
  },
});
