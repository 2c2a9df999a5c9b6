import type { Objects } from '../objects.js';
import { defineRule } from '../rule.js';
import { RuleLookup } from '../rule-lookup.js';

export const messageArgumentsMustBeConsistentWithRule = defineRule({
  id: 'SARIF1012',
  name: 'MessageArgumentsMustBeConsistentWithRule',
  kind: 'sarif',
  level: 'error',
  asks: 'The `message.id` of a result names a message of its rule, and there are enough `arguments` for it.',
  texts: {
    noMessage: 'The rule {1} has no message {0}.',
    tooFew: 'The message {0} of the rule {1} takes {2} arguments, and the result has {3}.',
  },
  check(say, scope) {
    let rules = new RuleLookup({});
    let run = -1;
    return {
      result(result, at) {
        const { id, arguments: args = [] } = result.message ?? {};
        if (id === undefined || id === '') return;
        if (run !== scope.runIndex) {
          run = scope.runIndex;
          rules = new RuleLookup(scope.run);
        }
        const text = messageOf(rules.find(result), id);
        const ruleId = rules.idOf(result) ?? 'null';
        if (text === undefined) return say('noMessage', at, id, ruleId);
        const needed = argumentsOf(text);
        if (needed > args.length) say('tooFew', at, id, ruleId, needed, args.length);
      },
    };
  },
});

/** The text of a message; empty when it has none, nothing when the rule has no such message. */
function messageOf(rule: Objects['reportingDescriptor'] | undefined, id: string): string | undefined {
  const messages = rule?.messageStrings;
  if (messages === undefined || !Object.hasOwn(messages, id)) return undefined;
  return messages[id]?.text ?? '';
}

/** `{3}` takes four. */
function argumentsOf(text: string): number {
  let count = 0;
  for (const [, index] of text.matchAll(/\{(\d+)\}/g)) count = Math.max(count, Number(index) + 1);
  return count;
}
