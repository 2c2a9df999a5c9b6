import { TOOL_NAME, VERSION } from '@railgate/contract';
import { request } from '@octokit/request';

import type { GithubTarget } from './target.js';

/** What came back, or why nothing did. */
export type Answer = HttpAnswer | { readonly unreachable: 'network' | 'timeout'; readonly reason: string };

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON; else its text. */
  readonly data: unknown;
}

export interface ApiOptions {
  readonly token: string;
  readonly signal: AbortSignal;
  /** Milliseconds for one request. */
  readonly timeout?: number;
}

/** The two operations of code scanning's REST API that an upload needs. */
export interface SarifApi {
  /** POST /repos/{owner}/{repo}/code-scanning/sarifs */
  upload(sarif: string): Promise<Answer>;
  /** GET /repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id} */
  status(id: string): Promise<Answer>;
}

const TIMEOUT = 60_000;

/** Answers of GitHub are small; whatever sends more is not GitHub. */
const ANSWER_LIMIT = 1 << 20;

/** Neither call throws for anything that a server or a network does; both do when the signal fires. */
export function sarifApi(target: GithubTarget, options: ApiOptions): SarifApi {
  const { owner, repo, ref, sha } = target;
  const send = (route: string, parameters: Readonly<Record<string, string>>): Promise<Answer> =>
    ask(route, { ...parameters, owner, repo }, target.apiUrl, options);
  return {
    upload: (sarif) =>
      send('POST /repos/{owner}/{repo}/code-scanning/sarifs', { commit_sha: sha, ref, sarif }),
    status: (id) => send('GET /repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id}', { sarif_id: id }),
  };
}

async function ask(
  route: string,
  parameters: Readonly<Record<string, string>>,
  baseUrl: string,
  { token, signal, timeout = TIMEOUT }: ApiOptions,
): Promise<Answer> {
  const deadline = AbortSignal.timeout(timeout);
  try {
    const { status, headers, data } = await request(route, {
      ...parameters,
      baseUrl,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': `${TOOL_NAME}/${VERSION}`,
      },
      request: {
        fetch: (url: string, init?: RequestInit) => boundedFetch(url, init, token),
        // Not followed: the token stays with the host that it was meant for.
        redirect: 'manual',
        signal: AbortSignal.any([signal, deadline]),
        log: SILENT,
      },
    });
    return { status, headers: toHeaders(headers), data };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return fromError(error, deadline.aborted, timeout);
  }
}

/** Octokit throws for statuses of 400 and more, and for a request that got no answer. */
function fromError(error: unknown, isLate: boolean, timeout: number): Answer {
  if (isLate) return { unreachable: 'timeout', reason: `no answer in ${timeout / 1000} seconds` };
  const { response } = error as { response?: HttpAnswer };
  if (response) {
    const { status, headers, data } = response;
    return { status, headers: toHeaders(headers), data };
  }
  const cause = (error as Error).cause as Error | undefined;
  const code = codeOf(cause?.cause) ?? codeOf(cause);
  const { message } = error as Error;
  return { unreachable: 'network', reason: code === undefined ? message : `${message} (${code})` };
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

function toHeaders(headers: Readonly<Record<string, string | number | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** The token is taken out of whatever a server sends back: people will read some of it. */
async function boundedFetch(url: string, init: RequestInit | undefined, token: string): Promise<Response> {
  const response = await fetch(url, init);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > ANSWER_LIMIT) throw new Error('the answer is larger than any of GitHub');
    chunks.push(chunk);
  }
  const { status, statusText } = response;
  const hasBody = ![101, 204, 205, 304].includes(status);
  const headers = new Headers(response.headers);
  // The body is decoded already.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const text = Buffer.concat(chunks).toString().replaceAll(token, '***');
  return new Response(hasBody ? text : null, { status, statusText, headers });
}

const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Octokit would write to the console.
}
