import { isProperSuperset } from '../region.js';
import { defineRule } from '../rule.js';

export const physicalLocationPropertiesMustBeConsistent = defineRule({
  id: 'SARIF1008',
  name: 'PhysicalLocationPropertiesMustBeConsistent',
  kind: 'sarif',
  level: 'error',
  asks: 'A `contextRegion` stands beside a `region`, holds it and is larger.',
  texts: {
    noRegion: 'There is a contextRegion, and no region that it is the context of.',
    notAround: 'contextRegion does not hold the region and something around it.',
  },
  check: (say) => ({
    physicalLocation({ region, contextRegion }, at) {
      if (contextRegion === undefined) return;
      if (region === undefined) say('noRegion', at);
      else if (!isProperSuperset(contextRegion, region)) say('notAround', at);
    },
  }),
});
