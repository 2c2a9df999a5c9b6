/** What a registry wants to see before it answers (RFC 9110, 11.6.1; distribution specification, "Token"). */
export type Challenge = { readonly scheme: 'basic' } | BearerChallenge;

export interface BearerChallenge {
  readonly scheme: 'bearer';
  /** Where a token is given. */
  readonly realm: string;
  readonly service?: string;
  readonly scope?: string;
}

const LIMIT = 4096;
/** `name="value"` or `name=value`; each character is looked at once. */
const PARAMETER = /([a-z]+)\s*=\s*(?:"([^"]*)"|([^\s",]+))/gi;

/** The first scheme that is known; nothing where there is none, or the header is longer than any that makes sense. */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  if (header === undefined || header.length > LIMIT) return undefined;
  const bearer = /(?:^|,)\s*bearer\s+(.*)$/i.exec(header)?.[1];
  if (bearer !== undefined) {
    const found = new Map<string, string>();
    for (const [, name = '', quoted, plain] of bearer.matchAll(PARAMETER))
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), quoted ?? plain ?? '');
    const [realm, service, scope] = ['realm', 'service', 'scope'].map((name) => found.get(name));
    if (realm === undefined || !URL.canParse(realm)) return undefined;
    return {
      scheme: 'bearer',
      realm,
      ...(service !== undefined && { service }),
      ...(scope !== undefined && { scope }),
    };
  }
  return /(?:^|,)\s*basic(?:\s|$)/i.test(header) ? { scheme: 'basic' } : undefined;
}
