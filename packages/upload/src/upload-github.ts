import { sarifApi, type Answer, type HttpAnswer, type SarifApi } from './api.js';
import { SYSTEM_CLOCK, type Clock } from './clock.js';
import { explainAnswer, notGithub } from './explain-answer.js';
import { explainProcessing } from './explain-processing.js';
import type { Failure } from './failure.js';
import type { PreparedFile } from './prepare.js';
import type { GithubTarget } from './target.js';

export interface UploadOptions {
  readonly target: GithubTarget;
  readonly token: string;
  readonly signal: AbortSignal;
  /** Wait until GitHub has processed the files. Default true. */
  readonly wait?: boolean | undefined;
  readonly clock?: Clock | undefined;
  /** Milliseconds for one request. */
  readonly timeout?: number | undefined;
  /** What is going on, one sentence each. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** How the upload of one file ended. */
export interface FileOutcome {
  readonly name: string;
  /** `pending`: taken, and not yet processed when we stopped asking. `unsent`: an earlier failure made it pointless. */
  readonly status: 'complete' | 'pending' | 'failed' | 'unsent';
  /** GitHub's id of the upload. */
  readonly id?: string;
  readonly failure?: Failure;
}

/** Seconds between two questions, as GitHub's own action asks. */
const DELAYS = [5, 10, 20, 40, 80];
const ATTEMPTS = 4;
/** Longer waits are left to the user. */
const LONGEST_WAIT = 120_000;

/**
 * Sends prepared files one after the other, then asks until all are processed. Never throws for what a server or a
 * network does: every file has an outcome.
 *
 * @throws the signal's reason when it fires.
 */
export async function uploadToGithub(
  files: readonly PreparedFile[],
  options: UploadOptions,
): Promise<FileOutcome[]> {
  const { target, token, signal, timeout } = options;
  const api = sarifApi(target, { token, signal, ...(timeout !== undefined && { timeout }) });
  const steps = {
    api,
    clock: options.clock ?? SYSTEM_CLOCK,
    signal,
    say: options.onProgress ?? ((): void => undefined),
  };
  const outcomes: FileOutcome[] = [];
  for (const file of files) {
    const stopped = outcomes.some(({ failure }) => failure?.isFinal);
    outcomes.push(stopped ? { name: file.name, status: 'unsent' } : await send(file, steps));
  }
  return options.wait === false ? outcomes : poll(outcomes, steps);
}

interface Steps {
  readonly api: SarifApi;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

async function send(file: PreparedFile, steps: Steps): Promise<FileOutcome> {
  const { name } = file;
  const answer = await persist(() => steps.api.upload(file.body), name, steps);
  if (isFailure(answer)) return { name, status: 'failed', failure: answer };
  const id = (answer.data as { id?: unknown } | null)?.id;
  if (typeof id !== 'string' || id === '') return { name, status: 'failed', failure: notGithub(answer) };
  steps.say(`${name} is with GitHub.`);
  return { name, status: 'pending', id };
}

/** Asks again where time may help: after a limit, a disturbance or a lost connection. */
async function persist(
  ask: () => Promise<Answer>,
  name: string,
  { clock, signal, say }: Steps,
): Promise<HttpAnswer | Failure> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask();
    if ('status' in answer && answer.status >= 200 && answer.status < 300) return answer;
    const failure = explainAnswer(answer, clock.now());
    const wait =
      (failure.retryAfter ?? Infinity) * (failure.code === 'RATE_LIMITED' ? 1 : 2 ** (attempt - 1));
    if (attempt === ATTEMPTS || wait > LONGEST_WAIT) return failure;
    say(`${name}: ${failure.message} Trying again in ${Math.ceil(wait / 1000)} seconds.`);
    await clock.sleep(wait, signal);
  }
}

function isFailure(value: HttpAnswer | Failure): value is Failure {
  return 'code' in value;
}

async function poll(sent: readonly FileOutcome[], steps: Steps): Promise<FileOutcome[]> {
  let outcomes = [...sent];
  for (const delay of DELAYS) {
    if (!outcomes.some(({ status }) => status === 'pending')) return outcomes;
    await steps.clock.sleep(delay * 1000, steps.signal);
    const asked: FileOutcome[] = [];
    for (const outcome of outcomes)
      asked.push(outcome.status === 'pending' ? await askStatus(outcome, steps) : outcome);
    outcomes = asked;
  }
  return outcomes;
}

/** What cannot be asked now may be asked at the next turn: the file itself is with GitHub. */
async function askStatus(outcome: FileOutcome, { api }: Steps): Promise<FileOutcome> {
  const answer = await api.status(outcome.id ?? '');
  if (!('status' in answer) || answer.status !== 200) return outcome;
  const { processing_status: status, errors } = (answer.data ?? {}) as {
    processing_status?: unknown;
    errors?: unknown;
  };
  if (status === 'complete') return { ...outcome, status };
  if (status !== 'failed') return outcome;
  const texts = Array.isArray(errors) ? errors.map(String) : [];
  return { ...outcome, status, failure: explainProcessing(texts) };
}
