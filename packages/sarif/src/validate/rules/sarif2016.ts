import { defineRule } from '../rule.js';
import { isAbsolute, isFileUri } from '../uri.js';

export const fileUrisShouldBeRelative = defineRule({
  id: 'SARIF2016',
  name: 'FileUrisShouldBeRelative',
  kind: 'sarif',
  level: 'note',
  asks: 'The locations of the results are relative URIs, without a leading slash or a backslash.',
  texts: {
    absolute:
      'The location {0} is absolute. A relative URI with a uriBaseId means the same on every machine.',
    slash: 'The relative location {0} begins with a slash.',
    backslash: 'The relative location {0} has a backslash.',
  },
  check: (say) => ({
    result({ locations = [] }, at) {
      locations.forEach(({ physicalLocation }, i) => {
        const uri = physicalLocation?.artifactLocation?.uri;
        if (uri === undefined) return;
        const pointer = `${at}/locations/${i}/physicalLocation/artifactLocation/uri`;
        if (isFileUri(uri)) say('absolute', pointer, uri);
        else if (isAbsolute(uri)) return;
        else if (uri.startsWith('/')) say('slash', pointer, uri);
        else if (uri.includes('\\')) say('backslash', pointer, uri);
      });
    },
  }),
});
