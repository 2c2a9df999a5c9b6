import type { Cause, Trace } from './trace.js';
import { readHistory } from './history-step.js';

/** The last instruction of a kind: the one that counts, of `USER`, `CMD` or `HEALTHCHECK`. */
export function settingCause(trace: Trace, keyword: string): Cause | undefined {
  return trace.settings.findLast((one) => one.keyword === keyword);
}

/** Where an environment variable of the image gets its value: the last `ENV` that names it. */
export function variableCause(trace: Trace, name: string): Cause | undefined {
  return trace.settings.findLast((one) => one.keyword === 'ENV' && one.names.includes(name));
}

/** The line of an instruction that a scanner quotes from the history, with its keyword in front: `RUN npm ci`. */
export function quotedCause(
  trace: Trace,
  history: readonly { readonly createdBy: string }[],
  text: string,
): Cause | undefined {
  const [wanted] = readHistory([{ createdBy: text, emptyLayer: true }]);
  if (!wanted || wanted.text === '') return undefined;
  const steps = readHistory(history.map(({ createdBy }) => ({ createdBy, emptyLayer: true })));
  const at = steps.findLastIndex((step) => step.keyword === wanted.keyword && isSame(step.text, wanted.text));
  return trace.history.get(at);
}

/** Scanners leave the shell and the arguments away. */
function isSame(written: string, quoted: string): boolean {
  return written === quoted || (quoted.length >= QUOTED && written.endsWith(quoted));
}

const QUOTED = 4;
