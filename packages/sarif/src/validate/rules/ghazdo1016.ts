import { checkLocation, LOCATION_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const azdoProvidePhysicalLocations = defineRule({
  id: 'GHAzDO1016',
  name: 'ProvideRequiredLocationProperties',
  kind: 'azure',
  level: 'error',
  asks: 'Every location has a `physicalLocation`, those of code flows and stacks, too.',
  texts: LOCATION_TEXTS,
  check: (say) => ({ location: (location, at) => checkLocation(say, location, at) }),
});
