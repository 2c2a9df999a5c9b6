import { isAiOrigin } from '../ai-origin.js';
import { defineRule } from '../rule.js';

export const ruleIdentifiersMustBeValid = defineRule({
  id: 'SARIF1001',
  name: 'RuleIdentifiersMustBeValid',
  kind: 'sarif',
  level: 'warning',
  asks: 'The `name` of a rule is not its `id`, in whatever case: the one is for people, the other is opaque.',
  texts: {
    same: 'The name of the rule {0} is its id. Leave the name out, or make it one that people understand.',
  },
  check: (say, scope) => ({
    reportingDescriptor({ id, name }, at) {
      if (id === undefined || name === undefined) return;
      if (id === name || (equalButForCase(id, name) && !(isAiOrigin(scope.run) && isNotification(at))))
        say('same', at, id);
    },
  }),
});

function equalButForCase(a: string, b: string): boolean {
  return a.length === b.length && a.toUpperCase() === b.toUpperCase();
}

/** AI tools pair opaque ids with names of the same letters there: `DECISION`, `Decision`. */
function isNotification(pointer: string): boolean {
  return /\/notifications\/\d+$/.test(pointer);
}
