import type { Objects } from '../objects.js';
import { eachLocationUri } from '../result-locations.js';
import { defineRule } from '../rule.js';
import { isAbsolute, isFileUri } from '../uri.js';

export const ghProvideCheckoutPath = defineRule({
  id: 'GH1006',
  name: 'ProvideCheckoutPath',
  kind: 'github',
  level: 'error',
  asks: 'A location with an absolute `file` URI lies in the working directory of an invocation, which GitHub takes for the root of the repository.',
  texts: { unknown: 'GitHub cannot tell where in the repository {0} is: give the uri relative to the root.' },
  check: (say, scope) => ({
    result(result, at) {
      eachLocationUri(result, at, (uri, pointer) => {
        if (isAbsolute(uri) && isFileUri(uri) && !isInWorkingDirectory(scope.run, uri))
          say('unknown', pointer, uri);
      });
    },
  }),
});

function isInWorkingDirectory({ invocations = [] }: Objects['run'], uri: string): boolean {
  const path = canonical(uri);
  return invocations.some(({ workingDirectory }) => {
    const directory = workingDirectory?.uri;
    if (directory === undefined || !isAbsolute(directory)) return false;
    return path.startsWith(canonical(directory).replace(/\/?$/, '/'));
  });
}

/** One spelling for each URI: `..` resolved, `C:\\x` a file URI. What is no URI stays as it is. */
function canonical(uri: string): string {
  const text = /^[A-Za-z]:[\\/]/.test(uri) ? `file:///${uri}` : uri;
  return URL.canParse(text) ? new URL(text).href : uri;
}
