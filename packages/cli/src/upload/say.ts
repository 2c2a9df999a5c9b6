import { cleanText } from '@railgate/contract';
import type { Dropped } from '@railgate/sarif';

import { plural } from '../words.js';
import type { Io } from '../io.js';

export function warn(io: Io, ...lines: readonly string[]): void {
  for (const line of lines) io.stderr.write(`railgate: ${cleanText(line)}\n`);
}

export function tell(io: Io, line: string): void {
  io.stdout.write(`${cleanText(line)}\n`);
}

/** What a profile leaves out on purpose: nothing to warn of. */
export function tellDropped(io: Io, { suppressed, absent, passed }: Dropped): void {
  if (suppressed > 0)
    tell(io, `Left out: ${plural(suppressed, 'result')} that ${suppressed === 1 ? 'is' : 'are'} suppressed.`);
  if (absent > 0) tell(io, `Left out: ${plural(absent, 'result')} that only the baseline has.`);
  if (passed > 0)
    tell(io, `Left out: ${plural(passed, 'result')} that report${passed === 1 ? 's' : ''} no problem.`);
}
