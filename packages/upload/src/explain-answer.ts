import { cleanText } from '@railgate/contract';

import type { Answer, HttpAnswer } from './api.js';
import { INSTEAD, type Failure, type FailureCode } from './failure.js';

/** Those that an answer leads to. */
type AnswerCode = Exclude<FailureCode, 'NETWORK' | 'TIMEOUT' | 'PROCESSING_FAILED'>;

/** When GitHub does not say how long: it asks for a minute after a secondary limit. */
const DEFAULT_WAIT = 60_000;
const SHORT_WAIT = 5_000;

/**
 * Every answer that is no success, in words that somebody can act on.
 *
 * @param now milliseconds since 1970.
 */
export function explainAnswer(answer: Answer, now: number): Failure {
  if ('unreachable' in answer) return explainSilence(answer);
  const { status } = answer;
  if (isRateLimit(answer)) return rateLimited(answer, now);
  if (status >= 300 && status < 400) return make('MOVED', answer);
  if (status >= 500)
    return { ...make('UNAVAILABLE', answer), retryAfter: retryAfter(answer, now) ?? SHORT_WAIT };
  if (status === 403) return make(forbiddenCode(answer), answer);
  return make(CODES[status] ?? 'NOT_GITHUB', answer);
}

const CODES: Readonly<Record<number, AnswerCode>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  422: 'UNPROCESSABLE',
};

interface Text {
  readonly what: string;
  readonly remedy: string;
  readonly isFinal?: boolean;
}

const TEXTS: Readonly<Record<AnswerCode, Text>> = {
  BAD_REQUEST: {
    what: 'GitHub does not take the file',
    remedy: 'Please report it, with the message of GitHub: the file had passed every check here.',
  },
  UNAUTHORIZED: {
    what: 'GitHub does not know the token',
    remedy:
      'It has expired, was revoked, or belongs to another GitHub: check GITHUB_TOKEN and GITHUB_API_URL.',
    isFinal: true,
  },
  READ_ONLY_TOKEN: {
    what: 'The token may not write alerts',
    remedy: `Give the job \`permissions: { security-events: write }\`; a personal token needs the scope security_events. A pull request from a fork, and Dependabot, get a token that can only read, whatever the workflow says. ${INSTEAD}`,
    isFinal: true,
  },
  NOT_ENABLED: {
    what: 'Code scanning is not enabled for the repository',
    remedy: `Private repositories need GitHub Code Security: enable it in the settings of the repository under "Advanced Security", or leave the upload out. ${INSTEAD}`,
    isFinal: true,
  },
  ARCHIVED: {
    what: 'The repository is archived and can only be read',
    remedy: 'Leave the upload out, or take the repository out of the archive.',
    isFinal: true,
  },
  FORBIDDEN: {
    what: 'GitHub refuses the upload',
    remedy: `Read the message of GitHub: single sign-on and lists of allowed addresses are granted for each token by the organisation. ${INSTEAD}`,
    isFinal: true,
  },
  NOT_FOUND: {
    what: 'GitHub does not find the repository, or does not show it to this token',
    remedy: `Check --repo and GITHUB_API_URL, and that the token may see the repository; for a private one it also needs \`contents: read\`. ${INSTEAD}`,
    isFinal: true,
  },
  MOVED: {
    what: 'The repository has moved',
    remedy: 'Give its present name with --repo; the token is not sent after a redirect.',
    isFinal: true,
  },
  TOO_LARGE: {
    what: 'The file is too large for GitHub',
    remedy:
      'Please report it: files are kept below the limit of 10 MB here. A proxy in between may have a lower one.',
  },
  UNPROCESSABLE: {
    what: 'GitHub does not accept the request',
    remedy: 'Check that --ref and --sha belong together and that the commit has been pushed.',
  },
  RATE_LIMITED: {
    what: 'GitHub takes no more requests for now',
    remedy: 'Try again later; 1,000 uploads an hour are possible for each user or app.',
    isFinal: true,
  },
  UNAVAILABLE: {
    what: 'GitHub could not answer',
    remedy: 'Try again later; www.githubstatus.com tells of disturbances.',
  },
  NOT_GITHUB: {
    what: 'The answer is not one of GitHub',
    remedy: 'Check GITHUB_API_URL, and whether a proxy or a login page stands in between.',
    isFinal: true,
  },
};

function make(code: AnswerCode, answer: HttpAnswer): Failure {
  const { what, remedy, isFinal } = TEXTS[code];
  return {
    code,
    message: `${what} (HTTP ${answer.status}${quoted(answer)}).`,
    remedy,
    ...(isFinal && { isFinal }),
  };
}

/** An answer of success that says something else than GitHub would. */
export function notGithub(answer: HttpAnswer): Failure {
  return make('NOT_GITHUB', answer);
}

function explainSilence({ unreachable, reason }: Extract<Answer, { unreachable: string }>): Failure {
  const message = `GitHub could not be reached: ${clip(reason)}.`;
  const remedy =
    'Check the network, the proxy and GITHUB_API_URL; behind a proxy, Node 24 takes NODE_USE_ENV_PROXY=1.';
  return { code: unreachable === 'timeout' ? 'TIMEOUT' : 'NETWORK', message, remedy, retryAfter: SHORT_WAIT };
}

function isRateLimit({ status, headers, data }: HttpAnswer): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers['x-ratelimit-remaining'] === '0' ||
    'retry-after' in headers ||
    /rate limit/i.test(messageOf(data))
  );
}

function rateLimited(answer: HttpAnswer, now: number): Failure {
  return { ...make('RATE_LIMITED', answer), retryAfter: retryAfter(answer, now) ?? DEFAULT_WAIT };
}

/** docs.github.com, "Rate limits for the REST API": Retry-After, else the reset once nothing remains. */
function retryAfter({ headers }: HttpAnswer, now: number): number | undefined {
  const seconds = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && seconds >= 0) return seconds * 1000;
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] !== '0' || !(reset > 0)) return undefined;
  return Math.max(0, reset * 1000 - now);
}

function forbiddenCode({ data }: HttpAnswer): AnswerCode {
  const message = messageOf(data);
  if (/archived/i.test(message)) return 'ARCHIVED';
  if (/not accessible by|must have (?:push|write)|not authorized|read-only/i.test(message))
    return 'READ_ONLY_TOKEN';
  if (/advanced security|code security|code scanning is not enabled|must be enabled/i.test(message))
    return 'NOT_ENABLED';
  return typeof data === 'string' ? 'NOT_GITHUB' : 'FORBIDDEN';
}

function messageOf(data: unknown): string {
  const message = (data as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : '';
}

const QUOTE_LENGTH = 300;

function quoted({ data }: HttpAnswer): string {
  const message = messageOf(data);
  if (message !== '') return `: ${clip(message)}`;
  return typeof data === 'string' && /^\s*</.test(data) ? ', a web page' : '';
}

/** What a server says is foreign text: one line, bounded. */
export function clip(text: string): string {
  const clean = cleanText(text.slice(0, QUOTE_LENGTH * 2)).replace(/[.\s]+$/, '');
  return clean.length > QUOTE_LENGTH ? `${clean.slice(0, QUOTE_LENGTH)}…` : clean;
}
