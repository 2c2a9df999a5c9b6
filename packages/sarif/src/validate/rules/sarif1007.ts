import { defineRule } from '../rule.js';
import { endColumnPrecedes, endLinePrecedes, hasStart } from '../region.js';

export const regionPropertiesMustBeConsistent = defineRule({
  id: 'SARIF1007',
  name: 'RegionPropertiesMustBeConsistent',
  kind: 'sarif',
  level: 'error',
  asks: 'A region says where it starts (`startLine`, `charOffset` or `byteOffset`) and does not end before that.',
  texts: {
    start: 'The region has none of startLine, charOffset and byteOffset, so nobody knows where it is.',
    endLine: 'endLine {0} is before startLine {1}.',
    endColumn: 'endColumn {0} is before startColumn {1}, on one line.',
  },
  check: (say) => ({
    region(region, at) {
      if (!hasStart(region)) say('start', at);
      if (endLinePrecedes(region))
        say('endLine', `${at}/endLine`, region.endLine ?? 0, region.startLine ?? 0);
      if (endColumnPrecedes(region))
        say('endColumn', `${at}/endColumn`, region.endColumn ?? 0, region.startColumn ?? 0);
    },
  }),
});
