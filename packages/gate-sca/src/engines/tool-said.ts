import { cleanText } from '@railgate/contract';
import { redact } from '@railgate/kit';

const SHOWN = 400;

/** The last thing that a tool said of why it did not answer: the last line of a traceback names the error. */
export function lastWords(stderr: string): string {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  const text = cleanText(redact(line.trim())).slice(0, SHOWN);
  return text === '' ? 'It did not say why.' : `It said: ${text}`;
}

/** Whoever it was to ask cannot be reached: what Python and Go programs say then. */
export function isUnreachable(stderr: string): boolean {
  return UNREACHABLE.test(stderr);
}

const UNREACHABLE =
  /ConnectionError|ConnectTimeout|ReadTimeout|ConnectError|Max retries exceeded|Name or service not known|no such host|connection refused|network may be blocking|dial tcp|i\/o timeout|Could not connect/i;
