import { hasStart } from '../region.js';
import { defineRule } from '../rule.js';

export const provideRequiredRegionProperties = defineRule({
  id: 'SARIF2017',
  name: 'SARIFProvideRequiredRegionProperties',
  kind: 'sarif',
  level: 'warning',
  asks: 'A physical location of a result has a `region`, and the region says where it starts.',
  texts: {
    noRegion: 'The location has no region: it is a whole file.',
    noStart: 'The region has none of startLine, charOffset and byteOffset.',
  },
  check: (say) => ({
    result({ locations = [] }, at) {
      locations.forEach(({ physicalLocation }, i) => {
        if (physicalLocation === undefined) return;
        const pointer = `${at}/locations/${i}/physicalLocation`;
        if (physicalLocation.region === undefined) say('noRegion', pointer);
        else if (!hasStart(physicalLocation.region)) say('noStart', `${pointer}/region`);
      });
    },
  }),
});
