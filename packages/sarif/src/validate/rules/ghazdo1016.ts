import { checkLocation, LOCATION_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

/** The Multitool has this rule and never asks it: its walk passes the locations by. */
export const azdoProvidePhysicalLocations = defineRule({
  id: 'GHAzDO1016',
  name: 'ProvideRequiredLocationProperties',
  kind: 'azure',
  level: 'error',
  asks: 'Every location in a result has a `physicalLocation`, those of code flows and stacks, too.',
  texts: LOCATION_TEXTS,
  check: (say, scope) => ({
    location(location, at) {
      if (scope.result !== undefined) checkLocation(say, location, at);
    },
  }),
});
