import { isObject } from '@railgate/contract';
import type * as sarif from 'sarif';

import { resultErrors } from '../../validate/schema.js';
import { checkPlaces } from './check-places.js';
import { checkRule } from './check-rule.js';
import type { JsonObject } from './json.js';
import { mend } from './mend.js';
import type { Note } from './notes.js';
import type { RunContext } from './run-context.js';

/** What stands for a message where nothing is known. */
export const NO_MESSAGE = '(The tool gave no message.)';

/**
 * A result that passes the schema, and whose places and rule make sense: the value itself, mended in place. Whatever it
 * was, it stays a result: one that cannot be read is still one that somebody reported. A sound one costs little more
 * than the check by the schema.
 */
export function mendResult(value: unknown, context: RunContext, note: Note): sarif.Result {
  if (isObject(value) && resultErrors(value).length === 0) return checkSense(value, context, note, false);
  const result = isObject(value) ? value : fromOther(value, note);
  const messageOf = (owner: JsonObject): string =>
    owner === result ? ruleText(result, context) : NO_MESSAGE;
  const left = mend({ root: result, errorsOf: resultErrors, note, messageOf, partDepth: () => 1 });
  return checkSense(left.length === 0 ? result : remainderOf(result, note), context, note, true);
}

/** Would `mendResult` leave it as it is? If not, it may have been changed. */
export function isSound(result: sarif.Result, context: RunContext): boolean {
  if (resultErrors(result).length > 0) return false;
  let isSound = true;
  const note = (): void => void (isSound = false);
  checkPlaces(result, { context, note, wasMended: false });
  checkRule(result, context, note);
  return isSound;
}

/** What the schema has no words for. */
function checkSense(valid: JsonObject, context: RunContext, note: Note, wasMended: boolean): sarif.Result {
  // The schema has just said so.
  const result = valid as unknown as sarif.Result;
  checkPlaces(result, { context, note, wasMended });
  checkRule(result, context, note);
  return result;
}

function fromOther(value: unknown, note: Note): JsonObject {
  note('result-not-an-object', 'A result was no object; its text became the message of one.', '');
  return { message: { text: typeof value === 'string' ? value : `${NO_MESSAGE} ${JSON.stringify(value)}` } };
}

function remainderOf(result: JsonObject, note: Note): JsonObject {
  note('result-unmendable', 'A result could not be mended; its rule and a message were kept.', '');
  const { ruleId } = result;
  return { ...(typeof ruleId === 'string' && { ruleId }), message: { text: NO_MESSAGE } };
}

/** What the rule says of itself, for a result that says nothing. */
function ruleText({ ruleId, ruleIndex, message }: JsonObject, { driver }: RunContext): string {
  if (typeof message === 'string' && message !== '') return message;
  const index = typeof ruleId === 'string' ? driver?.find(ruleId) : undefined;
  const rule = driver?.rules[index ?? (typeof ruleIndex === 'number' ? ruleIndex : -1)];
  return rule?.fullDescription?.text ?? rule?.shortDescription?.text ?? NO_MESSAGE;
}
