import { defineRule } from '../rule.js';

export const provideContextRegion = defineRule({
  id: 'SARIF2011',
  name: 'ProvideContextRegion',
  kind: 'sarif',
  level: 'note',
  asks: 'A location of a result that has a `region` has a `contextRegion`.',
  texts: { none: 'There is no contextRegion, so that nobody sees the code around the result.' },
  check: (say) => ({
    result({ locations = [] }, at) {
      locations.forEach(({ physicalLocation }, i) => {
        if (physicalLocation?.region !== undefined && physicalLocation.contextRegion === undefined)
          say('none', `${at}/locations/${i}/physicalLocation`);
      });
    },
  }),
});
