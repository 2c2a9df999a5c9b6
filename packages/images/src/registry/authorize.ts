import { isObject, TOOL_NAME } from '@railgate/contract';
import { ServiceError, hostOf, type HttpClient, type HttpResponse } from '@railgate/kit';

import type { ImageReference } from '../reference.js';
import { isSafe } from './address.js';
import type { BearerChallenge, Challenge } from './challenge.js';
import type { RegistryLogin } from '../engine/registry-login.js';
import { basicAuthorization } from './credential.js';
import { readBounded, refusal, unreachable, unreadable } from './registry-error.js';

const TOKEN_LIMIT = 1024 * 1024;
/** What a header may hold. */
const TOKEN = /^[\x21-\x7e]{1,65536}$/;

export interface AuthorizeInput {
  readonly client: HttpClient;
  readonly signal: AbortSignal;
  readonly reference: ImageReference;
  readonly credential: RegistryLogin | undefined;
}

/**
 * The header that answers a challenge: a login, or a token that is asked for with it, or for anybody. Nothing where there is
 * no login for one that wants one.
 */
export async function authorize(challenge: Challenge, input: AuthorizeInput): Promise<string | undefined> {
  const { credential } = input;
  if (challenge.scheme === 'basic') return credential && basicAuthorization(credential);
  return `Bearer ${await fetchToken(challenge, input)}`;
}

async function fetchToken(challenge: BearerChallenge, input: AuthorizeInput): Promise<string> {
  const { signal, reference } = input;
  const url = new URL(challenge.realm);
  if (!isSafe(url))
    throw new ServiceError({}, 'NEED_UNMET', `${hostOf(url.href)} gives tokens without encryption.`, {
      remedy: 'Choose a registry whose tokens are given by HTTPS.',
    });
  const answer = await ask(url, challenge, input).catch((error: unknown) => {
    signal.throwIfAborted();
    throw unreachable(url.href, error);
  });
  if (answer.status !== 200) throw await refusal(url.href, reference, answer);
  return tokenIn(url.href, await readBounded(answer.body, TOKEN_LIMIT).catch(() => Buffer.alloc(0)));
}

/** https://distribution.github.io/distribution/spec/auth/oauth/ for identity tokens, `…/token/` for all others. */
function ask(
  url: URL,
  challenge: BearerChallenge,
  { client, signal, credential, reference }: AuthorizeInput,
): Promise<HttpResponse> {
  const scope = challenge.scope ?? `repository:${reference.repository}:pull`;
  const wanted = { ...(challenge.service !== undefined && { service: challenge.service }), scope };
  const token = credential?.identitytoken;
  if (token !== undefined) {
    const form = { grant_type: 'refresh_token', client_id: TOOL_NAME, refresh_token: token, ...wanted };
    return client.ask(url.href, { signal, redirect: 'manual', form });
  }
  for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
  const authorization = credential && basicAuthorization(credential);
  return client.ask(url.href, {
    signal,
    redirect: 'manual',
    ...(authorization && { headers: { authorization } }),
  });
}

function tokenIn(url: string, bytes: Buffer): string {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const token = isObject(value) ? (value['token'] ?? value['access_token']) : undefined;
    if (typeof token === 'string' && TOKEN.test(token)) return token;
  } catch {
    // Said below.
  }
  throw unreadable(url, 'no token');
}
