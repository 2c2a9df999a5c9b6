import { cleanText, isObject } from '@railgate/contract';
import { ServiceError, connectionError, codeOf, hostOf, statusError, type HttpResponse } from '@railgate/kit';

import { showReference, type ImageReference } from '../reference.js';

const ERROR_LIMIT = 64 * 1024;
const SERVICE = { signal: new AbortController().signal, timeout: 0 };
/** The specification's codes are words like `MANIFEST_UNKNOWN`. */
const CODE = /^[A-Z][A-Z0-9_]{1,40}$/;

/** What a status that is no success means. */
export async function refusal(
  url: string,
  reference: ImageReference,
  response: HttpResponse,
): Promise<ServiceError> {
  const { status, headers } = response;
  const code = await codeIn(response);
  const said = code === undefined ? `${status}` : `${status} ${code}`;
  const host = hostOf(url);
  const shown = cleanText(showReference(reference));
  // Docker Hub answers at another host than the one that people log in to.
  const login = `\`docker login ${cleanText(reference.registry)}\``;
  const refused = (message: string, remedy: string): ServiceError =>
    new ServiceError({}, 'NEED_UNMET', message, { remedy, status });
  if (status === 401 || status === 403)
    return refused(
      `${host} does not give out ${shown} (${said}).`,
      `Log in with ${login}, and check that the name is right: registries answer the same for what is not there.`,
    );
  if (status === 404)
    return refused(
      `${host} has no ${shown} (${said}).`,
      'Check the name, the tag and the address of the registry.',
    );
  if (status === 429) {
    const pause = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0];
    const when = pause === undefined ? 'later' : `in ${pause} s`;
    return refused(
      `${host} limits how often it is asked (${said}).`,
      `Try again ${when}, or log in with ${login}: who is known may ask more often.`,
    );
  }
  return statusError(SERVICE, url, status, code);
}

async function codeIn({ body, headers }: HttpResponse): Promise<string | undefined> {
  if (!/json/i.test(headers['content-type'] ?? '')) return undefined;
  try {
    const value: unknown = JSON.parse((await readBounded(body, ERROR_LIMIT)).toString('utf8'));
    const errors = isObject(value) && Array.isArray(value['errors']) ? (value['errors'] as unknown[]) : [];
    const [first] = errors;
    const code = isObject(first) ? first['code'] : undefined;
    return typeof code === 'string' && CODE.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** @throws {RangeError} when there is more. */
export async function readBounded(body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limit) throw new RangeError(`more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An answer that cannot be what was asked for. */
export function unreadable(
  url: string,
  what: string,
  remedy = 'Look at what stands between this machine and the registry: a proxy, a login, a wrong address.',
): ServiceError {
  return new ServiceError({}, 'REPORT_UNREADABLE', `${hostOf(url)} answered with ${what}.`, { remedy });
}

/** @param cause what the client threw */
export function unreachable(url: string, cause: unknown): ServiceError {
  if (/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test(codeOf(cause)))
    return new ServiceError({}, 'TOOL_TIMEOUT', `${hostOf(url)} has stopped answering.`, {
      remedy: 'Check the network and the proxy, and run the command again.',
      cause,
    });
  return connectionError(SERVICE, url, cause);
}
