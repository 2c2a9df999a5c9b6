export interface Response {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Where it came from in the end. */
  readonly url: string;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Client {
  /** Bytes as they are, whatever the status; redirections are followed, since what is fetched is public. */
  get(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response>;
}

export interface Timeouts {
  /** Milliseconds until somebody takes the connection, and between two parts of an answer. */
  readonly connect: number;
  readonly silence: number;
}

const TIMEOUTS: Timeouts = { connect: 20_000, silence: 60_000 };

/** Through the proxy of HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Closes its connections afterwards. */
export async function withClient<T>(use: (client: Client) => Promise<T>, timeouts = TIMEOUTS): Promise<T> {
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: timeouts.silence,
    bodyTimeout: timeouts.silence,
    connect: { timeout: timeouts.connect },
  });
  const get: Client['get'] = async (url, headers, signal) => {
    const response = await fetch(url, {
      // Parts of a file are parts of what is stored, not of what a server packs.
      headers: { ...headers, 'accept-encoding': 'identity' },
      signal,
      dispatcher,
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      url: response.url,
      body: (response.body ?? []) as AsyncIterable<Uint8Array>,
    };
  };
  try {
    return await use({ get });
  } finally {
    await dispatcher.destroy();
  }
}
