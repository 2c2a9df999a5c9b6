import { cleanText, GateError, type ErrorCode } from '@railgate/contract';

import type { JsonService } from './http-json.js';

/** A service did not answer, or what it answered cannot be used. The message names its host, never a credential. */
export class ServiceError extends GateError {
  /** Of HTTP, where there was an answer. */
  readonly status: number | undefined;

  constructor(
    service: Pick<JsonService, 'otherwise'>,
    code: ErrorCode,
    message: string,
    options: { remedy?: string; cause?: unknown; status?: number } = {},
  ) {
    const { remedy, status, ...rest } = options;
    const sentences = [remedy, service.otherwise].filter((sentence) => sentence !== undefined);
    super(code, message, { ...rest, ...(sentences.length > 0 && { remedy: sentences.join(' ') }) });
    this.status = status;
  }
}

/** With its port. An address may hold a name and a password: those are no part of it. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? cleanText(new URL(url).host) : 'an address that is none';
}

export function timeoutError(service: JsonService, url: string): ServiceError {
  return new ServiceError(
    service,
    'TOOL_TIMEOUT',
    `${hostOf(url)} did not answer within ${service.timeout} s.`,
    {
      remedy: 'Check the network and the proxy.',
    },
  );
}

export function statusError(
  service: JsonService,
  url: string,
  status: number,
  reason = 'no documented status',
): ServiceError {
  const message = `${hostOf(url)} answered ${status} (${reason}) to ${new URL(url).pathname}.`;
  return new ServiceError(service, 'NEED_UNMET', message, {
    remedy: statusRemedy(status, hostOf(url)),
    status,
  });
}

function statusRemedy(status: number, host: string): string {
  if (status === 401 || status === 403)
    return `Check the credential for ${host}: it is missing, wrong or not allowed to ask.`;
  if (status === 407) return 'Check the credential for the proxy.';
  if (status === 429 || status >= 500) return 'Try again later.';
  return `Check the address: ${host} does not offer this service.`;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such name',
  EAI_AGAIN: 'its name cannot be looked up',
  ECONNRESET: 'it ended the connection',
  UND_ERR_SOCKET: 'it ended the connection',
  UND_ERR_CONNECT_TIMEOUT: 'it took no connection in time',
  UND_ERR_ABORTED: 'the proxy does not connect to it',
};

/** @param cause what `fetch` threw */
export function connectionError(service: JsonService, url: string, cause: unknown): ServiceError {
  const code = codeOf(cause);
  const isCertificate = /CERT|SIGNATURE|SELF_SIGNED|ERR_TLS/.test(code);
  const reason = REASONS[code] ?? (isCertificate ? `its certificate is not trusted (${code})` : code);
  return new ServiceError(service, 'NEED_UNMET', `${hostOf(url)} cannot be reached: ${reason}.`, {
    cause,
    remedy: isCertificate
      ? 'Name the file with the certificate of your proxy or service in NODE_EXTRA_CA_CERTS.'
      : 'Check the network and the proxy (HTTPS_PROXY).',
  });
}

/** `fetch` wraps what happened in errors of its own. */
export function codeOf(error: unknown): string {
  for (let one = error as { code?: unknown; cause?: unknown } | undefined; one; one = one.cause as typeof one)
    if (typeof one.code === 'string') return one.code;
  return 'the connection failed';
}
