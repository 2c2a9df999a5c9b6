import { eachLocation } from '../result-locations.js';
import { defineRule } from '../rule.js';

export const ghProvideLocations = defineRule({
  id: 'GH1001',
  name: 'ProvideRequiredLocationProperties',
  kind: 'github',
  level: 'error',
  asks: 'Every result has a location, and every location and related location of it names its file: `physicalLocation.artifactLocation.uri`.',
  texts: {
    none: 'The result has no locations: GitHub does not show it.',
    empty: 'The locations of the result are empty: GitHub does not show it.',
    incomplete: 'The location has no {0}, so that it names no file: GitHub does not show it.',
  },
  check: (say) => ({
    result(result, at) {
      if (result.locations === undefined) return say('none', at);
      if (result.locations.length === 0) return say('empty', `${at}/locations`);
      eachLocation(result, at, ({ physicalLocation }, pointer) => {
        const artifact = physicalLocation?.artifactLocation;
        const place = `${pointer}/physicalLocation`;
        if (physicalLocation === undefined) say('incomplete', pointer, 'physicalLocation');
        else if (artifact === undefined) say('incomplete', place, 'artifactLocation');
        else if (artifact.uri === undefined) say('incomplete', `${place}/artifactLocation`, 'uri');
      });
    },
  }),
});
