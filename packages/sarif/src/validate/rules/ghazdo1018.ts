import { checkTool, isBlank, TOOL_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const azdoProvideToolProperties = defineRule({
  id: 'GHAzDO1018',
  name: 'ProvideRequiredToolProperties',
  kind: 'azure',
  level: 'error',
  asks: 'Every tool has a driver with `name`, `fullName` and `rules`.',
  texts: { ...TOOL_TEXTS, noFullName: 'The driver has no fullName.' },
  check: (say) => ({
    tool(tool, at) {
      checkTool(say, tool, at);
      if (tool.driver !== undefined && isBlank(tool.driver.fullName)) say('noFullName', `${at}/driver`);
    },
  }),
});
