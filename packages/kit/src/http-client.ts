import { fewPauses } from './few-pauses.js';

export interface HttpResponse {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Where it came from in the end. */
  readonly url: string;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Makes it a POST, `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>;
  /** `manual`: an answer that sends on is given back as it is. Without it they are followed: for what is public. */
  readonly redirect?: 'follow' | 'manual';
}

export interface HttpClient {
  /** Bytes as they are, whatever the status. */
  ask(url: string, request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpTimeouts {
  /** Milliseconds until somebody takes the connection, and between two parts of an answer. */
  readonly connect: number;
  readonly silence: number;
}

const TIMEOUTS: HttpTimeouts = { connect: 20_000, silence: 60_000 };

/** For files of any size. Through the proxy of HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Closes its connections afterwards. */
export async function withHttpClient<T>(
  use: (client: HttpClient) => Promise<T>,
  timeouts = TIMEOUTS,
): Promise<T> {
  // Only here: it takes 60 ms, and most threads ask nobody.
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: timeouts.silence,
    bodyTimeout: timeouts.silence,
    connect: { timeout: timeouts.connect },
  });
  const composed = dispatcher.compose(fewPauses);
  const ask: HttpClient['ask'] = async (url, { headers, signal, form, redirect = 'follow' }) => {
    const response = await fetch(url, {
      // Parts of a file are parts of what is stored, not of what a server packs.
      headers: { ...headers, 'accept-encoding': 'identity' },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      signal,
      redirect,
      dispatcher: composed,
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      url: response.url,
      body: (response.body ?? []) as AsyncIterable<Uint8Array>,
    };
  };
  try {
    return await use({ ask });
  } finally {
    await dispatcher.destroy();
  }
}
