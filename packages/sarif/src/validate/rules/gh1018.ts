import { checkTool, TOOL_TEXTS } from '../required.js';
import { defineRule } from '../rule.js';

export const ghProvideToolProperties = defineRule({
  id: 'GH1018',
  name: 'ProvideRequiredToolProperties',
  kind: 'github',
  level: 'error',
  asks: 'Every tool has a driver with `name` and `rules`.',
  texts: TOOL_TEXTS,
  check: (say) => ({ tool: (tool, at) => checkTool(say, tool, at) }),
});
