import { cleanText } from '@railgate/contract';
import type * as sarif from 'sarif';

import type { Repair } from './source.js';

/**
 * The run with each repair as a notification of level `note` (SARIF 3.20.21), `railgate/repaired-<code>`, in its first
 * invocation. A run without an invocation gets one: it ran to its end when it has results, else nobody knows.
 */
export function noteRepairs(run: sarif.Run, repairs: readonly Repair[]): sarif.Run {
  if (repairs.length === 0) return run;
  const [first = { executionSuccessful: run.results !== undefined }, ...others] = run.invocations ?? [];
  const toolExecutionNotifications = [
    ...(first.toolExecutionNotifications ?? []),
    ...repairs.map(toNotification),
  ];
  return { ...run, invocations: [{ ...first, toolExecutionNotifications }, ...others] };
}

function toNotification({ code, message, count, first }: Repair): sarif.Notification {
  const place = cleanText(first === '' ? '/' : first);
  const where = count === 1 ? `At ${place}.` : `${count} times, first at ${place}.`;
  return {
    descriptor: { id: `railgate/repaired-${code}` },
    level: 'note',
    message: { text: `Repaired while reading: ${message} ${where}` },
  };
}
