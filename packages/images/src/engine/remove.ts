import { setTimeout as sleep } from 'node:timers/promises';

import { cleanText } from '@railgate/contract';

import { isStatus } from './refused.js';
import { ask, type Session } from './session.js';

const TRIES = 7;
const PAUSE_MS = 150;
const SECONDS = 30;

/**
 * Removes, also after Ctrl-C and when the engine is still busy with it. Never throws: what happened before is worth more.
 * What stays behind is said in the notes, and the next run removes it.
 *
 * @param what for messages: `volume railgate-…`
 */
export async function removePatiently(
  session: Session,
  what: string,
  remove: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  let failure: unknown;
  for (let i = 0; i < TRIES; i++) {
    try {
      await ask(session, `removing ${what}`, remove, { seconds: SECONDS, evenIfAborted: true });
      return;
    } catch (error) {
      if (isStatus(error, 404)) return;
      failure = error;
      await sleep(PAUSE_MS * 2 ** i);
    }
  }
  const reason = failure instanceof Error ? failure.message : String(failure);
  session.notes.add(`The ${what} could not be removed: ${cleanText(reason)}`);
}
