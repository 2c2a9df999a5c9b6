import { GateError, cleanText } from '@railgate/contract';
import type { RunAnswer } from '@railgate/images';
import { redact } from '@railgate/kit';

const SHOWN = 600;
/** 128 + SIGKILL: what a container shows that was killed, by the kernel for its memory as a rule. */
const KILLED = 137;
const PANIC = 2;

/** What a failure's words mean, the first that fits. They come from Trivy's source, 0.74.0. */
const MEANINGS: readonly (readonly [words: RegExp, code: 'NEED_UNMET' | 'TOOL_CRASHED' | 'TOOL_TIMEOUT', remedy: string])[] = [
  [/context deadline exceeded|timed out/i, 'TOOL_TIMEOUT', 'Raise `seconds` in the options of the gate.'],
  [/no space left on device/i, 'TOOL_CRASHED', 'Free space on the disk of the container engine (`docker system df`): an image needs its own size twice.'],
  [/cannot allocate memory|out of memory/i, 'TOOL_CRASHED', 'Raise `memory` in the options of the gate.'],
  [/unknown (?:shorthand )?flag|unknown command/i, 'NEED_UNMET', 'Use the version of Trivy that `railgate doctor` names.'],
  [/CPE indices/, 'NEED_UNMET', 'The database has no advisories of Red Hat: run `railgate db update trivy`.'],
  [/DB error|trivy\.db|database|bbolt|bolt/i, 'NEED_UNMET', 'The database is damaged or of another kind: run `railgate db update trivy`.'],
]; // prettier-ignore

/** Trivy gives up on an image with Java archives when it has no Java database. */
export function wantsJavaDatabase(answer: RunAnswer): boolean {
  return answer.exitCode === 1 && /Java DB/.test(answer.stderr);
}

/**
 * What an exit code other than 0 means. Findings are no failure: Trivy is told to end with 0 then.
 *
 * @param memory megabytes that it was allowed
 * @param doing `The scan of api:ci`
 */
export function failureOf(answer: RunAnswer, doing: string, memory: number): GateError {
  const { exitCode, outOfMemory, stderr } = answer;
  const subject = cleanText(doing);
  if (outOfMemory || exitCode === KILLED) {
    const why = outOfMemory
      ? `it needed more than ${memory} MB of memory`
      : 'somebody killed it, or it needed too much memory';
    return new GateError('TOOL_CRASHED', `${subject} was ended: ${why}.`, {
      remedy: `Raise \`memory\` (${memory}) in the options of the gate.`,
    });
  }
  const words = exitCode === PANIC ? panicIn(stderr) : fatalIn(stderr);
  const [, code, remedy] =
    MEANINGS.find(([pattern]) => pattern.test(exitCode === PANIC ? stderr : words)) ?? [];
  const how = exitCode === PANIC ? 'Trivy crashed' : `Trivy ended with exit code ${exitCode}`;
  const message = `${subject} failed: ${how}.${words === '' ? '' : ` It said: ${shown(words)}`}`;
  return new GateError(code ?? 'TOOL_CRASHED', message, remedy === undefined ? {} : { remedy });
}

/** The last line that says FATAL, without its date; the last line of all where none does. */
function fatalIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const fatal = lines.findLast((line) => line.includes('\tFATAL\t') || line.startsWith('Error:'));
  return (fatal ?? lines.at(-1) ?? '')
    .replace(/^\S{1,40}\tFATAL\t/, '')
    .replace(/^Fatal error\t/, '')
    .trim();
}

function panicIn(stderr: string): string {
  return stderr.split('\n').find((line) => /^(?:panic|fatal error|unexpected fault)/.test(line)) ?? '';
}

/** Words of Trivy hold names of the image: cut, masked, on one line. The end says most. */
function shown(words: string): string {
  const text = cleanText(redact(words.slice(0, 20 * SHOWN)));
  return text.length > SHOWN ? `…${text.slice(-SHOWN)}` : text;
}
