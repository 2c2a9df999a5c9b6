import type { Objects } from '../objects.js';
import { eachLocationUri } from '../result-locations.js';
import { defineRule } from '../rule.js';
import { isAbsolute, isFileUri } from '../uri.js';

export const ghLocationsAreFilePaths = defineRule({
  id: 'GH1005',
  name: 'LocationsMustBeRelativeUrisOrFilePaths',
  kind: 'github',
  level: 'error',
  asks: 'The uri of a location is relative, has the scheme `file`, or begins with the working directory of an invocation.',
  texts: { other: '{0} is no path of a file: GitHub does not show its result.' },
  check: (say, scope) => ({
    result(result, at) {
      // The Multitool leaves the related locations aside, too, when there is no other.
      if ((result.locations ?? []).length === 0) return;
      eachLocationUri(result, at, (uri, pointer) => {
        if (!isAbsolute(uri) || isFileUri(uri) || isInWorkingDirectory(scope.run, uri)) return;
        say('other', pointer, uri);
      });
    },
  }),
});

function isInWorkingDirectory({ invocations = [] }: Objects['run'], uri: string): boolean {
  return invocations.some(({ workingDirectory }) => {
    const directory = workingDirectory?.uri;
    return directory !== undefined && uri.toLowerCase().startsWith(directory.toLowerCase());
  });
}
