import type { Objects } from './objects.js';
import { atKey } from './walk.js';

type Strings = Objects['multiformatMessageString'];

/** Hands out the messages of the driver's rules: with the rule's id, the message's, and the pointer to it. */
export function eachMessageString(
  tool: Objects['tool'],
  toolPointer: string,
  visit: (strings: Strings, ruleId: string, messageId: string, pointer: string) => void,
): void {
  tool.driver?.rules?.forEach(({ id = '', messageStrings = {} }, i) => {
    const at = `${toolPointer}/driver/rules/${i}/messageStrings`;
    for (const [messageId, strings] of Object.entries(messageStrings))
      visit(strings ?? {}, id, messageId, atKey(at, messageId));
  });
}
