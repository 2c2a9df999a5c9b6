import { defineRule } from '../rule.js';

export const ghProvideRegions = defineRule({
  id: 'GH1003',
  name: 'ProvideRequiredRegionProperties',
  kind: 'github',
  level: 'error',
  asks: 'Every location of a result has a region with a `startLine`.',
  texts: {
    noRegion: 'The location has no region, so that GitHub cannot tell the line.',
    noLine: 'The region has no startLine, so that GitHub cannot tell the line.',
  },
  check: (say) => ({
    result({ locations = [] }, at) {
      locations.forEach(({ physicalLocation }, i) => {
        if (physicalLocation === undefined) return;
        const place = `${at}/locations/${i}/physicalLocation`;
        const { region } = physicalLocation;
        if (region === undefined) say('noRegion', place);
        else if ((region.startLine ?? 0) === 0) say('noLine', `${place}/region`);
      });
    },
  }),
});
