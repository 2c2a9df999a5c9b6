import { cleanText } from '@railgate/contract';
import { redact, type ToolAnswer } from '@railgate/kit';

import { plainText } from '../findings/plain-text.js';
import type { Refusal } from './wanted.js';

/** Why npm did not do it; `ends` where it would say the same of everything else. */
export interface NpmFailure extends Refusal {
  readonly ends: boolean;
}

const SHOWN = 300;
const UNREACHABLE =
  /^(?:ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ERR_SOCKET|FETCH_ERROR|EPIPE|E5\d\d|E40[1378]|E429|ENEEDAUTH|CERT|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|ENOTCACHED)/;

/** Nothing where npm did what it was asked for. Its report is judged, not its exit code alone. */
export function npmFailure({ exitCode, stdout }: ToolAnswer): NpmFailure | undefined {
  const { code, said } = errorIn(stdout);
  if (exitCode === 0 && code === '' && said === '') return undefined;
  if (UNREACHABLE.test(code) || /network timeout|socket hang up|premature close/i.test(said))
    return { reason: `The registry does not answer npm (${words(code, said)}). ${REACH}`, ends: true };
  if (code === 'E404' || code === 'ETARGET' || code === 'ENOVERSIONS')
    return { reason: `The registry does not have what is needed (${words(code, said)}).`, ends: false };
  if (code === 'ERESOLVE')
    return { reason: `npm finds no tree in which it fits the others (${words(code, said)}).`, ends: false };
  return { reason: `npm does not do it (${words(code, said)}).`, ends: false };
}

const REACH = 'Check the network and the proxy: `npm ping` must work.';

function words(code: string, said: string): string {
  const shown = plainText(cleanText(redact(said)), SHOWN).replace(/\.$/, '');
  return [code, shown].filter((word) => word !== '').join(': ') || 'it said nothing';
}

/** `npm --json` prints its error as one object; other things may stand before it. */
function errorIn(stdout: string): { code: string; said: string } {
  try {
    const report = JSON.parse(stdout.slice(Math.max(0, stdout.indexOf('{')))) as Fields;
    const error = objectOf(report['error']);
    return { code: textOf(error['code']), said: textOf(error['summary']) || textOf(error['detail']) };
  } catch {
    return { code: '', said: '' };
  }
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
