import type { RunEvent } from '@railgate/contract';

import { oneLine, withoutLogCommands } from '../text/safe-text.js';
import { counted } from '../view/words.js';
import { outcomeText, stepTime } from './event-text.js';
import type { Progress, ProgressStream } from './stream.js';

const FOUND = { git: 'by git', folder: 'the folder, no git', index: 'what is staged' } as const;

/** Seconds of silence about a running gate after which CI is told that it still runs. */
const HEARTBEAT = 30;

/** One line an event, for CI: nothing is ever redrawn. */
export function plainProgress(stream: ProgressStream): Progress {
  const told = new Map<string, number>();
  let stopped = false;
  return {
    onEvent(event) {
      const line = stopped ? undefined : describe(event, told);
      if (line !== undefined) stream.write(`${withoutLogCommands(oneLine(line))}\n`);
    },
    stop() {
      stopped = true;
    },
  };
}

function describe(event: RunEvent, told: Map<string, number>): string | undefined {
  switch (event.type) {
    case 'discovered':
      return `Found ${counted(event.files, 'file')} in ${counted(event.projects, 'project')} (${FOUND[event.source]}).`;
    case 'planned':
      return `Running ${counted(event.steps.length, 'check')}, ${event.skipped} skipped.`;
    case 'heartbeat':
      return heartbeat(event, told);
    case 'finished':
      return `${event.gate} ${event.target}: ${outcomeText(event.outcome)} (${stepTime(event)})`;
    case 'writing':
      return `Writing the reports to ${event.folder}.`;
    case 'waiting':
      return event.message;
    case 'started':
    case 'progress':
      return undefined;
  }
}

function heartbeat(
  event: Extract<RunEvent, { type: 'heartbeat' }>,
  told: Map<string, number>,
): string | undefined {
  const key = `${event.gate}\0${event.target}`;
  if (event.seconds - (told.get(key) ?? 0) < HEARTBEAT) return undefined;
  told.set(key, event.seconds);
  const at = event.at === undefined ? '' : `, at ${event.at}`;
  return `${event.gate} ${event.target}: running ${Math.round(event.seconds)} s${at}`;
}
