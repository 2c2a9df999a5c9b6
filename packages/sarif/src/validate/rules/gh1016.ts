import { checkLocation, LOCATION_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const ghProvidePhysicalLocations = defineRule({
  id: 'GH1016',
  name: 'ProvideRequiredLocationProperties',
  kind: 'github',
  level: 'error',
  asks: 'Every location has a `physicalLocation`, those of code flows and stacks, too.',
  texts: LOCATION_TEXTS,
  check: (say) => ({ location: (location, at) => checkLocation(say, location, at) }),
});
