import type { Objects } from '../objects.js';
import { EmbeddedFiles } from '../embedded-files.js';
import { defineRule } from '../rule.js';

export const provideCodeSnippets = defineRule({
  id: 'SARIF2010',
  name: 'ProvideCodeSnippets',
  kind: 'sarif',
  level: 'note',
  asks: 'The regions of the locations of a result have a `snippet`, unless the file itself is embedded.',
  texts: { none: 'The region has no snippet, so that nobody sees the code.' },
  check(say, scope) {
    let embedded = new EmbeddedFiles({});
    let run = -1;
    const look = (region: Objects['region'] | undefined, at: string): void => {
      if (region !== undefined && region.snippet === undefined) say('none', at);
    };
    return {
      result({ locations = [] }, at) {
        if (run !== scope.runIndex) {
          run = scope.runIndex;
          embedded = new EmbeddedFiles(scope.run);
        }
        locations.forEach(({ physicalLocation: place }, i) => {
          if (place === undefined || embedded.has(place.artifactLocation)) return;
          look(place.region, `${at}/locations/${i}/physicalLocation/region`);
          look(place.contextRegion, `${at}/locations/${i}/physicalLocation/contextRegion`);
        });
      },
    };
  },
});
