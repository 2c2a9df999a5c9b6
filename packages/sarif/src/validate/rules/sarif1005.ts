import { defineRule } from '../rule.js';
import { visitUris } from '../uri-places.js';
import { isAbsolute, isWellFormed } from '../uri.js';

export const uriMustBeAbsolute = defineRule({
  id: 'SARIF1005',
  name: 'UriMustBeAbsolute',
  kind: 'sarif',
  level: 'error',
  asks: 'URIs of web pages are absolute: `$schema`, `workItemUris`, `helpUri`, `downloadUri`, `repositoryUri`.',
  texts: { relative: 'This URI has to be absolute, and {0} is relative.' },
  check: (say) =>
    visitUris((uri, at) => {
      if (uri !== undefined && isWellFormed(uri) && !isAbsolute(uri))
        say('relative', at, JSON.stringify(uri));
    }),
});
