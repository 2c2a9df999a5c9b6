import { cleanText } from '@railgate/contract';
import { redact, type ToolAnswer } from '@railgate/kit';

import { plainText } from '../../findings/plain-text.js';
import type { Refusal } from '../wanted.js';

/** Why a client did not do it; `ends` where it would say the same of everything else. */
export interface ClientFailure extends Refusal {
  readonly ends: boolean;
}

const SHOWN = 300;
/** Characters of the output that are looked at: its end holds the error. */
const READ = 20_000;

const UNREACHABLE =
  /\b(?:ECONN\w{1,10}|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|UND_ERR_\w{1,30}|CERT_\w{1,30}|SELF_SIGNED_\w{1,20}|UNABLE_TO_\w{1,40})\b|META_FETCH_FAIL|FETCH_(?:40[1378]|429|5\d\d)|connection refused|connection reset|connect error|dns error|name resolution|all attempts to connect|failed to fetch|error sending request|max retries exceeded|network (?:timeout|connection)|socket hang up|request failed \(?(?:40[1378]|429|5\d\d)|\b(?:40[137]|429|5\d\d) (?:client|server) error/i;
const NOT_THERE =
  /NO_MATCHING_VERSION|FETCH_404|no candidates found|couldn't find (?:any versions|package)|no matching version|there is no version of|package not found|was not found in the (?:package registry|registry)|doesn't match any versions|not find a (?:matching )?version/i;
const CONFLICT =
  /no solution found|version solving failed|PEER_DEP|are incompatible|unsatisfiable|because .{1,200} depends on/i;
const BUILD = /building source distributions|no-build|--no-binary/i;

/** Nothing where it did what it was asked for. @param isBuild it was kept from a build */
export function clientFailure(
  name: string,
  { exitCode, stdout, stderr }: ToolAnswer,
  isBuild: boolean,
): ClientFailure | undefined {
  if (exitCode === 0) return undefined;
  const said = `${errorsIn(stdout)}\n${errorsIn(stderr)}`.slice(-READ);
  const shown = `(${wordsOf(said)})`;
  if (isBuild || BUILD.test(said)) return { reason: `${BUILDS} ${shown}.`, ends: false };
  if (NOT_THERE.test(said) && !UNREACHABLE.test(said))
    return { reason: `The registry does not have what is needed ${shown}.`, ends: false };
  if (UNREACHABLE.test(said))
    return { reason: `The registry does not answer ${name} ${shown}. ${REACH}`, ends: true };
  if (CONFLICT.test(said))
    return { reason: `${name} finds no tree in which it fits the others ${shown}.`, ends: false };
  return { reason: `${name} does not do it ${shown}.`, ends: false };
}

/** A client that does not even say its version: how it begins tells why, `requires at least Node.js v22.13` for one. */
export function withoutVersion(
  name: string,
  { stdout, stderr }: Pick<ToolAnswer, 'stdout' | 'stderr'>,
): string {
  const lines = `${stdout}\n${stderr}`.slice(0, READ).split('\n');
  const useful = lines.map((line) => line.trim().replace(/^warn(?:ing)?:? /i, ''));
  return `${name} does not say its version (${inOneLine(useful)}).`;
}

const REACH = 'Check the network, the proxy and the login.';
const BUILDS =
  'A package comes without a wheel, and what it needs is known only to its own build, which Railgate does not start: run the command yourself';

/** yarn says everything as one JSON object a line: of those the errors. */
function errorsIn(text: string): string {
  const lines = text.slice(-READ * 10).split('\n');
  const objects = lines.filter((line) => line.startsWith('{"type":'));
  if (objects.length === 0) return text;
  return objects.flatMap(errorOf).join('\n');
}

function errorOf(line: string): string[] {
  try {
    const { type, data } = JSON.parse(line) as { readonly type?: unknown; readonly data?: unknown };
    return type === 'error' && typeof data === 'string' && !/^failed with errors/i.test(data) ? [data] : [];
  } catch {
    return [];
  }
}

/** The error's own line where it is marked, and what follows. */
function wordsOf(said: string): string {
  const lines = said.split('\n').map((line) => line.replace(/[│├╰─▶×✘]/g, ' ').trim());
  const useful = lines.filter((line) => line !== '' && !/^(?:at |help:|warn|progress|\.{3})/i.test(line));
  const first = useful.findIndex((line) => /^(?:ERR|error|Because|.{0,40}Error\b)|ERR_PNPM/i.test(line));
  return inOneLine(useful.slice(Math.max(0, first)));
}

/** To stand in brackets within a sentence: short, with nothing that is a secret or that a terminal obeys. */
function inOneLine(lines: readonly string[]): string {
  const text = lines.filter((line) => line !== '').join(' ');
  return plainText(cleanText(redact(text)), SHOWN).replace(/\.$/, '') || 'it said nothing';
}
